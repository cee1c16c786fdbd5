/** Takes a node's best task: a slot on the node, then the service, then the task, all or nothing. */
import { sql } from 'drizzle-orm';
import type { PgBoss } from 'pg-boss';
import type { Db, Tx } from '#db/client.ts';
import { NotAllowed, Stale, transition } from './transition.ts';
import type { TaskRow } from './rows.ts';
import type { Place } from './wake.ts';

/** Unrolls the transaction without being an error: the slot goes back with it. */
class Nothing extends Error {}

async function takeSlot(tx: Tx, node: number): Promise<boolean> {
  const { rows } = await tx.execute(sql`
    update nodes set in_flight = in_flight + 1
    where id = ${node} and in_flight < slots and enabled and (circuit_until is null or circuit_until <= now()) returning id`);
  return rows.length > 0;
}

/**
 * Highest priority, then oldest. Not claimable: another task of the same account is held (law 7), an older generation
 * of the service still runs (law 3), or it is a change and a lifecycle operation is open (law 4).
 */
async function candidate(tx: Tx, node: Place): Promise<{ id: number; service_id: number } | undefined> {
  const { rows } = await tx.execute<{ id: number; service_id: number }>(sql`
    select t.id, t.service_id from tasks t
    where t.status = 'queued' and ${node === null ? sql`t.node_id is null` : sql`t.node_id = ${node}`}
      and not exists (select 1 from tasks h where h.serial_key = t.serial_key and h.status in ('running', 'cancelling'))
      and not exists (select 1 from tasks o where o.service_id = t.service_id and o.generation < t.generation and o.status in ('running', 'cancelling'))
      and not exists (select 1 from operations l where l.service_id = t.service_id and l.finished_at is null and l.kind <> 'change' and l.id <> t.operation_id)
    order by t.priority desc, t.id limit 1`);
  return rows[0];
}

const isUniqueViolation = (error: unknown): boolean => typeof error === 'object' && error !== null && (('code' in error && error.code === '23505') || ('cause' in error && isUniqueViolation(error.cause)));

/** The claimed task, now running under a lease; `none` when nothing fits; `lost` when another worker was faster. */
export async function claim(db: Db, boss: PgBoss, node: Place, worker: string, leaseSeconds: number): Promise<TaskRow | 'none' | 'lost'> {
  try {
    return await db.transaction(async (tx) => {
      if (node !== null && !(await takeSlot(tx, node))) throw new Nothing();
      const found = await candidate(tx, node);
      if (found === undefined) throw new Nothing();
      const [row] = await transition(tx, boss, found.service_id, [
        { taskId: found.id, to: 'running', set: { worker, leaseSeconds, attemptsBy: 1, started: true } },
      ]);
      if (row === undefined) throw new Nothing();
      return row;
    });
  } catch (error) {
    if (error instanceof Nothing) return 'none';
    if (error instanceof NotAllowed || error instanceof Stale || isUniqueViolation(error)) return 'lost';
    throw error;
  }
}
