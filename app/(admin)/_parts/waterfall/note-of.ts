import type { TaskView } from '#server/core/view.ts';

interface RowNote {
  tone: 'wait' | 'warn' | 'bad';
  text: string;
  hint: string;
}

const sentence = (text: string): string => (/[.!?]$/.test(text) ? text : `${text}.`);

/** What stands under a row that did not go straight through; null for all others. */
export function noteOf(task: TaskView): RowNote | null {
  if (task.status === 'failed') return { tone: 'bad', text: sentence(task.error?.message ?? 'It failed'), hint: task.error?.hint ?? '' };
  if (task.status === 'postponed') return { tone: 'warn', text: `${sentence(task.because ?? 'It can not go on yet')} This costs no attempt.`, hint: '' };
  if (task.status === 'skipped' || task.status === 'succeeded') return task.because === null ? null : { tone: 'wait', text: sentence(task.because), hint: '' };
  const failed = task.tries.findLast((one) => one.outcome === 'failed' || one.outcome === 'lost');
  if (failed === undefined || task.status === 'cancelled') return null;
  const message = failed.message ?? task.error?.message ?? (failed.outcome === 'lost' ? 'its worker was lost' : 'it failed');
  return { tone: 'warn', text: `Attempt ${failed.number}: ${sentence(message)}`, hint: task.error?.hint ?? '' };
}
