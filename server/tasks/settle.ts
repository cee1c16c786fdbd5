/** After tasks moved: what their operations and the service are now. Runs under the service's lock. */
import { sql } from 'drizzle-orm';
import type { Tx } from '#db/client.ts';
import { operationStatus, serviceState, type OperationKind, type OperationStatus, type ServiceState, type TaskCounts } from '#server/core/operation.ts';
import { isDone, type TaskStatus } from '#server/core/task.ts';
import type { OperationView } from '#server/core/view.ts';
import { isoOrNull, type TaskRow } from './rows.ts';

type OperationPatch = { id: number } & Partial<OperationView>;
export interface Settled {
  operations: readonly OperationPatch[];
  /** Present when it changed. */
  state?: ServiceState;
}

/** Only these can change what an operation is; a claim or a back-off leaves it running. */
const settles = (status: TaskStatus): boolean => isDone(status) || status === 'failed' || status === 'cancelled' || status === 'queued' || status === 'waiting';

interface OperationRow extends Record<string, unknown> {
  id: number;
  kind: OperationKind;
  status: OperationStatus;
  progress: number;
  finished_at: string | null;
  newest: boolean;
  counts: TaskCounts;
}

/** One statement while the status stays what it is, which is nearly always. */
async function settleOne(tx: Tx, id: number, doneWeight: number, superseded: boolean): Promise<OperationRow> {
  const { rows: [row] } = await tx.execute<OperationRow>(sql`
    update operations o set done_weight = done_weight + ${doneWeight}::int,
      progress = greatest(progress, floor(1000.0 * (done_weight + ${doneWeight}::int) / greatest(total_weight, 1))::int)
    where id = ${id} returning id, kind, status, progress, finished_at,
      not exists (select 1 from operations n where n.service_id = o.service_id and n.kind <> 'change' and n.id > o.id) as newest,
      (select jsonb_object_agg(status, n) from (select status, count(*)::int as n from tasks where operation_id = ${id} group by status) counted) as counts`);
  if (row === undefined) throw new Error(`Operation ${id} is gone while its tasks move`);
  const status = operationStatus(row.counts);
  // An operation of an older generation was closed by the newer one: nothing that still ends in it opens it again. The
  // clean-up of an orphan is not closed by it.
  if ((superseded && (row.kind !== 'change' || row.finished_at !== null)) || status === row.status) return row;
  const { rows: [changed] } = await tx.execute<Pick<OperationRow, 'status' | 'progress' | 'finished_at'>>(sql`
    update operations set status = ${status}, progress = case when ${status}::text = 'succeeded' then 1000 else progress end,
      finished_at = ${status === 'running' ? null : sql`coalesce(finished_at, clock_timestamp())`}
    where id = ${id} returning status, progress, finished_at`);
  return { ...row, ...changed };
}

export async function settle(tx: Tx, service: { state: ServiceState; generation: number }, moved: readonly TaskRow[]): Promise<Settled> {
  const touched = [...new Set(moved.filter((row) => settles(row.status)).map((row) => row.operation_id))];
  const operations: OperationPatch[] = [];
  let { state } = service;
  for (const id of touched) {
    const weight = moved.filter((row) => row.operation_id === id && isDone(row.status)).reduce((sum, row) => sum + row.weight, 0);
    const superseded = moved.some((row) => row.operation_id === id && row.generation < service.generation);
    const row = await settleOne(tx, id, weight, superseded);
    operations.push({ id, status: row.status, progress: row.progress, finishedAt: isoOrNull(row.finished_at) });
    if (row.kind !== 'change' && row.newest && !superseded) state = serviceState(state, { kind: row.kind, status: row.status });
  }
  return { operations, ...(state !== service.state && { state }) };
}
