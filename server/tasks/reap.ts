/** Heals what a dead worker, a lost wake-up or a crash between two statements left behind. All of it may run anywhere. */
import { sql, type SQL } from 'drizzle-orm';
import { isDue } from './claim.ts';
import type { Engine } from './engine.ts';
import { nearQuorum, quorate } from './quorum.ts';
import { Stale } from './emit.ts';
import { lockService, type Move, NotAllowed, transition } from './transition.ts';
import { sendWakes, type Wake } from './wake.ts';

/** A step that loses its worker this often in a row is what kills it. */
const LOST_MOST = 5;

interface Held extends Record<string, unknown> {
  id: number;
  service_id: number;
  status: 'running' | 'cancelling';
  starts: number;
  lost: number;
  node_id: number | null;
  serial_key: string | null;
}
const heldColumns = sql.raw('id, service_id, status, starts, lost, node_id, serial_key');

/** `counts`: it was lost, and not given back. */
function lostMove(task: Held, counts: boolean): Move {
  const ends = { outcome: 'lost', message: counts ? 'The worker stopped answering' : 'The worker was shut down' } as const;
  const base = { taskId: task.id, fence: task.starts, ends };
  const set = { doubt: true, ...(counts && { lostBy: 1 as const }) };
  const often = counts && task.lost + 1 >= LOST_MOST;
  // Its command may still run on the node: somebody has to look before it counts as cancelled.
  if (task.status === 'cancelling' && task.node_id !== null && task.serial_key !== null && !often) return { ...base, to: 'cancelling', set: { ...set, worker: null, dueIn: 0 } };
  if (task.status === 'cancelling') return { ...base, to: 'cancelled', set: { doubt: true } };
  if (!often) return { ...base, to: 'queued', set: { ...set, attemptsBy: -1 } };
  const message = `The worker was lost ${LOST_MOST} times in a row during this step`;
  return { ...base, to: 'failed', set: { doubt: true, lostBy: 'reset', error: { message, hint: 'See the server log of that time; retry when its cause is gone.', code: null } } };
}

/** `only` is asked again under the lock: what was found may have moved on since. */
async function eachAlone(engine: Engine, serviceId: number, move: Move, only: SQL): Promise<boolean> {
  try {
    await engine.db.transaction((tx) => transition(tx, engine.boss, serviceId, [move], only));
    return true;
  } catch (error) {
    if (error instanceof Stale || error instanceof NotAllowed) return false;
    throw error;
  }
}

/** Re-queues tasks whose lease ran out; answers how many. */
export async function reapLeases(engine: Engine): Promise<number> {
  const lapsed = sql`t.status in ('running', 'cancelling') and t.worker is not null and t.lease_until < clock_timestamp()`;
  const { rows } = await engine.db.execute<Held>(sql`select ${heldColumns} from tasks t where ${lapsed} order by id limit 500`);
  let reaped = 0;
  for (const task of rows) if (await eachAlone(engine, task.service_id, lostMove(task, true), lapsed)) reaped++;
  return reaped;
}

/** What a worker holds as it shuts down: another one finds it at once, without waiting for the lease. */
export async function giveBack(engine: Engine, worker: string): Promise<void> {
  const own = sql`t.status in ('running', 'cancelling') and t.worker = ${worker}`;
  const { rows } = await engine.db.execute<Held>(sql`select ${heldColumns} from tasks t where ${own} order by id`);
  for (const task of rows) await eachAlone(engine, task.service_id, lostMove(task, false), own);
}

/** Queues the retrying and postponed tasks of a place that are due. */
export async function promoteDue(engine: Engine, node: number | null): Promise<void> {
  const { rows } = await engine.db.execute<{ id: number; service_id: number }>(sql`
    select id, service_id from tasks t where ${isDue} and ${node === null ? sql`node_id is null` : sql`node_id = ${node}`} order by id limit 500`);
  for (const task of rows) await eachAlone(engine, task.service_id, { taskId: task.id, to: 'queued' }, isDue);
}

/** What has its quorum, and whose other copies have been waited for long enough. */
export async function meetQuorums(engine: Engine): Promise<void> {
  for (const serviceId of await nearQuorum(engine.db)) {
    const { ready } = await engine.db.transaction(async (tx) => {
      await lockService(tx, serviceId);
      return quorate(tx, serviceId);
    });
    for (const row of ready) await eachAlone(engine, serviceId, { taskId: row.id, to: 'queued' }, sql`t.status = 'waiting'`);
  }
}

async function recountSlots(engine: Engine): Promise<number> {
  const { rows } = await engine.db.execute<{ id: number }>(sql`select id from nodes n where in_flight <> (select count(*) from tasks t where t.node_id = n.id and t.status in ('running', 'cancelling')) order by id`);
  for (const { id } of rows) {
    await engine.db.transaction(async (tx) => {
      // The count is a statement of its own after the lock: inside the update it would see the moment before it.
      await tx.execute(sql`select id from nodes where id = ${id} for no key update`);
      const counted = await tx.execute<{ n: number }>(sql`select count(*)::int as n from tasks where node_id = ${id} and status in ('running', 'cancelling')`);
      await tx.execute(sql`update nodes set in_flight = ${counted.rows[0]?.n ?? 0} where id = ${id}`);
    });
  }
  return rows.length;
}

/** Wakes every place that has something to do, in case its wake-up was lost; slots are counted anew. */
export async function sweep(engine: Engine): Promise<void> {
  await recountSlots(engine);
  const { rows } = await engine.db.execute<{ node_id: number | null }>(sql`
    select distinct node_id from tasks where status = 'queued' or (status in ('retrying', 'postponed') and run_at <= now()) or (status = 'cancelling' and worker is null and run_at <= now())
    union select null from services where pursued or state = 'waiting'
    union select null from tasks where status = 'waiting' and spare > 0 and blockers <= spare`);
  const wakes: Wake[] = rows.map((row) => ({ node: row.node_id, after: 0 }));
  await sendWakes(engine.db, engine.boss, wakes);
}
