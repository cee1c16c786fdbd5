/** What watchers hold: a snapshot with its seq, and the events after a seq. */
import { and, asc, desc, eq, gt, inArray, ne, or, type SQL, sql } from 'drizzle-orm';
import type { Db, Queryable, Tx } from '#db/client.ts';
import { certificateViews } from './certificates.ts';
import { mailView } from './mail.ts';
import { siteView } from './site.ts';
import { attempts, events, nodes, operations, products, services, taskEdges, tasks } from '#db/schema/index.ts';
import { actionFacts } from '#server/core/action.ts';
import { driftView } from '#server/core/drift.ts';
import type { HomeFacts, OperationView, ServiceEvent, ServiceView, TaskView, TryView } from '#server/core/view.ts';

/** A watcher sees the newest operations, and the newest of the service's life however many edits came after; older ones are read by the Tasks tab's own query. */
const OPERATIONS = 20;
const OF_LIFE = 3;
/** A task that was postponed for a day has hundreds of tries. */
const TRIES = 20;

const iso = (at: Date | null): string | null => at?.toISOString() ?? null;

async function operationViews(tx: Tx, serviceId: number, usualMs: number | null): Promise<OperationView[]> {
  const newest = (which: SQL | undefined, count: number) => tx.select({ id: operations.id }).from(operations).where(and(eq(operations.serviceId, serviceId), which)).orderBy(desc(operations.id)).limit(count);
  const rows = await tx.select().from(operations).where(or(inArray(operations.id, newest(undefined, OPERATIONS)), inArray(operations.id, newest(ne(operations.kind, 'change'), OF_LIFE)))).orderBy(asc(operations.id));
  return rows.map((row) => ({
    id: row.id, kind: row.kind, number: row.number, generation: row.generation, status: row.status, openedBy: row.openedBy,
    openedAt: row.openedAt.toISOString(), finishedAt: iso(row.finishedAt), progress: row.progress, usualMs: row.kind === 'deploy' ? usualMs : null,
  }));
}

async function triesOf(tx: Tx, ids: readonly number[]): Promise<Map<number, TryView[]>> {
  const rows = ids.length === 0 ? [] : await tx.select().from(attempts).where(inArray(attempts.taskId, [...ids])).orderBy(asc(attempts.taskId), asc(attempts.number));
  const byTask = new Map<number, TryView[]>();
  for (const row of rows) {
    const list = byTask.get(row.taskId) ?? [];
    list.push({ number: row.number, startedAt: row.startedAt.toISOString(), finishedAt: iso(row.finishedAt), outcome: row.outcome, message: row.message });
    byTask.set(row.taskId, list.slice(-TRIES));
  }
  return byTask;
}

type TaskWithNode = typeof tasks.$inferSelect & { nodeName: string | null };

export const taskView = (row: TaskWithNode, after: readonly number[], tries: readonly TryView[]): TaskView => ({
  id: row.id, operationId: row.operationId ?? 0, action: row.action, lane: actionFacts[row.action].lane, target: row.target,
  node: row.nodeId === null ? null : { id: row.nodeId, name: row.nodeName ?? '' }, status: row.status, attempts: row.attempts, maxAttempts: row.maxAttempts,
  weight: row.weight, after, createdAt: row.createdAt.toISOString(), queuedAt: iso(row.queuedAt), startedAt: iso(row.startedAt), finishedAt: iso(row.finishedAt),
  runAt: iso(row.runAt), updatedAt: row.updatedAt.toISOString(), because: row.because, error: row.error, changed: row.changed, tries, ...(row.itemId !== null && { item: row.itemId }),
});

/** Median milliseconds of each action's latest runs that had something to do, on other services: nothing is its own measure. */
async function usualByAction(tx: Tx, serviceId: number, actions: readonly string[]): Promise<Map<string, number>> {
  const { rows } = await tx.execute<{ action: string; ms: number | null }>(sql`
    select a.action, (select percentile_cont(0.5) within group (order by ms) from (
      select extract(epoch from t.finished_at - t.started_at) * 1000 as ms from tasks t where t.action = a.action and t.status = 'succeeded' and t.changed and t.service_id <> ${serviceId} order by t.id desc limit 30) recent) as ms
    from unnest(${sql.param([...new Set(actions)])}::text[]) as a(action)`);
  return new Map(rows.flatMap(({ action, ms }) => (ms === null ? [] : [[action, Math.round(Number(ms))] as const])));
}

