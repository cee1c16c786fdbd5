'use client';
import { StatusPill } from '#app/_ui/status-pill.tsx';
import { Countdown } from '#app/_ui/times.tsx';
import type { StatusWords } from '#server/core/task.ts';
import type { NodeRow } from './node-row.ts';

type Look = Pick<StatusWords, 'tone' | 'icon'> & { word: string };

type HealthFacts = Pick<NodeRow, 'alarm' | 'circuitUntil' | 'failures' | 'lastError'>;

function lookOf(node: HealthFacts): Look {
  if (node.alarm !== null) return { tone: 'bad', icon: 'cross', word: 'Alarm' };
  if (node.circuitUntil !== null) return { tone: 'bad', icon: 'pause', word: 'Circuit open' };
  if (node.failures > 0) return { tone: 'warn', icon: 'retry', word: 'Trouble' };
  return { tone: 'ok', icon: 'check', word: 'Well' };
}

/** One word, and the sentence that made it so; `short`: the word alone. */
export function Health({ node, short = false }: { node: HealthFacts; short?: boolean }) {
  const { word, tone, icon } = lookOf(node);
  if (short) return <StatusPill words={{ staff: word, customer: word, tone, icon }} />;
  const sentence = node.alarm ?? (node.failures > 0 ? node.lastError : null);
  return (
    <span className="flex flex-wrap items-center gap-x-2.5 gap-y-0.5 text-sm">
      <StatusPill words={{ staff: word, customer: word, tone, icon }} />
      {node.circuitUntil !== null && <span className="text-muted">probed in <Countdown to={node.circuitUntil} /></span>}
      {sentence !== null && <span className="line-clamp-2 max-w-80 text-muted" title={sentence}>{sentence}</span>}
    </span>
  );
}
