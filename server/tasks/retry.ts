/** What a person can do to tasks: try again, cancel. Ten clicks are one: what has moved on already is left alone. */
import { sql } from 'drizzle-orm';
import { Refused } from '#server/refused.ts';
import type { Engine } from './engine.ts';
import { attemptsFor } from './policy.ts';
import { taskColumns, type TaskRow } from './rows.ts';
import { lockService, type Move, NotAllowed, transition } from './transition.ts';

async function operationTasks(engine: Engine, serviceId: number): Promise<{ newest: number | null; rows: TaskRow[] }> {
  const newest = await engine.db.execute<{ id: number }>(sql`select id from operations where service_id = ${serviceId} and kind <> 'change' order by id desc limit 1`);
  const id = newest.rows[0]?.id ?? null;
  if (id === null) return { newest: null, rows: [] };
  const { rows } = await engine.db.execute<TaskRow>(sql`select ${taskColumns} from tasks where operation_id = ${id} order by id`);
  return { newest: id, rows };
}

/**
 * Queues failed and cancelled tasks anew, with fresh attempts and their history kept. Holds only for the newest
 * operation. Answers how many it moved.
 */
export async function retryFailed(engine: Engine, serviceId: number, only?: number): Promise<number> {
  const { newest, rows } = await operationTasks(engine, serviceId);
  const wanted = rows.filter((row) => (only === undefined || row.id === only) && (row.status === 'failed' || row.status === 'cancelled'));
  if (only !== undefined && !rows.some((row) => row.id === only)) throw new Refused('CONFLICT', 'A newer operation has taken over: only its steps can be tried again');
  if (newest === null || wanted.length === 0) return 0;
  const policies = await engine.policies();
  const moves = wanted.map((row): Move => ({ taskId: row.id, to: row.blockers > 0 ? 'waiting' : 'queued', set: { grant: attemptsFor(policies, row.action) - Math.max(0, row.max_attempts - row.attempts), error: null, giveUpIn: null } }));
  try {
    await engine.db.transaction(async (tx) => {
      await lockService(tx, serviceId);
      const still = await tx.execute<{ id: number }>(sql`select id from operations where service_id = ${serviceId} and kind <> 'change' order by id desc limit 1`);
      if (still.rows[0]?.id !== newest) throw new Refused('CONFLICT', 'A newer operation has taken over: only its steps can be tried again');
      await transition(tx, engine.boss, serviceId, moves);
    });
    return moves.length;
  } catch (error) {
    // Somebody else's click was first.
    if (error instanceof NotAllowed) return 0;
    throw error;
  }
}

/** Stops a task that waits; one that runs is let end and then looked at. Answers its new status. */
export async function cancelTask(engine: Engine, serviceId: number, taskId: number): Promise<string> {
  const { rows } = await engine.db.execute<TaskRow>(sql`select ${taskColumns} from tasks where id = ${taskId} and service_id = ${serviceId}`);
  const [task] = rows;
  if (task === undefined) throw new Refused('NOT_FOUND', `Task ${taskId} is not there`);
  if (task.status === 'cancelling' || task.status === 'cancelled') return task.status;
  const to = task.status === 'running' ? 'cancelling' : 'cancelled';
  try {
    const [row] = await engine.db.transaction((tx) => transition(tx, engine.boss, serviceId, [{ taskId, to }]));
    return row?.status ?? to;
  } catch (error) {
    if (error instanceof NotAllowed) throw new Refused('CONFLICT', `Task ${taskId} has moved on: look at it again`);
    throw error;
  }
}
