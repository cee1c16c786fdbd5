/** What WHMCS and staff ask of a service: the wish is written and answered for at once, the work follows. */
import { eq, type SQL, sql } from 'drizzle-orm';
import type { Tx } from '#db/client.ts';
import { services } from '#db/schema/index.ts';
import { copyActions } from '#server/core/action.ts';
import { type Command, type Rebuild, rebuildTable, table, type Wanted } from '#server/core/lifecycle.ts';
import { recount } from '#server/core/modes/parts.ts';
import { serviceStates } from '#server/core/operation.ts';
import type { Secret } from '#server/core/secret.ts';
import type { ServiceFacts } from '#server/core/view.ts';
import { Refused } from '#server/refused.ts';
import type { Engine } from './engine.ts';
import { openChange } from './change.ts';
import { openAnew, planInput, subjectOf } from './operation.ts';
import { type NewLimit, type NewPackage, writeLimit, writePackage } from './package.ts';
import type { Policies } from './policy.ts';
import { pursue, situationWhere } from './pursue.ts';
import { lockForPerson } from './retry.ts';
import { emit, Stale, type Standing } from './emit.ts';
import type { ServiceLock } from './transition.ts';
import { passwordRow } from './wish.ts';

export type Request =
  | { command: 'suspend' | 'unsuspend' | 'terminate' }
  | { command: 'changePassword'; password: Secret }
  | ({ command: 'changePackage' } & (NewPackage | NewLimit));

const wantedBy = { suspend: 'suspended', unsuspend: 'active', terminate: 'terminated' } as const satisfies Partial<Record<Command, Wanted>>;

/** Under the service's lock. Answers what the event says of the service. */
async function writeWish(tx: Tx, engine: Engine, serviceId: number, request: Request, by: string): Promise<Partial<ServiceFacts>> {
  if (request.command === 'changePackage') {
    const subject = await subjectOf(tx, serviceId);
    return 'key' in request ? writeLimit(tx, subject, request, by) : writePackage(tx, subject, request);
  }
  if (request.command !== 'changePassword') return { wanted: wantedBy[request.command] };
  const { service } = await subjectOf(tx, serviceId);
  await tx.update(services).set({ password: engine.sealer.seal(request.password.reveal(), passwordRow(service.reference)), passwordVersion: sql`${services.passwordVersion} + 1` }).where(eq(services.id, serviceId));
  return {};
}

type Held = ServiceLock & { id: number };

/** Locks the service in whose state the request is a wish, with its word on what is wanted written down; null when there is none. */
async function lockToWish(tx: Tx, which: SQL, { command }: Request): Promise<Held | null> {
  const states = serviceStates.filter((state) => table[command][state] === 'wish');
  const wanted = command in wantedBy ? wantedBy[command as keyof typeof wantedBy] : null;
  const { rows: [row] } = await tx.execute<Held & Record<string, unknown>>(sql`
    update services set pursued = true, wanted = coalesce(${wanted}::text, wanted) where ${which} and state = any(${sql.param(states)}::text[]) returning id, generation, state`);
  return row ?? null;
}

export async function standing(tx: Tx, serviceId: number): Promise<Standing> {
  const [row] = await tx.select({ state: services.state, wanted: services.wanted, generation: services.generation }).from(services).where(eq(services.id, serviceId));
  if (row === undefined) throw new Refused('NOT_FOUND', `Service ${serviceId} is not there`);
  return row;
}

/** What a person had before their eyes when they asked for what can't be undone. */
export interface Seen {
  generation: number;
  /** Typed by them. */
  domain?: string;
  /** A backup is to be made first. */
  backup?: boolean;
}

async function checkSeen(tx: Tx, serviceId: number, { generation }: ServiceLock, seen: Seen): Promise<void> {
  const [row] = await tx.select({ domain: services.domain }).from(services).where(eq(services.id, serviceId));
  if (seen.domain !== undefined && seen.domain.trim() !== row?.domain) throw new Refused('BAD_REQUEST', `What was typed is not this service's domain, ${row?.domain ?? ''}`, 'domain');
  if (seen.generation !== generation) throw new Refused('CONFLICT', 'The service has been built anew since this page was opened: look again');
}

