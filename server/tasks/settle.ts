/** After tasks moved: what their operations and the service are now, and what goes on after a service is live. Runs under the service's lock. */
import { sql } from 'drizzle-orm';
import type { Tx } from '#db/client.ts';
import { operationStatus, serviceState, type OperationKind, type OperationStatus, type ServiceState, type TaskCounts } from '#server/core/operation.ts';
import { isDone, type TaskStatus } from '#server/core/task.ts';
import type { OperationView, TaskPatch } from '#server/core/view.ts';
import { iso, isoOrNull, type TaskRow } from './rows.ts';

type OperationPatch = { id: number } & Partial<OperationView>;
export interface Settled {
  operations: readonly OperationPatch[];
  /** Tasks that went over to another operation. */
  tasks: readonly TaskPatch[];
  /** Present when it changed. */
  state?: ServiceState;
  /** Those that came to an end just now. */
  ended: readonly { id: number; kind: OperationKind; status: OperationStatus }[];
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
  /** Its status is another one now. */
  turned?: true;
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
  return { ...row, ...changed, turned: true };
}

interface TrailingRow extends Record<string, unknown> {
  id: number;
  kind: 'change';
  number: number;
  generation: number;
  opened_by: string;
  opened_at: string;
  tasks: readonly number[];
}

/**
 * A service is live, and copies of it are still under way: they become a change of their own, so that what built the
 * service has an end and nothing that is wanted next waits for a node that is down. Null when nothing is left.
 */
async function splitCopies(tx: Tx, { operation_id: from }: TaskRow): Promise<{ operation: OperationPatch; tasks: readonly TaskPatch[] } | null> {
  const { rows: [row] } = await tx.execute<TrailingRow>(sql`
    with left_over as (select id, weight from tasks where operation_id = ${from} and status not in ('succeeded', 'skipped')),
    made as (insert into operations (service_id, generation, kind, number, opened_by, opened_at, total_weight)
      select o.service_id, o.generation, 'change', 1 + (select coalesce(max(c.number), 0) from operations c where c.service_id = o.service_id and c.kind = 'change'), o.opened_by, clock_timestamp(), (select sum(weight) from left_over)
      from operations o where o.id = ${from} and exists (select 1 from left_over) returning *),
    moved as (update tasks set operation_id = made.id from made where tasks.id in (select id from left_over) returning tasks.id),
    lighter as (update operations set total_weight = operations.total_weight - made.total_weight from made where operations.id = ${from})
    select id, kind, number, generation, opened_by, opened_at, (select array_agg(id order by id) from moved) as tasks from made`);
  if (row === undefined) return null;
  const operation = { id: row.id, kind: row.kind, number: row.number, generation: row.generation, openedBy: row.opened_by, openedAt: iso(row.opened_at), usualMs: null };
  return { operation, tasks: row.tasks.map((id) => ({ id, operationId: row.id })) };
}

export async function settle(tx: Tx, service: { state: ServiceState; generation: number }, moved: readonly TaskRow[]): Promise<Settled> {
  const live = moved.find((row) => row.action === 'service.activate' && row.status === 'succeeded' && row.generation === service.generation);
  const trailing = live === undefined ? null : await splitCopies(tx, live);
  const touched = [...new Set([...moved.filter((row) => settles(row.status)).flatMap((row) => row.operation_id ?? []), ...(trailing === null ? [] : [trailing.operation.id])])];
  const operations: OperationPatch[] = [];
  const ended: Settled['ended'][number][] = [];
  let { state } = service;
  for (const id of touched) {
    const weight = moved.filter((row) => row.operation_id === id && isDone(row.status)).reduce((sum, row) => sum + row.weight, 0);
    const superseded = moved.some((row) => row.operation_id === id && row.generation < service.generation);
    const row = await settleOne(tx, id, weight, superseded);
    operations.push({ ...(id === trailing?.operation.id && trailing.operation), id, status: row.status, progress: row.progress, finishedAt: isoOrNull(row.finished_at) });
    if (row.turned === true && row.status !== 'running') ended.push({ id, kind: row.kind, status: row.status });
    if (row.kind !== 'change' && row.newest && !superseded) state = serviceState(state, { kind: row.kind, status: row.status });
  }
  return { operations, ended, tasks: trailing?.tasks ?? [], ...(state !== service.state && { state }) };
}
