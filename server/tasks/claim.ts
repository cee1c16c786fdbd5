/** Takes a node's best task: the service, the task and a slot on the node, all or nothing. */
import { sql, type SQL } from 'drizzle-orm';
import type { PgBoss } from 'pg-boss';
import type { Db } from '#db/client.ts';
import { NoSlot, Stale } from './emit.ts';
import { hold, type Move, moveHeld, NotAllowed } from './transition.ts';
import type { TaskRow } from './rows.ts';
import { hasSlot, isOpen } from './reach.ts';
import type { Place } from './wake.ts';

/** Who takes it, and for how long without a renewal. */
export interface Taker {
  worker: string;
  leaseSeconds: number;
}

/**
 * Not claimable: another task of the same account is held (law 7), an older generation of the service still runs
 * (law 3), or it is a change and a lifecycle operation is open (law 4). Asked twice: to find a task, and once more under
 * its service's lock, since all of it can change in between.
 */
const fits = sql`t.status = 'queued'
  and not exists (select 1 from tasks h where h.serial_key = t.serial_key and h.status in ('running', 'cancelling'))
  and not exists (select 1 from tasks o where o.service_id = t.service_id and o.generation < t.generation and o.operation_id is not null and o.status in ('running', 'cancelling'))
  and not exists (select 1 from operations l where l.service_id = t.service_id and l.finished_at is null and l.kind <> 'change' and l.id <> t.operation_id)`;

/** Delayed, and its time has come. */
export const isDue = sql`t.status in ('retrying', 'postponed') and t.run_at <= clock_timestamp()`;

/** An orphan: its worker was lost while it was being cancelled, and nobody has looked yet. It has its slot still. */
const orphaned = sql`t.status = 'cancelling' and t.worker is null and t.run_at <= now()
  and exists (select 1 from nodes n where n.id = t.node_id and ${isOpen('n')})`;

const on = (node: Place): SQL => (node === null ? sql`t.node_id is null` : sql`t.node_id = ${node}`);

const room = (node: Place): SQL => (node === null ? sql`true` : sql`exists (select 1 from nodes n where n.id = ${node} and ${hasSlot('n')})`);

interface Found {
  id: number;
  serviceId: number;
}
/** What a place has to do, as one look finds it. */
export interface Sight {
  /** Something delayed is due. */
  due: boolean;
  orphan: Found | null;
  /** Highest priority, then oldest. */
  best: Found | null;
}

/** Most looks find nothing, and then this one statement was all. */
export async function look(db: Db, node: Place): Promise<Sight> {
  const first = (which: SQL) => sql`(select jsonb_build_object('id', t.id, 'serviceId', t.service_id) from tasks t where ${which} and ${on(node)} order by t.priority desc, t.id limit 1)`;
  const { rows } = await db.execute<Sight & Record<string, unknown>>(sql`
    select exists (select 1 from tasks t where ${isDue} and ${on(node)}) as due, ${first(orphaned)} as orphan, ${first(sql`${fits} and ${room(node)}`)} as best`);
  return rows[0] ?? { due: false, orphan: null, best: null };
}

const isUniqueViolation = (error: unknown): boolean => typeof error === 'object' && error !== null && (('code' in error && error.code === '23505') || ('cause' in error && isUniqueViolation(error.cause)));

/** `none` when there is no slot; `lost` when somebody else was faster. */
export type Claimed = TaskRow | 'none' | 'lost';

interface Taking {
  only: SQL;
  slot: Place;
  move: Omit<Move, 'taskId'>;
}

async function take(db: Db, boss: PgBoss, { id, serviceId }: Found, { only, slot, move }: Taking): Promise<Claimed> {
  try {
    return await db.transaction(async (tx) => {
      const [row] = await moveHeld(tx, boss, await hold(tx, serviceId, [id], only), [{ ...move, taskId: id }], { slot });
      return row ?? 'lost';
    });
  } catch (error) {
    if (error instanceof NoSlot) return 'none';
    if (error instanceof NotAllowed || error instanceof Stale || isUniqueViolation(error)) return 'lost';
    throw error;
  }
}

/** The claimed task, now running under a lease. */
export const claim = (db: Db, boss: PgBoss, node: Place, found: Found, taker: Taker): Promise<Claimed> =>
  take(db, boss, found, { only: fits, slot: node, move: { to: 'running', set: { ...taker, attemptsBy: 1, started: true } } });

/** A task whose cancelling lost its worker, claimed again only to look whether its command has ended. It has its slot. */
export const adopt = (db: Db, boss: PgBoss, found: Found, taker: Taker): Promise<Claimed> =>
  take(db, boss, found, { only: orphaned, slot: null, move: { to: 'cancelling', set: { ...taker, started: true } } });
