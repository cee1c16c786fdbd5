/** What a customer reads when it did not work: parts by name, no machine, no panel's words. */
import { type Lane, laneWords } from '#server/core/action.ts';
import type { Progress } from '#server/core/progress.ts';
import type { TaskView } from '#server/core/view.ts';

const failedLanes = (tasks: readonly TaskView[]): readonly Lane[] => [...new Set(tasks.filter((task) => task.status === 'failed').map((task) => task.lane))];

export function titleOf(tasks: readonly TaskView[]): string {
  const [only, ...others] = failedLanes(tasks);
  return only !== undefined && others.length === 0 ? laneWords[only].failed : 'Setting up your hosting did not work';
}

const listed = new Intl.ListFormat('en', { type: 'conjunction' });
const small = (title: string): string => title.charAt(0).toLowerCase() + title.slice(1);

export function reasonOf(progress: Progress, tasks: readonly TaskView[]): string {
  const ready = progress.lanes.filter((lane) => lane.done === lane.total).map((lane) => small(lane.title));
  const tries = Math.max(1, ...tasks.filter((task) => task.status === 'failed').map((task) => task.attempts));
  const plural = ready.length > 1 || (ready[0] ?? '').endsWith('s');
  return [
    ready.length > 0 && `Your ${listed.format(ready)} ${plural ? 'are' : 'is'} ready.`,
    tries > 1 ? `The rest did not work in ${tries} tries.` : 'The rest did not work.',
    'Our staff can see it; nothing that is already set up will be lost.',
  ].filter((sentence) => sentence !== false).join(' ');
}
