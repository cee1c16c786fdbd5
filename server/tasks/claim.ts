/** Takes a node's best task: a slot on the node, then the service, then the task, all or nothing. */
import { sql, type SQL } from 'drizzle-orm';
import type { PgBoss } from 'pg-boss';
import type { Db, Tx } from '#db/client.ts';
import { type Move, NotAllowed, Stale, transition } from './transition.ts';
import type { TaskRow } from './rows.ts';
import type { Place } from './wake.ts';

/** Unrolls the transaction without being an error: the slot goes back with it. */
class Nothing extends Error {}

/** Who takes it, and for how long without a renewal. */
export interface Taker {
  worker: string;
  leaseSeconds: number;
}

async function takeSlot(tx: Tx, node: number): Promise<boolean> {
  const { rows } = await tx.execute(sql`
    update nodes set in_flight = in_flight + 1
    where id = ${node} and in_flight < slots and enabled and (circuit_until is null or circuit_until <= now()) returning id`);
  return rows.length > 0;
}

/**
 * Not claimable: another task of the same account is held (law 7), an older generation of the service still runs
 * (law 3), or it is a change and a lifecycle operation is open (law 4). Asked twice: to find a task, and once more under
 * its service's lock, since all of it can change in between.
 */
const fits = sql`t.status = 'queued'
  and not exists (select 1 from tasks h where h.serial_key = t.serial_key and h.status in ('running', 'cancelling'))
  and not exists (select 1 from tasks o where o.service_id = t.service_id and o.generation < t.generation and o.status in ('running', 'cancelling'))
  and not exists (select 1 from operations l where l.service_id = t.service_id and l.finished_at is null and l.kind <> 'change' and l.id <> t.operation_id)`;

/** An orphan: its worker was lost while it was being cancelled, and nobody has looked yet. It has its slot still. */
const orphaned = sql`t.status = 'cancelling' and t.worker is null and t.run_at <= now()
  and exists (select 1 from nodes n where n.id = t.node_id and n.enabled and (n.circuit_until is null or n.circuit_until <= now()))`;

const on = (node: Place): SQL => (node === null ? sql`t.node_id is null` : sql`t.node_id = ${node}`);

/** Highest priority, then oldest. Asked before the transaction: most looks find nothing, and then that was all. */
async function best(db: Db, node: Place, which: SQL): Promise<{ id: number; service_id: number } | undefined> {
  const { rows } = await db.execute<{ id: number; service_id: number }>(sql`select t.id, t.service_id from tasks t where ${which} and ${on(node)} order by t.priority desc, t.id limit 1`);
  return rows[0];
}

const isUniqueViolation = (error: unknown): boolean => typeof error === 'object' && error !== null && (('code' in error && error.code === '23505') || ('cause' in error && isUniqueViolation(error.cause)));

/** `none` when nothing fits; `lost` when somebody else was faster. */
export type Claimed = TaskRow | 'none' | 'lost';

interface Taking {
  which: SQL;
  /** Whether the place has room at all, for the look before the transaction. */
  room: SQL;
  move: Omit<Move, 'taskId'>;
  prepare(tx: Tx): Promise<boolean>;
}

async function take(db: Db, boss: PgBoss, node: Place, { which, room, move, prepare }: Taking): Promise<Claimed> {
  const found = await best(db, node, sql`${which} and ${room}`);
  if (found === undefined) return 'none';
  try {
    return await db.transaction(async (tx) => {
      if (!(await prepare(tx))) throw new Nothing();
      const [row] = await transition(tx, boss, found.service_id, [{ ...move, taskId: found.id }], { only: which });
      if (row === undefined) throw new Nothing();
      return row;
    });
  } catch (error) {
    if (error instanceof Nothing) return 'none';
    if (error instanceof NotAllowed || error instanceof Stale || isUniqueViolation(error)) return 'lost';
    throw error;
  }
}

/** The claimed task, now running under a lease. */
export const claim = (db: Db, boss: PgBoss, node: Place, taker: Taker): Promise<Claimed> =>
  take(db, boss, node, {
    which: fits,
    room: node === null ? sql`true` : sql`exists (select 1 from nodes n where n.id = ${node} and n.in_flight < n.slots and n.enabled and (n.circuit_until is null or n.circuit_until <= now()))`,
    move: { to: 'running', set: { ...taker, attemptsBy: 1, started: true } },
    prepare: async (tx) => node === null || takeSlot(tx, node),
  });

/** A task whose cancelling lost its worker, claimed again only to look whether its command has ended. */
export const adopt = (db: Db, boss: PgBoss, node: Place, taker: Taker): Promise<Claimed> =>
  node === null ? Promise.resolve('none') : take(db, boss, node, { which: orphaned, room: sql`true`, move: { to: 'cancelling', set: { ...taker, started: true } }, prepare: async () => true });
