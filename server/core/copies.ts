/** Where the copies on a service's nameservers stand, read off its view: the same on every screen and for both readers. */
import { copyActions } from './action.ts';
import { isDone, type StatusWords } from './task.ts';
import type { OperationView, ServiceView, TaskView } from './view.ts';

/** Of one nameserver; `catchingUp` comes by itself, the other two need a person. */
export type CopyState = 'catchingUp' | 'failed' | 'stopped';
export const copyWords: Record<CopyState, StatusWords> = {
  catchingUp: { staff: 'Catching up', customer: 'Catching up', tone: 'warn', icon: 'clock' },
  failed: { staff: 'Failed', customer: 'Catching up', tone: 'bad', icon: 'cross' },
  stopped: { staff: 'Cancelled', customer: 'Catching up', tone: 'wait', icon: 'stop' },
};

export interface Copy {
  operation: OperationView;
  /** Null for a customer, who sees no machine of ours. */
  node: TaskView['node'];
  state: CopyState;
  /** What is not done of it. */
  tasks: readonly TaskView[];
}

const isCopy = (action: string): boolean => (copyActions as readonly string[]).includes(action);

function stateOf(tasks: readonly TaskView[]): CopyState {
  if (tasks.some((task) => task.status === 'failed')) return 'failed';
  return tasks.some((task) => task.status === 'cancelled') ? 'stopped' : 'catchingUp';
}

/** The copies that are not whole yet, one per nameserver: what a later change of the same node has taken over counts no more. */
export function openCopies({ service, operations, tasks }: ServiceView): readonly Copy[] {
  const changes = new Map(operations.filter((one) => one.kind === 'change' && one.generation === service.generation).map((one) => [one.id, one]));
  const own = tasks.filter((task) => changes.has(task.operationId) && isCopy(task.action));
  return [...Map.groupBy(own, (task) => task.node?.id ?? null).values()].flatMap((all): readonly Copy[] => {
    const newest = Math.max(...all.map((task) => task.operationId));
    const open = all.filter((task) => task.operationId === newest && !isDone(task.status));
    const operation = changes.get(newest);
    return open[0] === undefined || operation === undefined ? [] : [{ operation, node: open[0].node, state: stateOf(open), tasks: open }];
  });
}

/** One quiet line for the customer of a live service, null when every nameserver has its copy. */
export function copyLine(view: ServiceView): string | null {
  if (view.service.state !== 'active' || openCopies(view).length === 0) return null;
  return 'Your domain is published. One of our nameservers is still catching up; nothing has to be done.';
}
