/** What has served its time: old task logs, used tickets, sessions that have ended. */
import { sql } from 'drizzle-orm';
import type { Db } from '#db/client.ts';

/** Tasks whose logs go in one statement: a long backlog must not hold locks for minutes. */
const BATCH = 1000;

/** How a node was, every few minutes. */
const SAMPLE_DAYS = 7;

interface Days {
  logDays: number;
  historyDays: number;
}

async function pruneLogs(db: Db, days: number): Promise<number> {
  for (let total = 0; ; ) {
    const { rowCount } = await db.execute(sql`
      delete from log_lines where task_id in (
        select id from tasks t where finished_at < now() - make_interval(days => ${days}) and exists (select 1 from log_lines l where l.task_id = t.id) limit ${BATCH})`);
    if (rowCount === null || rowCount === 0) return total;
    total += rowCount;
  }
}

/** Answers how many log lines went. Any process may run it, and several at once do no harm. */
export async function prune(db: Db, { logDays, historyDays }: Days): Promise<number> {
  await db.execute(sql`delete from usage_days where day < current_date - ${historyDays}::int`);
  await db.execute(sql`delete from node_events where at < now() - make_interval(days => ${historyDays})`);
  await db.execute(sql`delete from node_samples where at < now() - make_interval(days => ${SAMPLE_DAYS})`);
  // A welcome is remembered for good: it goes out once.
  await db.execute(sql`delete from call_backs where created_at < now() - make_interval(days => ${historyDays}) and event <> 'welcome'`);
  await db.execute(sql`delete from embed_tickets where expires_at < now()`);
  await db.execute(sql`delete from download_links where expires_at < now()`);
  await db.execute(sql`delete from file_links where expires_at < now()`);
  await db.execute(sql`delete from embed_sessions where expires_at < now()`);
  await db.execute(sql`delete from validations where at < now() - interval '1 day'`);
  await db.execute(sql`delete from staff_sessions where expires_at < now()`);
  return pruneLogs(db, logDays);
}