/** Throws `Refused` with one sentence when the request means nothing in the service's state, or `seen` is not how it is. Null when no service is the one. */
async function askWhich(engine: Engine, which: SQL, request: Request, openedBy: string, seen?: Seen): Promise<Standing | null> {
  const policies = await engine.policies();
  return engine.db.transaction(async (tx) => {
    // A wish of one word changes nothing that the next step is found by but itself: that is read right behind the lock, in one go.
    const [first, situation] = await Promise.all([lockToWish(tx, which, request), request.command in wantedBy ? situationWhere(tx, which) : null]);
    let held = first;
    if (held === null) {
      const [row] = await tx.select({ id: services.id, state: services.state }).from(services).where(which).for('no key update');
      if (row === undefined) return null;
      const meaning = table[request.command][row.state];
      if (typeof meaning === 'object') throw new Refused('CONFLICT', meaning.refuse);
      if (meaning !== 'wish') return standing(tx, row.id);
      // It has moved on between the two, and does not any more.
      held = await lockToWish(tx, which, request);
      if (held === null) throw new Stale(`Service ${row.id} is gone`);
    }
    const { id } = held;
    if (seen !== undefined) await checkSeen(tx, id, held, seen);
    const facts = await writeWish(tx, engine, id, request, openedBy);
    const opened = await pursue(tx, engine, id, { policies, openedBy, asked: true, facts, situation: first === null ? null : situation, ...(seen?.backup === true && { backup: true }) });
    return opened ?? (Object.keys(facts).length > 0 ? emit(tx, id, { service: facts }) : standing(tx, id));
  });
}

/** What staff ask of a service. */
export async function ask(engine: Engine, serviceId: number, request: Request, openedBy: string, seen?: Seen): Promise<Standing> {
  const now = await askWhich(engine, eq(services.id, serviceId), request, openedBy, seen);
  if (now === null) throw new Refused('NOT_FOUND', `Service ${serviceId} is not there`);
  return now;
}

/** What WHMCS asks, by its own number for the service. Null when it has none of that number here. */
export const askByExternalId = (engine: Engine, { instanceId, externalId }: { instanceId: number; externalId: string }, request: Request, openedBy: string): Promise<Standing | null> =>
  askWhich(engine, sql`${services.instanceId} = ${instanceId} and ${services.externalId} = ${externalId}`, request, openedBy);

/** *Sync now*: the panel counts the service's accounts, and the figures follow. Ten clicks are one. Answers the operation. */
export async function syncNow(engine: Engine, serviceId: number, openedBy: string): Promise<number> {
  const policies = await engine.policies();
  return engine.db.transaction(async (tx) => {
    const { state } = await lockForPerson(tx, serviceId);
    const { rows: [open] } = await tx.execute<{ id: number }>(sql`
      select o.id from operations o where o.service_id = ${serviceId} and o.kind = 'change' and o.finished_at is null and exists (select 1 from tasks t where t.operation_id = o.id and t.action = 'server.recomputeUser') limit 1`);
    if (open !== undefined) return open.id;
    if (state !== 'active' && state !== 'suspended') throw new Refused('CONFLICT', 'Nothing is counted before the service is whole, or after it has ended');
    const subject = await subjectOf(tx, serviceId);
    return openChange(tx, engine, subject, { openedBy, policies, urgent: true, plan: recount(planInput(subject)) });
  });
}

/** An operation of this kind of which nothing has started yet is the one that this click asks for. */
async function isUntouched(tx: Tx, serviceId: number, kind: string): Promise<boolean> {
  const { rows } = await tx.execute(sql`
    select 1 from operations o where o.service_id = ${serviceId} and o.kind = ${kind} and o.finished_at is null
      and not exists (select 1 from tasks t where t.operation_id = o.id and (t.starts > 0 or t.status = 'cancelled'))`);
  return rows.length > 0;
}

/** A reset leaves zones and records as they are, so that a copy which is still under way, or did not work, would never come. */
async function lacksCopy(tx: Tx, serviceId: number, generation: number): Promise<boolean> {
  const { rows } = await tx.execute(sql`
    select 1 from tasks t join operations o on o.id = t.operation_id where t.service_id = ${serviceId} and t.generation = ${generation} and o.kind = 'change' and o.status in ('running', 'failed')
      and t.action = any(${sql.param([...copyActions])}::text[]) and t.status not in ('succeeded', 'skipped', 'cancelled') limit 1`);
  return rows.length > 0;
}

/**
 * *Redeploy* removes the service's accounts and makes them anew with the same logins; *reset* empties them and keeps the
 * accounts and the zone. A click on what was seen before it was built anew is refused. Answers the new generation.
 */
export async function rebuild(engine: Engine, serviceId: number, { kind, openedBy, ...seen }: { kind: Rebuild; openedBy: string } & Partial<Seen>): Promise<number> {
  const policies: Policies = await engine.policies();
  return engine.db.transaction(async (tx) => {
    const before = await lockForPerson(tx, serviceId);
    if (await isUntouched(tx, serviceId, kind)) return before.generation;
    if (seen.generation !== undefined) await checkSeen(tx, serviceId, before, { ...seen, generation: seen.generation });
    const meaning = rebuildTable[kind][before.state];
    if (typeof meaning === 'object') throw new Refused('CONFLICT', meaning.refuse);
    if (kind === 'reset' && (await lacksCopy(tx, serviceId, before.generation))) throw new Refused('CONFLICT', 'A nameserver does not have its copy yet, and a reset would leave it without: wait until it has caught up, resync it, or redeploy');
    const { generation } = await openAnew(tx, engine, await subjectOf(tx, serviceId), { kind, openedBy, policies, ...(seen.backup === true && { backup: true }) });
    return generation;
  });
}
