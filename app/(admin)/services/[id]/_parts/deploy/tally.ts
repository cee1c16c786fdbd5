import type { Tone } from '#server/core/task.ts';
import type { TaskStatus } from '#server/core/task.ts';
import type { TaskView } from '#server/core/view.ts';

interface Tally {
  word: string;
  tone: Tone;
  has: (status: TaskStatus) => boolean;
}

/** How staff count the tasks of an operation, in the order of the bar. */
export const tallies: readonly Tally[] = [
  { word: 'success', tone: 'ok', has: (status) => status === 'succeeded' },
  { word: 'skipped', tone: 'ok', has: (status) => status === 'skipped' },
  { word: 'running', tone: 'accent', has: (status) => status === 'running' || status === 'cancelling' },
  { word: 'retrying', tone: 'warn', has: (status) => status === 'retrying' },
  { word: 'postponed', tone: 'warn', has: (status) => status === 'postponed' },
  { word: 'failed', tone: 'bad', has: (status) => status === 'failed' },
  { word: 'cancelled', tone: 'wait', has: (status) => status === 'cancelled' },
  { word: 'queued', tone: 'accent', has: (status) => status === 'queued' },
  { word: 'waiting', tone: 'wait', has: (status) => status === 'waiting' },
];

/** What has begun and is not done; the rest of the bar is still to come. */
const inBar = new Set(['running', 'retrying', 'postponed', 'failed']);

export function barParts(tasks: readonly TaskView[], donePermille: number): readonly { tone: Tone; permille: number }[] {
  const total = tasks.reduce((sum, task) => sum + task.weight, 0);
  if (total === 0) return [];
  const room = 1000 - donePermille;
  return tallies.filter(({ word }) => inBar.has(word)).map(({ tone, has }) => {
    const weight = tasks.reduce((sum, task) => sum + (has(task.status) ? task.weight : 0), 0);
    return { tone, permille: Math.min(room, (weight / total) * 1000) };
  });
}
