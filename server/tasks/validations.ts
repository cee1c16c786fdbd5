/** Let's Encrypt lets five validations of a name fail within an hour: each one is written down before it is asked for. */
import { sql } from 'drizzle-orm';
import type { Db, Queryable, Tx } from '#db/client.ts';
import type { TaskRow } from './rows.ts';

const MOST = 5;

interface Held {
  /** Milliseconds of the epoch. */
  until: number;
  /** From now, by the same clock. */
  seconds: number;
}
async function held(db: Queryable, names: readonly string[]): Promise<Held | null> {
  const { rows: [row] } = await db.execute<{ until: number | null; seconds: number | null }>(sql`
    select max(until) as until, (max(until) / 1000 - extract(epoch from clock_timestamp()))::float8 as seconds from (
      select (extract(epoch from (select at from validations v where v.host = h.host and at > clock_timestamp() - interval '1 hour' order by at desc offset ${MOST - 1} limit 1) + interval '1 hour') * 1000)::float8 as until
      from unnest(${sql.param(names)}::text[]) as h(host)) used`);
  return row?.until == null ? null : { until: Number(row.until), seconds: Math.max(1, Math.ceil(Number(row.seconds))) };
}

/** Milliseconds of the epoch until which one of the names has used up its hour; null when none has. */
export const heldUntil = async (db: Queryable, names: readonly string[]): Promise<number | null> => (await held(db, names))?.until ?? null;

/** Answers null when the validation may be asked for, and counts it; else how many seconds are left. */
export async function reserveValidation(db: Db, task: TaskRow, names: readonly string[]): Promise<number | null> {
  const full = await held(db, names);
  if (full !== null) return full.seconds;
  await db.execute(sql`insert into validations (host, task_id, start) select host, ${task.id}, ${task.starts} from unnest(${sql.param(names)}::text[]) as h(host) on conflict do nothing`);
  return null;
}

/** What did not fail does not count. */
export const releaseValidation = (tx: Tx, task: TaskRow): Promise<unknown> => tx.execute(sql`delete from validations where task_id = ${task.id} and start = ${task.starts}`);
