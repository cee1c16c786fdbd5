/**
 * What a person can do to tasks: try again, cancel. Ten clicks are one: what has moved on already is left alone. All of
 * it is read under the service's lock, so that a click acts on what is, not on what the page showed.
 */
import { sql } from 'drizzle-orm';
import type { Tx } from '#db/client.ts';
import { canMove, isHeld, taskWords, type TaskStatus } from '#server/core/task.ts';
import { Refused } from '#server/refused.ts';
import type { Engine } from './engine.ts';
import { attemptsFor, type Policies } from './policy.ts';
import { taskColumns, type TaskRow } from './rows.ts';
import { lockService, type Move, transition } from './transition.ts';

export async function lockForPerson(tx: Tx, serviceId: number): ReturnType<typeof lockService> {
  const { rows } = await tx.execute(sql`select 1 from services where id = ${serviceId}`);
  if (rows.length === 0) throw new Refused('NOT_FOUND', `Service ${serviceId} is not there`);
  return lockService(tx, serviceId);
}

/** Fresh attempts: as many as the policy gives, counted from those that are spent. */
function again(row: TaskRow, policies: Policies): Move {
  const left = Math.max(0, row.max_attempts - row.attempts);
  return { taskId: row.id, to: row.blockers > 0 ? 'waiting' : 'queued', set: { grant: attemptsFor(policies, row.action) - left, error: null, giveUpIn: null } };
}

const isOver = (status: TaskStatus): boolean => status === 'failed' || status === 'cancelled';
const isDelayed = (status: TaskStatus): boolean => status === 'retrying' || status === 'postponed';

/**
 * Queues failed and cancelled tasks anew, with fresh attempts and their history kept; a single one that waits for its
 * back-off is due at once. Holds only for the newest operation. Answers how many it moved.
 */
export async function retryFailed(engine: Engine, serviceId: number, only?: number): Promise<number> {
  const policies = await engine.policies();
  return engine.db.transaction(async (tx) => {
    await lockForPerson(tx, serviceId);
    const { rows } = await tx.execute<TaskRow>(sql`
      select ${taskColumns} from tasks where operation_id = (select max(id) from operations where service_id = ${serviceId} and kind <> 'change') order by id`);
    if (only !== undefined && !rows.some((row) => row.id === only)) throw new Refused('CONFLICT', 'A newer operation has taken over: only its steps can be tried again');
    const wanted = rows.filter((row) => (only === undefined ? isOver(row.status) : row.id === only && (isOver(row.status) || isDelayed(row.status))));
    if (wanted.length > 0) await transition(tx, engine.boss, serviceId, wanted.map((row): Move => (isDelayed(row.status) ? { taskId: row.id, to: 'queued' } : again(row, policies))));
    return wanted.length;
  });
}

/** Stops a task that waits; one that runs is let end and then looked at. Answers its new status. */
export async function cancelTask(engine: Engine, serviceId: number, taskId: number): Promise<TaskStatus> {
  return engine.db.transaction(async (tx) => {
    await lockForPerson(tx, serviceId);
    const { rows } = await tx.execute<{ status: TaskStatus }>(sql`select status from tasks where id = ${taskId} and service_id = ${serviceId}`);
    const status = rows[0]?.status;
    if (status === undefined) throw new Refused('NOT_FOUND', `Task ${taskId} is not there`);
    if (status === 'cancelling' || status === 'cancelled') return status;
    const to = isHeld(status) ? 'cancelling' : 'cancelled';
    if (!canMove(status, to)) throw new Refused('CONFLICT', `Task ${taskId} can't be cancelled any more: it is ${taskWords[status].staff.toLowerCase()}`);
    await transition(tx, engine.boss, serviceId, [{ taskId, to }]);
    return to;
  });
}
