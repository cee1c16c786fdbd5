/** Opens the operations of a service that is there: one beside what it is, or one of a new generation. */
import { and, eq, sql } from 'drizzle-orm';
import type { Tx } from '#db/client.ts';
import { guests, items, placements, products, services } from '#db/schema/index.ts';
import { domain, login, packageName, type Role } from '#server/core/names.ts';
import { afterBackup } from '#server/core/modes/parts.ts';
import { serviceState } from '#server/core/operation.ts';
import type { Mode, PlanInput, PlanKind, PlannedTask } from '#server/core/wish.ts';
import type { Engine } from './engine.ts';
import { guestPlaces, type GuestRow, guestRows } from './guest.ts';
import { modeOf } from './place.ts';
import type { Policies } from './policy.ts';
import { writeOperation } from './plan.ts';
import { iso, rowsAsJson } from './rows.ts';
import { emit, Stale, type Standing } from './emit.ts';
import { type Move, transition } from './transition.ts';

export type PlacementRow = typeof placements.$inferSelect;

/** Of a service what operations are made of: neither what the last look found, nor why it stands where it does. */
const columns = {
  id: services.id, instanceId: services.instanceId, externalId: services.externalId, domain: services.domain, productId: services.productId, reference: services.reference, generation: services.generation, state: services.state,
  desired: services.desired, password: services.password, passwordVersion: services.passwordVersion, wanted: services.wanted, observed: services.observed, lastSeq: services.lastSeq, activatedAt: services.activatedAt,
};

export interface Subject {
  service: Pick<typeof services.$inferSelect, keyof typeof columns>;
  mode: Mode;
  places: readonly PlacementRow[];
  guests: readonly GuestRow[];
}

/** What an operation is about: all of the service, or a part. */
export type About = Pick<Subject, 'places' | 'guests'>;

/** What a subject is made of; selected from `services` with their `products`. */
export const subjectColumns = {
  service: columns,
  product: { slug: products.slug, mode: products.mode },
  places: rowsAsJson(placements, 'service_id = services.id and generation = services.generation', 'role, node_id'),
  guests: rowsAsJson(guests, 'service_id = services.id', 'kind, node_id'),
};

export function subjectIn({ service, product, places, guests: all }: { service: Subject['service']; product: { slug: string; mode: string }; places: readonly PlacementRow[]; guests: readonly GuestRow[] }): Subject {
  const mode = modeOf(product);
  return { service, mode, places, guests: mode.guest ? all : [] };
}

/** Read under the service's lock, which the caller has. */
export async function subjectOf(tx: Tx, serviceId: number): Promise<Subject> {
  const [row] = await tx.select(subjectColumns).from(services).innerJoin(products, eq(products.id, services.productId)).where(eq(services.id, serviceId));
  if (row === undefined) throw new Stale(`Service ${serviceId} is gone`);
  return subjectIn(row);
}

export function planInput({ service, ...all }: Subject, { places, guests: own }: About = all): PlanInput {
  const accounts: PlanInput['accounts'] = {};
  for (const place of places) accounts[place.role] = { login: login.parse(place.login), package: packageName.parse(place.package) };
  const on = (role: Role): number[] => places.filter((place) => place.role === role).map((place) => place.nodeId).toSorted((a, b) => a - b);
  return { domain: domain.parse(service.domain), accounts, nodes: { web: on('web')[0] ?? null, mail: on('mail')[0] ?? null, dns: on('dns') }, guest: guestPlaces(own, service.desired.vanity), ...(service.desired.web.off && { siteOff: true }) };
}

type Closed = { id: number; status: 'cancelled'; finishedAt: string };

export interface Opening {
  kind: PlanKind | 'repair';
  openedBy: string;
  policies: Policies;
  /** Where it is no plan of the mode. */
  plan?: readonly PlannedTask[];
  /** Without it all of the service. */
  about?: About;
  /** Operations that it closes, for the same event. */
  closed?: readonly Closed[];
  /** Of its accounts a backup is made first. */
  backup?: boolean;
  /** Of its tasks; without it a deployment's. */
  priority?: number;
  /** What else its event says of the service. */
  facts?: object;
  /** It is what was wanted next. */
  pursued?: false;
}