async function taskViews(tx: Tx, serviceId: number, operationIds: readonly number[]): Promise<TaskView[]> {
  if (operationIds.length === 0) return [];
  const rows = await tx.select({ task: tasks, nodeName: nodes.name }).from(tasks).leftJoin(nodes, eq(nodes.id, tasks.nodeId)).where(inArray(tasks.operationId, [...operationIds])).orderBy(asc(tasks.id));
  const ids = rows.map((row) => row.task.id);
  const edges = ids.length === 0 ? [] : await tx.select().from(taskEdges).where(inArray(taskEdges.taskId, ids)).orderBy(asc(taskEdges.afterId));
  const tries = await triesOf(tx, ids);
  const after = Map.groupBy(edges, (edge) => edge.taskId);
  const usual = await usualByAction(tx, serviceId, rows.map((row) => row.task.action));
  return rows.map(({ task, nodeName }) => ({ ...taskView({ ...task, nodeName }, (after.get(task.id) ?? []).map((edge) => edge.afterId), tries.get(task.id) ?? []), usualMs: usual.get(task.action) ?? null }));
}

/** Median of finished deployments of the same product's other services, null before there are any. */
async function usualMs(tx: Tx, serviceId: number, productId: number): Promise<number | null> {
  const { rows } = await tx.execute<{ ms: number | null }>(sql`
    select percentile_cont(0.5) within group (order by extract(epoch from finished_at - opened_at) * 1000) as ms from (
      select o.finished_at, o.opened_at from operations o join services s on s.id = o.service_id
      where s.product_id = ${productId} and s.id <> ${serviceId} and o.kind = 'deploy' and o.status = 'succeeded' order by o.id desc limit 50) recent`);
  const ms = rows[0]?.ms ?? null;
  return ms === null ? null : Math.round(Number(ms));
}

/** Null for a service that is not there. `homeOf` comes from the engine, which knows what a customer may see. */
export async function viewOf(db: Db, serviceId: number, homeOf: (db: Queryable, id: number) => Promise<HomeFacts | null>): Promise<ServiceView | null> {
  return db.transaction(async (tx) => {
    const [row] = await tx.select({ service: services, product: products }).from(services).innerJoin(products, eq(products.id, services.productId)).where(eq(services.id, serviceId));
    if (row === undefined) return null;
    const { service, product } = row;
    const operationList = await operationViews(tx, serviceId, await usualMs(tx, serviceId, service.productId));
    return {
      seq: service.lastSeq,
      service: {
        id: service.id, externalId: service.externalId, domain: service.domain, state: service.state, wanted: service.wanted, generation: service.generation, product: product.name,
        mode: product.mode, reference: service.reference, createdAt: service.createdAt.toISOString(), home: await homeOf(tx, serviceId),
        certificates: await certificateViews(tx, serviceId, service.generation), site: await siteView(tx, serviceId), mail: mailView(service), drift: driftView(service.drift, service.generation), zoneRev: service.desired.records.rev,
      },
      operations: operationList,
      tasks: await taskViews(tx, serviceId, operationList.map((operation) => operation.id)),
      items: [],
    };
  }, { isolationLevel: 'repeatable read', accessMode: 'read only' });
}

/** Events after `seq` in order; null when more than `most` are missing, so that a snapshot is cheaper. */
export async function eventsSince(db: Queryable, serviceId: number, seq: number, most = 500): Promise<readonly ServiceEvent[] | null> {
  const rows = await db.select().from(events).where(and(eq(events.serviceId, serviceId), gt(events.seq, seq))).orderBy(asc(events.seq)).limit(most + 1);
  if (rows.length > most) return null;
  return rows.map((row) => ({ ...row.body, seq: row.seq, at: row.at.toISOString() }));
}
