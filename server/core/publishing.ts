/** How far the newest edits of a zone have come, read off the service's view: a customer's has no names of nodes in it. */
import { isActive, isDone, type StatusWords } from './task.ts';
import type { ServiceView, TaskView } from './view.ts';

/** Of a record that is not served as it is shown. */
export const recordWords: Record<'publishing' | 'late', StatusWords> = {
  publishing: { staff: 'Being published', customer: 'Being published', tone: 'accent', icon: 'spinner' },
  late: { staff: 'Not everywhere yet', customer: 'Not everywhere yet', tone: 'warn', icon: 'pause' },
};

export interface Publishing {
  is: 'done' | 'publishing' | 'waiting' | 'failed';
  /** Nameservers that have it, of how many. */
  on: number;
  of: number;
  /** One sentence where one of them did not take it. */
  reason: string | null;
  /** The newest operation that wrote the zone; null when that was long ago. */
  operation: number | null;
}

const newest = (tasks: readonly TaskView[]): number => Math.max(0, ...tasks.map((task) => task.operationId));

/** Of one that failed, only what no later one has taken over. Whose node is not known is taken over by every later operation. */
const counts = (task: TaskView, all: readonly TaskView[]): boolean =>
  task.node === null ? task.operationId === newest(all) : !all.some((other) => other.node?.id === task.node?.id && other.id > task.id);

export function publishingOf({ service, operations, tasks }: ServiceView, servers: number): Publishing {
  const changes = new Set(operations.filter((one) => one.kind === 'change' && one.generation === service.generation).map((one) => one.id));
  const writes = tasks.filter((task) => task.action === 'dns.syncRecords' && changes.has(task.operationId));
  // A copy that is made anew is written twice, for what is learnt in between.
  const open = writes.filter((task) => (isActive(task.status) || task.status === 'waiting') && !writes.some((other) => other.after.includes(task.id)));
  const failed = writes.filter((task) => !isDone(task.status) && (task.status === 'failed' || task.status === 'cancelled') && counts(task, writes));
  const facts = { on: Math.max(0, servers - open.length - failed.length), of: servers, operation: newest(writes) || null };
  if (failed.length > 0) return { ...facts, is: 'failed', reason: failed.find((task) => task.error !== null)?.error?.message ?? 'It was stopped' };
  if (open.length === 0) return { ...facts, is: 'done', reason: null };
  const held = open.every((task) => task.status === 'postponed' || task.status === 'retrying' || task.status === 'waiting');
  return { ...facts, is: held ? 'waiting' : 'publishing', reason: null };
}
