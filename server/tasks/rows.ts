import { getTableColumns, getTableName, sql, type SQL } from 'drizzle-orm';
import type { PgTable } from 'drizzle-orm/pg-core';
import type { TaskError } from '#db/schema/tasks.ts';
import type { Action } from '#server/core/action.ts';
import type { TaskStatus } from '#server/core/task.ts';

/** A task as the engine's statements return it: columns by their database names, times as Postgres writes them. */
export interface TaskRow extends Record<string, unknown> {
  id: number;
  service_id: number;
  operation_id: number | null;
  generation: number;
  action: Action;
  target: string;
  node_id: number | null;
  item_id: number | null;
  serial_key: string | null;
  status: TaskStatus;
  blockers: number;
  spare: number;
  weight: number;
  attempts: number;
  max_attempts: number;
  hands_over: boolean;
  starts: number;
  lost: number;
  doubt: boolean;
  run_at: string | null;
  give_up_at: string | null;
  because: string | null;
  error: TaskError | null;
  changed: boolean | null;
  queued_at: string | null;
  started_at: string | null;
  finished_at: string | null;
  updated_at: string;
}

export const taskColumns = sql.raw(
  'id, service_id, operation_id, generation, action, target, node_id, item_id, serial_key, status, blockers, spare, weight, attempts, max_attempts, hands_over, starts, lost, doubt, run_at, give_up_at, because, error, changed, queued_at, started_at, finished_at, updated_at',
);

export const iso = (moment: string): string => new Date(moment).toISOString();
export const isoOrNull = (moment: string | null): string | null => (moment === null ? null : iso(moment));

/**
 * The rows of a table for each row of what is selected from, in one column: a list, empty where there is none. `where` is
 * SQL. As JSON they come, so the columns must hold nothing but text, numbers, truths and JSON.
 */
export function rowsAsJson<T extends PgTable>(table: T, where: string, order: string): SQL<T['$inferSelect'][]> {
  const name = getTableName(table);
  const pairs = Object.entries(getTableColumns(table)).map(([key, column]) => `'${key}', ${name}.${column.name}`);
  return sql.raw(`(select coalesce(json_agg(json_build_object(${pairs.join(', ')}) order by ${order}), '[]') from ${name} where ${where})`) as SQL<T['$inferSelect'][]>;
}