/** Answers how the service stands then. */
export async function openOperation(tx: Tx, engine: Engine, subject: Subject, { kind, openedBy, policies, plan, about = subject, closed = [], facts = {}, priority, backup, pursued }: Opening): Promise<Standing> {
  const { service, mode } = subject;
  const input = planInput(subject, about);
  const planned = plan ?? (kind === 'repair' ? [] : mode.plan(kind, input));
  const written = await writeOperation(tx, engine.boss, { serviceId: service.id, generation: service.generation, kind, openedBy, ...(priority !== undefined && { priority }), plan: backup === true ? afterBackup(input, planned) : planned, policies });
  const state = serviceState(service.state, { kind, status: 'running' });
  return emit(tx, service.id, { service: { ...facts, state }, operations: [...closed, written.operation], tasks: written.tasks }, { state, urgent: true, pursued });
}

/** Answers the operations that were open: they are closed for good, whatever of them still runs. */
async function stopOld(tx: Tx, engine: Engine, serviceId: number): Promise<readonly Closed[]> {
  const { rows } = await tx.execute<{ id: number; status: string }>(sql`
    select id, status from tasks where service_id = ${serviceId} and operation_id is not null and status in ('waiting', 'queued', 'retrying', 'postponed', 'running') order by id`);
  const moves = rows.map((row): Move => ({ taskId: row.id, to: row.status === 'running' ? 'cancelling' : 'cancelled' }));
  if (moves.length > 0) await transition(tx, engine.boss, serviceId, moves);
  const closed = await tx.execute<{ id: number; finished_at: string }>(sql`
    update operations set finished_at = clock_timestamp(), status = 'cancelled' where service_id = ${serviceId} and finished_at is null returning id, finished_at`);
  return closed.rows.map((row) => ({ id: row.id, status: 'cancelled', finishedAt: iso(row.finished_at) }));
}

/**
 * A new generation: what waits of the old one is cancelled, what runs is let end, and none of the new one starts before
 * that. Answers how the service stands then.
 */
export async function openAnew(tx: Tx, engine: Engine, { service, mode }: Subject, opening: Pick<Opening, 'kind' | 'openedBy' | 'policies' | 'backup' | 'pursued'> & { kind: 'redeploy' | 'reset' | 'terminate' }): Promise<Standing> {
  const generation = service.generation + 1;
  const alive = opening.kind === 'terminate' ? service.activatedAt : null;
  // First the generation: from here on the old operations are history, and what ends in them moves the service no more.
  await tx.update(services).set({ generation, activatedAt: alive }).where(eq(services.id, service.id));
  const closed = await stopOld(tx, engine, service.id);
  const places = await tx.select().from(placements).where(and(eq(placements.serviceId, service.id), eq(placements.generation, service.generation)));
  // A redeployed account is made anew, and nothing is known of it until then.
  const moved = places.map((place) => ({ ...place, generation, fact: opening.kind === 'redeploy' ? null : place.fact }));
  if (moved.length > 0) await tx.insert(placements).values(moved);
  // What was made in the accounts goes with them, or with what they are emptied of.
  await tx.delete(items).where(eq(items.serviceId, service.id));
  const stay = mode.guest ? await guestRows(tx, service.id) : [];
  if (stay.length > 0 && opening.kind === 'redeploy') await tx.update(guests).set({ fact: null }).where(eq(guests.serviceId, service.id));
  const facts = { generation, certificates: [], drift: null, ...(alive === null && { home: null }), ...(opening.kind === 'terminate' && { wanted: 'terminated' }) };
  return openOperation(tx, engine, { service: { ...service, generation }, mode, places: moved, guests: stay }, { ...opening, closed, facts });
}
