'use client';
import { useEffect, useState } from 'react';
import type { LogLineView } from '#db/queries/tasks.ts';
import type { LogCatchUp } from '#server/live/protocol.ts';
import { liveOf } from './socket.ts';

interface Log {
  /** Which attempt these are of: another one's are never shown, not even for a moment. */
  of: string;
  lines: readonly LogLineView[];
  ended: boolean;
}
const none: readonly LogLineView[] = [];

const merge = (have: readonly LogLineView[], more: readonly LogLineView[]): readonly LogLineView[] => {
  const last = have.at(-1)?.line ?? 0;
  const fresh = more.filter((line) => line.line > last);
  return fresh.length === 0 ? have : [...have, ...fresh];
};

/** The lines of one attempt: those that are stored, then each as it comes. `ended`: the first answer is there. */
export function useTaskLog({ taskId, attempt }: { taskId: number; attempt: number }): { lines: readonly LogLineView[]; ended: boolean } {
  const of = `${taskId}:${attempt}`;
  const [log, setLog] = useState<Log>({ of, lines: none, ended: false });
  useEffect(() => {
    const { socket } = liveOf();
    let held = none;
    const take = (more: readonly LogLineView[], ended: boolean) => {
      held = merge(held, more);
      setLog((old) => ({ of, lines: held, ended: ended || (old.of === of && old.ended) }));
    };
    const onLines = (message: { taskId: number; attempt: number; lines: readonly LogLineView[] }) => {
      if (message.taskId === taskId && message.attempt === attempt) take(message.lines, false);
    };
    const ask = () => socket.emit('watchLog', { taskId, attempt, line: held.at(-1)?.line ?? 0 }, (missed: LogCatchUp) => take(missed.ok ? missed.lines : [], true));
    socket.on('lines', onLines);
    socket.on('connect', ask);
    if (socket.connected) ask();
    return () => {
      socket.off('lines', onLines);
      socket.off('connect', ask);
      socket.emit('unwatchLog', { taskId, attempt });
    };
  }, [of, taskId, attempt]);
  return log.of === of ? log : { lines: none, ended: false };
}
