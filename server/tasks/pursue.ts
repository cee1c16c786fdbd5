/** Brings a service to its wish, one operation after another: a wish that comes while one runs is met when that has ended. */
import { eq, type SQL, sql } from 'drizzle-orm';
import type { Tx } from '#db/client.ts';
import { products, services } from '#db/schema/index.ts';
import { copyActions } from '#server/core/action.ts';
import { type AccountFact, nextStep, type Step } from '#server/core/lifecycle.ts';
import type { OperationKind, OperationStatus } from '#server/core/operation.ts';
import { beginWaiting } from './begin.ts';
import type { Engine } from './engine.ts';
import { mailboxAccounts } from './guest.ts';
import { type About, openAnew, openOperation, type PlacementRow, type Subject, subjectColumns, subjectIn } from './operation.ts';
import type { Policies } from './policy.ts';
import { Stale, type Standing } from './emit.ts';
import { lockService } from './transition.ts';

/** The accounts and the mailbox that a step is about: those that differ. */
function concerned(step: Step, { service, places, guests }: Subject): About {
  const differs = ({ fact, package: name }: { fact: AccountFact | null; package: string }): boolean => {
    if (fact === null) return false;
    if (step === 'changePackage') return fact.package !== name;
    if (step === 'changePassword') return !fact.suspended && fact.password < service.passwordVersion;
    return fact.suspended === (step === 'unsuspend');
  };
  const about = { places: places.filter(differs), guests: mailboxAccounts(guests).filter(differs).map(({ row }) => row) };
  return about.places.length + about.guests.length > 0 ? about : { places, guests };
}

interface Newest {
  /** Its newest lifecycle operation. */
  kind: OperationKind | null;
  status: OperationStatus | null;
  open: boolean;
  /** Nodes that are still being brought a copy of its zone. */
  behind: number[];
}

const newest = sql<Newest>`(
  select json_build_object('kind', o.kind, 'status', o.status, 'open', o.id is not null and o.finished_at is null, 'behind', array(
    select distinct t.node_id from tasks t join operations c on c.id = t.operation_id where t.service_id = services.id and t.generation = services.generation
      and c.kind = 'change' and t.status not in ('succeeded', 'skipped', 'cancelled') and t.action = any(${sql.param(copyActions)}::text[])))
  from (select) one left join lateral (select id, kind, status, finished_at from operations where service_id = services.id and kind <> 'change' order by id desc limit 1) o on true)`;

/** What the next step of a service is found by. */
export interface Situation {
  newest: Newest;
  subject: Subject;
}

/** Under the service's lock, or sent right behind the statement that takes it. Null when no service is the one; `which` speaks of `services`. */
export async function situationWhere(tx: Tx, which: SQL): Promise<Situation | null> {
  const [row] = await tx.select({ ...subjectColumns, newest }).from(services).innerJoin(products, eq(products.id, services.productId)).where(which);
  return row === undefined ? null : { newest: row.newest, subject: subjectIn(row) };
}

/**
 * The accounts that something can be asked of. One on a nameserver that is still being brought its copy is left alone until
 * that is there: it would be suspended half-made, or hold up what is wanted of all the others. What comes of the copy in
 * the end is brought to the wish by the look that every ended operation has.
 */
function whole(places: readonly PlacementRow[], { behind }: Newest): readonly PlacementRow[] {
  const left = places.filter((place) => place.role !== 'dns' || !behind.includes(place.nodeId));
  return left.length > 0 ? left : places;
}

export interface Pursuing {
  policies: Policies;
  openedBy: string;
  /** A person or WHMCS has just asked for it: what failed before is tried again. */
  asked?: true;
  facts?: object;
  /** Before a termination. */
  backup?: boolean;
  /** Where the caller has read it already. */
  situation?: Situation | null;
}

/** Under the service's lock. Answers how the service stands when an operation was opened, and so an event written; null when none was. */
export async function pursue(tx: Tx, engine: Engine, serviceId: number, { asked, openedBy, policies, facts, backup, situation }: Pursuing): Promise<Standing | null> {
  const now = situation ?? (await situationWhere(tx, eq(services.id, serviceId)));
  if (now === null) throw new Stale(`Service ${serviceId} is gone`);
  const { newest, subject: all } = now;
  const { service, places, guests } = all;
  const subject = { ...all, places: whole(places, newest) };
  const step = nextStep({ wanted: service.wanted, state: service.state, password: service.passwordVersion, accounts: [...subject.places, ...mailboxAccounts(guests)] });
  if (step === 'terminate') return openAnew(tx, engine, all, { kind: step, openedBy, policies, ...(backup === true && { backup }), pursued: false });
  if (newest.open) return null;
  // What did not work is not begun again by itself: a person sees it, and tries again.
  const stuck = newest.kind !== null && newest.kind === step && newest.status !== 'succeeded' && asked !== true;
  // Room is looked for by `beginWaiting`, for all that wait in one order.
  if (step === null || step === 'deploy' || stuck) {
    await tx.update(services).set({ pursued: false }).where(eq(services.id, serviceId));
    return null;
  }
  return openOperation(tx, engine, subject, { kind: step, about: concerned(step, subject), openedBy, policies, ...(facts !== undefined && { facts }), pursued: false });
}

/** Looks after every service whose operation has ended or whose wish could not be met at once. Any worker may. */
export async function pursueAll(engine: Engine): Promise<void> {
  await beginWaiting(engine);
  const waiting = sql`pursued and not exists (select 1 from operations o where o.service_id = s.id and o.kind <> 'change' and o.finished_at is null)`;
  const { rows } = await engine.db.execute<{ id: number }>(sql`select id from services s where ${waiting} order by id limit 200`);
  if (rows.length === 0) return;
  const policies = await engine.policies();
  for (const { id } of rows) {
    await engine.db.transaction(async (tx) => {
      await lockService(tx, id);
      const still = await tx.execute(sql`select 1 from services s where id = ${id} and ${waiting}`);
      if (still.rows.length > 0) await pursue(tx, engine, id, { policies, openedBy: 'Hostwright' });
    });
  }
}
