/** How much is kept of what is removed in time. */
import { sql } from 'drizzle-orm';
import type { Queryable } from '../client.ts';

/** The tables of each, and where its oldest row is read. */
const kept = {
  logs: { tables: ['log_lines'], oldest: 'select min(t.finished_at) from tasks t where exists (select 1 from log_lines l where l.task_id = t.id)' },
  tasks: { tables: ['tasks', 'attempts', 'task_edges', 'operations'], oldest: 'select min(opened_at) from operations' },
  events: { tables: ['events'], oldest: 'select min(at) from events' },
  figures: { tables: ['usage_days', 'node_events', 'node_samples'], oldest: 'select min(day)::timestamptz from usage_days' },
  audit: { tables: ['audit'], oldest: 'select min(at) from audit' },
  deliveries: { tables: ['deliveries', 'notices', 'call_backs'], oldest: "select least((select min(created_at) from deliveries), (select min(created_at) from call_backs where event <> 'welcome'))" },
} as const;
export type Kept = keyof typeof kept;

export interface KeptSize {
  /** With indexes. */
  bytes: number;
  /** By Postgres's own count, which lags a moment behind. */
  rows: number;
  /** ISO 8601; null where there is nothing. */
  oldest: string | null;
}

/** Read from Postgres's own books; only the oldest costs a look at the rows. */
export async function keptSizes(db: Queryable): Promise<Record<Kept, KeptSize>> {
  const entries = await Promise.all(Object.entries(kept).map(async ([key, { tables, oldest }]) => {
    const { rows: [row] } = await db.execute<{ bytes: number; rows: number; oldest: Date | string | null }>(sql`
      select sum(pg_total_relation_size(c.oid))::float8 as bytes, sum(coalesce(s.n_live_tup, 0))::float8 as rows, (${sql.raw(oldest)}) as oldest
      from pg_class c left join pg_stat_user_tables s on s.relid = c.oid where c.relname = any(${sql.param([...tables])}::text[]) and c.relnamespace = 'public'::regnamespace`);
    return [key, { bytes: row?.bytes ?? 0, rows: row?.rows ?? 0, oldest: row?.oldest == null ? null : new Date(row.oldest).toISOString() }] as const;
  }));
  return Object.fromEntries(entries) as Record<Kept, KeptSize>;
}
