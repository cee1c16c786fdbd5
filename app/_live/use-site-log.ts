'use client';
import { useEffect, useState } from 'react';
import type { SiteLogAnswer, SiteLogMessage } from '#server/live/protocol.ts';
import type { SiteLogName } from '#server/core/site-log.ts';
import { liveOf } from './socket.ts';

export interface SiteLine {
  line: number;
  text: string;
}
export interface SiteLog {
  lines: readonly SiteLine[];
  /** `ended`: nothing more comes, and `sentence` says why. */
  is: 'reading' | 'following' | 'ended';
  sentence: string | null;
}

/** Older lines are let go. */
const MOST = 5000;
const GAP = '… what was written in between was too much to follow …';
const reading: SiteLog = { lines: [], is: 'reading', sentence: null };

const added = (have: readonly SiteLine[], texts: readonly string[]): readonly SiteLine[] => {
  const from = (have.at(-1)?.line ?? 0) + 1;
  return [...have, ...texts.map((text, at) => ({ line: from + at, text }))].slice(-MOST);
};
function answered(answer: SiteLogAnswer): SiteLog {
  if (answer.ok) return { lines: added([], answer.lines), is: 'following', sentence: null };
  const words = { denied: 'Your plan does not show this', busy: 'Too many logs are being read just now: try again in a moment', failed: 'The log could not be read' } as const;
  return { lines: [], is: 'ended', sentence: 'sentence' in answer ? answer.sentence : words[answer.reason] };
}

/** The end of a website's log, and what is written to it from then on. `turn`: another one asks anew. */
export function useSiteLog({ serviceId, log, turn }: { serviceId: number; log: SiteLogName; turn: number }): SiteLog {
  const of = `${serviceId}:${log}:${turn}`;
  const [held, setHeld] = useState({ of, log: reading });
  useEffect(() => {
    const { socket } = liveOf();
    const put = (next: (old: SiteLog) => SiteLog) => setHeld((old) => ({ of, log: next(old.of === of ? old.log : reading) }));
    const ours = (message: { serviceId: number; log: SiteLogName }): boolean => message.serviceId === serviceId && message.log === log;
    const onLines = (message: SiteLogMessage, taken: () => void) => {
      if (ours(message)) put((old) => ({ ...old, lines: added(old.lines, message.gap ? [GAP, ...message.lines] : message.lines) }));
      taken();
    };
    const onEnded = (message: { serviceId: number; log: SiteLogName; sentence: string }) => {
      if (ours(message)) put((old) => ({ ...old, is: 'ended', sentence: message.sentence }));
    };
    let current = true;
    const ask = () => socket.emit('watchSiteLog', { serviceId, log }, (answer) => { if (current) put(() => answered(answer)); });
    socket.on('siteLines', onLines);
    socket.on('siteLogEnded', onEnded);
    socket.on('connect', ask);
    if (socket.connected) ask();
    return () => {
      current = false;
      socket.off('siteLines', onLines);
      socket.off('siteLogEnded', onEnded);
      socket.off('connect', ask);
      socket.emit('unwatchSiteLog');
    };
  }, [of, serviceId, log]);
  return held.of === of ? held.log : reading;
}
