/** What has served its time: old logs, operations, events and figures, used tickets, sessions that have ended. */
import { type SQL, sql } from 'drizzle-orm';
import type { Db } from '#db/client.ts';

/** Rows in one statement: a long backlog must not hold locks for minutes. */
const BATCH = 1000;
const EVENT_BATCH = 10_000;

/** How a node was, every few minutes. */
const SAMPLE_DAYS = 7;

/** Days that each is kept. */
export interface Retention {
  logs: number;
  tasks: number;
  events: number;
  figures: number;
  deliveries: number;
  audit: number;
}
export type Removed = Record<keyof Retention, number>;

const ago = (days: number): SQL => sql`now() - make_interval(days => ${days}::int)`;

/** Until nothing is left that is due. */
async function inBatches(db: Db, statement: SQL): Promise<number> {
  for (let total = 0; ; ) {
    const { rowCount } = await db.execute(statement);
    if (rowCount === null || rowCount === 0) return total;
    total += rowCount;
  }
}

const pruneLogs = (db: Db, days: number): Promise<number> => inBatches(db, sql`
  delete from log_lines where task_id in (
    select id from tasks t where finished_at < ${ago(days)} and exists (select 1 from log_lines l where l.task_id = t.id) limit ${BATCH})`);

/**
 * The newest of each kind stays, for the numbers of those that follow, and so does what is the last word on anything: the
 * newest task of its kind on a node or an item says how that is. Of a service that has ended only the newest of each kind.
 */
const pruneTasks = (db: Db, days: number): Promise<number> => inBatches(db, sql`
  delete from operations where id in (
    select o.id from operations o join services s on s.id = o.service_id
    where o.finished_at < ${ago(days)} and (o.status in ('succeeded', 'cancelled') or not s.live)
      and exists (select 1 from operations n where n.service_id = o.service_id and n.kind = o.kind and n.id > o.id)
      and not exists (select 1 from tasks t where t.operation_id = o.id and (t.status not in ('succeeded', 'skipped', 'failed', 'cancelled') or (s.live and not exists (
        select 1 from tasks n where n.service_id = t.service_id and n.action = t.action and n.node_id is not distinct from t.node_id and n.item_id is not distinct from t.item_id and n.id > t.id))))
    limit ${BATCH})`);

/** The newest of a service stays: by it a page that comes back sees that it has missed something. */
const pruneEvents = (db: Db, days: number): Promise<number> => inBatches(db, sql`
  delete from events where ctid = any(array(
    select e.ctid from events e join services s on s.id = e.service_id where e.at < ${ago(days)} and e.seq < s.last_seq limit ${EVENT_BATCH}))`);

async function pruneFigures(db: Db, days: number): Promise<number> {
  const removed = [
    await db.execute(sql`delete from usage_days where day < current_date - ${days}::int`),
    await db.execute(sql`delete from node_events where at < ${ago(days)}`),
    await db.execute(sql`delete from node_samples where at < ${ago(SAMPLE_DAYS)}`),
  ];
  return removed.reduce((sum, { rowCount }) => sum + (rowCount ?? 0), 0);
}

/** A welcome is remembered for good: it goes out once. What a task is at still stays; after a call-back's row its task goes, which has no operation. */
async function pruneCallBacks(db: Db, days: number): Promise<number> {
  const { rowCount } = await db.execute(sql`
    delete from call_backs c where created_at < ${ago(days)} and event <> 'welcome' and not exists (select 1 from tasks t where t.id = c.task_id and t.finished_at is null)`);
  return (rowCount ?? 0) + (await inBatches(db, sql`
    delete from tasks where id in (select t.id from tasks t where t.operation_id is null and t.finished_at < ${ago(days)} and not exists (select 1 from call_backs c where c.task_id = t.id) limit ${BATCH})`));
}

const pruneDeliveries = (db: Db, days: number): Promise<number> => inBatches(db, sql`
  delete from deliveries where id in (select id from deliveries where state <> 'waiting' and created_at < ${ago(days)} limit ${BATCH})`);

const pruneAudit = (db: Db, days: number): Promise<number> => inBatches(db, sql`
  delete from audit where id in (select id from audit where at < ${ago(days)} limit ${BATCH})`);

/** Answers how many rows went. Any process may run it, and several at once do no harm. */
export async function prune(db: Db, retention: Retention): Promise<Removed> {
  await db.execute(sql`delete from embed_tickets where expires_at < now()`);
  await db.execute(sql`delete from download_links where expires_at < now()`);
  await db.execute(sql`delete from file_links where expires_at < now()`);
  await db.execute(sql`delete from embed_sessions where expires_at < now()`);
  await db.execute(sql`delete from validations where at < now() - interval '1 day'`);
  await db.execute(sql`delete from staff_sessions where expires_at < now()`);
  await db.execute(sql`delete from module_queue where told_at < now() - interval '1 day'`);
  await db.execute(sql`delete from notify_targets where removed_at < now() - interval '1 hour'`);
  await db.execute(sql`delete from setting_changes where at < now() - interval '1 hour'`);
  const tasks = await pruneTasks(db, retention.tasks);
  return { tasks, logs: await pruneLogs(db, retention.logs), events: await pruneEvents(db, retention.events), figures: await pruneFigures(db, retention.figures), deliveries: (await pruneDeliveries(db, retention.deliveries)) + (await pruneCallBacks(db, retention.deliveries)), audit: await pruneAudit(db, retention.audit) };
}
