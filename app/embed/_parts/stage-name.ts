import { actionFacts } from '#server/core/action.ts';
import type { TaskView } from '#server/core/view.ts';

/** What a customer reads of a step. The zone is built on every nameserver: such twins say which one they are. */
export function stageName(task: TaskView, tasks: readonly TaskView[]): string {
  const twins = tasks.filter((other) => other.action === task.action && other.operationId === task.operationId).toSorted((a, b) => a.id - b.id);
  const { doing } = actionFacts[task.action];
  return twins.length < 2 ? doing : `${doing} · ${twins.findIndex((other) => other.id === task.id) + 1} of ${twins.length}`;
}
