/** What is still brought to a live service's nodes, read off its view: copies that catch up, roles that are written again. */
import { type ActionFacts, actionFacts, buildActions } from './action.ts';
import { isDone, type StatusWords } from './task.ts';
import type { OperationView, ServiceView, TaskView } from './view.ts';

/** Of one role on one node; `catchingUp` comes by itself, the other two need a person. */
export type CopyState = 'catchingUp' | 'failed' | 'stopped';
export const copyWords: Record<CopyState, StatusWords> = {
  catchingUp: { staff: 'Catching up', customer: 'Catching up', tone: 'warn', icon: 'clock' },
  failed: { staff: 'Failed', customer: 'Catching up', tone: 'bad', icon: 'cross' },
  stopped: { staff: 'Cancelled', customer: 'Catching up', tone: 'wait', icon: 'stop' },
};

export interface Copy {
  operation: OperationView;
  role: ActionFacts['role'];
  /** Null for a customer, who sees no machine of ours. */
  node: TaskView['node'];
  state: CopyState;
  /** What is not done of it. */
  tasks: readonly TaskView[];
}

const isBuilding = (action: string): boolean => (buildActions as readonly string[]).includes(action);

function stateOf(tasks: readonly TaskView[]): CopyState {
  if (tasks.some((task) => task.status === 'failed')) return 'failed';
  return tasks.some((task) => task.status === 'cancelled') ? 'stopped' : 'catchingUp';
}

/** What is not whole yet, one per role and node: what a later change of the same has taken over counts no more. */
export function openCopies({ service, operations, tasks }: ServiceView): readonly Copy[] {
  const changes = new Map(operations.filter((one) => one.kind === 'change' && one.generation === service.generation).map((one) => [one.id, one]));
  const own = tasks.filter((task) => changes.has(task.operationId) && isBuilding(task.action));
  return [...Map.groupBy(own, (task) => `${actionFacts[task.action].role} ${task.node?.id ?? ''}`).values()].flatMap((all): readonly Copy[] => {
    const newest = Math.max(...all.map((task) => task.operationId));
    const open = all.filter((task) => task.operationId === newest && !isDone(task.status));
    const operation = changes.get(newest);
    return open[0] === undefined || operation === undefined ? [] : [{ operation, role: actionFacts[open[0].action].role, node: open[0].node, state: stateOf(open), tasks: open }];
  });
}

/** The same, of nameservers alone. */
export const openZones = (view: ServiceView): readonly Copy[] => openCopies(view).filter(({ role }) => role === 'dns');

/** Records that are just being published are no copy that is late. */
const isUnderWay = ({ tasks }: Copy): boolean => tasks.every((task) => task.action === 'dns.syncRecords' && (task.status === 'queued' || task.status === 'running'));

/** One quiet line for the customer of a live service, null when every nameserver has its copy. */
export function copyLine(view: ServiceView): string | null {
  if (view.service.state !== 'active' || openZones(view).every(isUnderWay)) return null;
  return 'Your domain is published. One of our nameservers is still catching up; nothing has to be done.';
}
