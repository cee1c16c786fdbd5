/** Copies of one thing on several nodes: enough of them let their successor go when the others are held up. */
import { sql } from 'drizzle-orm';
import type { Queryable, Tx } from '#db/client.ts';
import { type TaskRow, taskColumns } from './rows.ts';

/** What is well under way is waited for this long, counted from the last thing that was done: a service that is whole comes before one that is early. */
export const GRACE_SECONDS = 30;

export interface Quorate {
  /** To be queued now: the rest of their copies is held up. */
  ready: readonly TaskRow[];
  /** Some other has its quorum, and its remaining copies are waited for. */
  soon: boolean;
}

/** Under the service's lock. A copy is held up when nothing of it moves by itself, or its node does not answer or takes no work. */
export async function quorate(tx: Tx, serviceId: number): Promise<Quorate> {
  const { rows } = await tx.execute<TaskRow & { going: boolean }>(sql`
    select ${taskColumns}, (
      (select max(b.finished_at) from task_edges e join tasks b on b.id = e.after_id where e.task_id = t.id and b.status in ('succeeded', 'skipped')) > clock_timestamp() - make_interval(secs => ${GRACE_SECONDS})
      and exists (select 1 from task_edges e join tasks b on b.id = e.after_id and b.status not in ('succeeded', 'skipped')
        join tasks c on c.operation_id = b.operation_id and c.node_id = b.node_id and c.status in ('queued', 'running', 'retrying', 'postponed')
        join nodes n on n.id = c.node_id and n.state in ('active', 'draining') and n.failures = 0 and n.circuit_until is null
        where e.task_id = t.id)) as going
    from tasks t where service_id = ${serviceId} and status = 'waiting' and spare > 0 and blockers <= spare
      and not exists (select 1 from task_edges e join tasks b on b.id = e.after_id where e.task_id = t.id and not e.copy and b.status not in ('succeeded', 'skipped'))
    order by id`);
  return { ready: rows.filter((row) => !row.going), soon: rows.some((row) => row.going) };
}

/** Services of which a task has its quorum, or nearly. */
export async function nearQuorum(db: Queryable): Promise<readonly number[]> {
  const { rows } = await db.execute<{ service_id: number }>(sql`select distinct service_id from tasks where status = 'waiting' and spare > 0 and blockers <= spare order by service_id limit 500`);
  return rows.map((row) => row.service_id);
}
