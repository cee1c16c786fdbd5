/** The event that a service's watchers get next: numbered, written with the service's new state, and told by NOTIFY. */
import { sql, type SQL } from 'drizzle-orm';
import type { PgBoss } from 'pg-boss';
import type { Tx } from '#db/client.ts';
import type { Wanted } from '#server/core/lifecycle.ts';
import type { ServiceState } from '#server/core/operation.ts';
import { hasSlot } from './reach.ts';
import { isUrgent, type Wake, WAKE_CHANNEL, writeWakes } from './wake.ts';

export const EVENT_CHANNEL = 'hostwright_event';
/** Of no service: something that the lists of staff show has changed. */
export const FLEET = '0:0';

/** The caller's view of the world is old: nothing was written, its transaction must roll back. */
export class Stale extends Error {
  override readonly name = 'Stale';
}
/** What a service is, and what it should be. */
export interface Standing {
  state: ServiceState;
  wanted: Wanted;
  generation: number;
}

export interface Emitted {
  /** The service's new state, when it changed. */
  state?: ServiceState | undefined;
  wakes?: { boss: PgBoss; list: readonly Wake[] };
  /** Wake-ups that are written already have somebody to do at once. */
  urgent?: boolean;
  slots?: Slots;
  /** Whether what is wanted next is to be looked at: when its operation has ended; no more, when the next one is opened. */
  pursued?: boolean | undefined;
}
/** A node's slots in the transaction's last statement: `take` one, or `give` back those of the tasks that ended. */
export type Slots = { take: number } | { give: readonly number[] };

/** A node has no slot left: the caller's transaction must roll back. */
export class NoSlot extends Error {
  override readonly name = 'NoSlot';
}

/**
 * A node's row is what all its claims and ends wait for, so it is locked last, by the statement that also writes the
 * event: for this one statement and the commit. Several nodes are locked before, lowest id first.
 */
async function slotsIn(tx: Tx, slots: Slots): Promise<SQL> {
  if ('take' in slots) return sql`update nodes set in_flight = in_flight + 1 where id = ${slots.take} and ${hasSlot('nodes')} returning id`;
  const ids = slots.give.toSorted((a, b) => a - b);
  if (new Set(ids).size > 1) await tx.execute(sql`select id from nodes where id = any(${sql.param(ids)}::int[]) order by id for no key update`);
  return sql`update nodes set in_flight = greatest(in_flight - n, 0) from (select given, count(*)::int as n from unnest(${sql.param(ids)}::int[]) given group by given) g where id = given returning id`;
}

/** Writes the event that a service's watchers get next, and the wake-ups with it. Takes the service's lock as held. Answers how the service stands now. */
export async function emit(tx: Tx, serviceId: number, body: object, { state, wakes, slots = { give: [] }, pursued, urgent = isUrgent(wakes?.list ?? []) }: Emitted = {}): Promise<Standing> {
  const jobs = wakes === undefined ? null : writeWakes(tx, wakes.boss, wakes.list);
  const moves = 'take' in slots || slots.give.length > 0;
  if (moves) await jobs;
  const slotted = moves ? await slotsIn(tx, slots) : sql`select 1 as id where false`;
  const told = tx.execute<Standing & { slots: number } & Record<string, unknown>>(sql`
    with numbered as (update services set last_seq = last_seq + 1, state = ${state === undefined ? sql`state` : state}${pursued === undefined ? sql`` : sql`, pursued = ${pursued}`} where id = ${serviceId} returning last_seq, state, wanted, generation),
    written as (insert into events (service_id, seq, at, body) select ${serviceId}, last_seq, clock_timestamp(), ${JSON.stringify(body)}::jsonb from numbered returning seq),
    slotted as (${slotted})
    select (select count(*)::int from slotted) as slots, numbered.state, numbered.wanted, numbered.generation, pg_notify(${EVENT_CHANNEL}, ${String(serviceId)} || ':' || seq)${urgent ? sql`, pg_notify(${WAKE_CHANNEL}, '')` : sql``} from written, numbered`);
  const [{ rows: [now] }] = await Promise.all([told, jobs]);
  if (now === undefined) throw new Stale(`Service ${serviceId} is gone`);
  if ('take' in slots && now.slots !== 1) throw new NoSlot(`Node ${slots.take} has no slot left`);
  return { state: now.state, wanted: now.wanted, generation: now.generation };
}
