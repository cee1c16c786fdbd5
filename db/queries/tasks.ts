/** The Tasks tab and the fleet's task page: keyset paging, search, sort. */
import { and, asc, desc, eq, ilike, inArray, or, sql, type SQL } from 'drizzle-orm';
import type { Queryable } from '#db/client.ts';
import { logLines, nodes, services, tasks } from '#db/schema/index.ts';
import { taskStatuses, type TaskStatus } from '#server/core/task.ts';
import type { TaskView } from '#server/core/view.ts';
import { taskView } from './view.ts';

export const taskSorts = { id: tasks.id, action: tasks.action, status: tasks.status, created: tasks.createdAt, started: tasks.startedAt, finished: tasks.finishedAt } as const;
export type TaskSort = keyof typeof taskSorts;

export interface TaskQuery {
  serviceId?: number | undefined;
  nodeId?: number | undefined;
  search?: string | undefined;
  status?: TaskStatus | undefined;
  sort: TaskSort;
  direction: 'asc' | 'desc';
  size: number;
  /** The last row of the page before: its sort value and id. */
  after?: { value: string | null; id: number } | undefined;
}
export interface TaskRowView extends TaskView {
  service: { id: number; domain: string };
}
export interface TaskPage {
  rows: readonly TaskRowView[];
  total: number;
  /** Rows before this page. */
  before: number;
  next: { value: string | null; id: number } | null;
}

const like = (text: string): string => `%${text.replaceAll(/[\\%_]/g, (char) => `\\${char}`)}%`;

function filters(query: TaskQuery): SQL | undefined {
  const text = query.search?.trim() ?? '';
  const asId = /^#?\d{1,9}$/.test(text) ? Number(text.replace('#', '')) : null;
  const statuses = taskStatuses.filter((status) => status.startsWith(text.toLowerCase()));
  return and(
    query.serviceId === undefined ? undefined : eq(tasks.serviceId, query.serviceId),
    query.nodeId === undefined ? undefined : eq(tasks.nodeId, query.nodeId),
    query.status === undefined ? undefined : eq(tasks.status, query.status),
    text === '' ? undefined : or(
      ilike(tasks.action, like(text)), ilike(tasks.target, like(text)), ilike(nodes.name, like(text)), ilike(services.domain, like(text)),
      sql`${tasks.error} ->> 'message' ilike ${like(text)}`,
      asId === null ? undefined : eq(tasks.id, asId), statuses.length === 0 ? undefined : inArray(tasks.status, statuses),
    ),
  );
}

/** Nulls sort as the latest: what has not finished yet is newest. */
const keyOf = (sort: TaskSort): SQL => (sort === 'started' || sort === 'finished' ? sql`coalesce(${taskSorts[sort]}, 'infinity'::timestamptz)` : sql`${taskSorts[sort]}`);
const castOf: Record<TaskSort, SQL> = { id: sql`int`, action: sql`text`, status: sql`text`, created: sql`timestamptz`, started: sql`timestamptz`, finished: sql`timestamptz` };

function beyond(query: TaskQuery, inverted: boolean): SQL | undefined {
  if (query.after === undefined) return undefined;
  const forward = (query.direction === 'asc') !== inverted;
  const pair = sql`(${keyOf(query.sort)}, ${tasks.id})`;
  const last = sql`(${query.after.value ?? 'infinity'}::${castOf[query.sort]}, ${query.after.id}::int)`;
  if (inverted) return forward ? sql`${pair} >= ${last}` : sql`${pair} <= ${last}`;
  return forward ? sql`${pair} > ${last}` : sql`${pair} < ${last}`;
}

export async function taskPage(db: Queryable, query: TaskQuery): Promise<TaskPage> {
  const order = query.direction === 'asc' ? asc : desc;
  const from = () => db.select({ task: tasks, nodeName: nodes.name, domain: services.domain, key: sql<string>`(${keyOf(query.sort)})::text` }).from(tasks)
    .innerJoin(services, eq(services.id, tasks.serviceId)).leftJoin(nodes, eq(nodes.id, tasks.nodeId));
  const count = (extra?: SQL) => db.select({ n: sql<number>`count(*)` }).from(tasks).innerJoin(services, eq(services.id, tasks.serviceId)).leftJoin(nodes, eq(nodes.id, tasks.nodeId)).where(and(filters(query), extra));
  const [found, all, earlier] = await Promise.all([
    from().where(and(filters(query), beyond(query, false))).orderBy(order(keyOf(query.sort)), order(tasks.id)).limit(query.size + 1),
    count(),
    query.after === undefined ? [{ n: 0 }] : count(beyond(query, true)),
  ]);
  const shown = found.slice(0, query.size);
  const last = found.length > query.size ? shown.at(-1) : undefined;
  return {
    rows: shown.map(({ task, nodeName, domain }) => ({ ...taskView({ ...task, nodeName }, [], []), service: { id: task.serviceId, domain } })),
    total: Number(all[0]?.n ?? 0),
    before: Number(earlier[0]?.n ?? 0),
    next: last === undefined ? null : { value: last.key, id: last.task.id },
  };
}

export interface LogLineView {
  attempt: number;
  line: number;
  at: string;
  stream: (typeof logLines.$inferSelect)['stream'];
  text: string;
}

/** Lines of one attempt after `line`, in order, at most `most`. */
export async function linesAfter(db: Queryable, taskId: number, attempt: number, line: number, most = 5000): Promise<readonly LogLineView[]> {
  const rows = await db.select().from(logLines).where(and(eq(logLines.taskId, taskId), eq(logLines.attempt, attempt), sql`${logLines.line} > ${line}`)).orderBy(asc(logLines.line)).limit(most);
  return rows.map((row) => ({ attempt: row.attempt, line: row.line, at: row.at.toISOString(), stream: row.stream, text: row.text }));
}
