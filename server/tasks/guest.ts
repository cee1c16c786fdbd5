/** The guest's part of a service: its mailbox and its records on accounts of the provider. */
import { and, eq, sql, type SQL } from 'drizzle-orm';
import type { Db, Queryable, Tx } from '#db/client.ts';
import { guests, products, type services } from '#db/schema/index.ts';
import { actionFacts } from '#server/core/action.ts';
import type { AccountFact } from '#server/core/lifecycle.ts';
import { domain, type Domain, type Ipv4 } from '#server/core/names.ts';
import type { ProductLimits } from '#server/core/limits.ts';
import { quotaName } from '#server/core/steps/mailbox.ts';
import type { Claim } from '#server/core/steps/step.ts';
import { mailboxOf, namedUnder, recordOf, sharedFromRow, vanityName, type VanityNames, type VanityTerms } from '#server/core/vanity.ts';
import type { GuestPlaces, GuestWish, PlannedTask } from '#server/core/wish.ts';
import { Refused } from '#server/refused.ts';
import type { TaskRow } from './rows.ts';

export type GuestRow = typeof guests.$inferSelect;
type Names = (typeof services.$inferSelect)['desired']['vanity'];

export const guestRows = (db: Queryable, serviceId: number): Promise<readonly GuestRow[]> => db.select().from(guests).where(eq(guests.serviceId, serviceId));

/** The names in an order for a product that sells them, in whichever way they were sent. */
export interface OrderedNames {
  /** Null when the order has none. */
  domain: Domain | null;
  product: string;
  /** WHMCS's custom field and configurable option. */
  name: unknown;
  shared: unknown;
}

/** The domain of an order: as sent, or made of the name and the shared domain that were chosen. */
export async function orderedDomain(db: Db, order: OrderedNames): Promise<Domain> {
  const wanted = typeof order.name === 'string' && order.name.trim() !== '' ? order.name : null;
  if (order.domain !== null && wanted === null) return order.domain;
  const [product] = await db.select({ vanity: products.vanity }).from(products).where(eq(products.slug, order.product));
  const terms = product?.vanity ?? null;
  if (order.domain !== null && terms === null) return order.domain;
  if (wanted === null || terms === null) throw new Refused('BAD_REQUEST', terms === null ? 'Domain is missing' : 'Name is missing', terms === null ? 'domain' : 'vanity_name');
  const name = vanityName.safeParse(wanted);
  if (!name.success) throw new Refused('BAD_REQUEST', name.error.issues[0]?.message ?? 'Name is not valid', 'vanity_name');
  const only = terms.domains.length === 1 ? terms.domains[0] : undefined;
  const whole = domain.safeParse(`${name.data}.${typeof order.shared === 'string' && order.shared.trim() !== '' ? order.shared.trim() : (only ?? '')}`);
  if (!whole.success) throw new Refused('BAD_REQUEST', `Choose one of the domains ${terms.domains.join(', ')}`, 'vanity_domain');
  return whole.data;
}

/** Null for a product that has no guests. Throws `Refused` for what it does not sell. */
export function namesOf(ordered: Domain, terms: VanityTerms | null): VanityNames | null {
  if (terms === null) return null;
  const named = namedUnder(ordered, terms);
  if (!named.ok) throw new Refused('BAD_REQUEST', named.fault, 'domain');
  return named.names;
}

/** A claim of an earlier life stays: a person may have closed the service over something that could not be removed there. */
export async function writeGuests(tx: Tx, serviceId: number, terms: VanityTerms, limits: ProductLimits): Promise<readonly GuestRow[]> {
  const rows = [
    { kind: 'mailbox' as const, nodeId: terms.mail.node, owner: terms.mail.login, package: quotaName(limits.vanity_mail_quota) },
    ...terms.zone.nodes.map((nodeId) => ({ kind: 'record' as const, nodeId, owner: terms.zone.login, package: '' })),
  ];
  const old = await tx.delete(guests).where(eq(guests.serviceId, serviceId)).returning();
  const claimed = (row: (typeof rows)[number]): string | null => old.find((one) => one.kind === row.kind && one.nodeId === row.nodeId && one.owner === row.owner)?.claim ?? null;
  return tx.insert(guests).values(rows.map((row) => ({ ...row, serviceId, claim: claimed(row) }))).returning();
}

/** Where the plan may go; `rows` is what it is about. */
export function guestPlaces(rows: readonly GuestRow[], names: Names): GuestPlaces | null {
  if (names === null || rows.length === 0) return null;
  const box = rows.find((row) => row.kind === 'mailbox');
  const zones = rows.filter((row) => row.kind === 'record');
  const shared = (row: GuestRow) => sharedFromRow({ login: row.owner, ...names });
  const [zone] = zones;
  return {
    mailbox: box === undefined ? null : { node: box.nodeId, owner: shared(box).owner, address: `${names.name}@${names.shared}` },
    record: zone === undefined ? null : { nodes: zones.map((row) => row.nodeId).toSorted((a, b) => a - b), owner: shared(zone).owner },
  };
}

export function guestWish(rows: readonly GuestRow[], names: Names, limits: ProductLimits, webIp: Ipv4 | undefined): GuestWish | null {
  const box = rows.find((row) => row.kind === 'mailbox');
  const zone = rows.find((row) => row.kind === 'record');
  if (names === null || box === undefined || zone === undefined || webIp === undefined) return null;
  const [mail, dns] = [box, zone].map((row) => sharedFromRow({ login: row.owner, ...names }));
  if (mail === undefined || dns === undefined) return null;
  return { mailbox: mailboxOf(mail.owner, mail.names), quotaMb: limits.vanity_mail_quota, record: recordOf(dns.owner, dns.names, webIp) };
}

const kindOf = (task: Pick<TaskRow, 'action'>): GuestRow['kind'] => (actionFacts[task.action].role === 'mail' ? 'mailbox' : 'record');
const rowOf = (task: TaskRow): SQL => sql`service_id = ${task.service_id} and kind = ${kindOf(task)} and node_id = ${task.node_id}`;

/** Only the start that holds the task. */
export const isFenced = (task: TaskRow): SQL => sql`exists (select 1 from tasks where id = ${task.id} and starts = ${task.starts} and status in ('running', 'cancelling'))`;

/** Written at once, beside the attempt's own transaction, and only by the start that holds the task. */
export function claimFor(db: Db, task: TaskRow, rows: readonly GuestRow[]): Claim | null {
  const row = rows.find((one) => one.kind === kindOf(task) && one.nodeId === task.node_id);
  if (row === undefined) return null;
  const claim: Claim = {
    held: row.claim,
    async hold(value) {
      const written = await db.update(guests).set({ claim: value }).where(and(rowOf(task), isFenced(task))).returning({ kind: guests.kind });
      if (written.length === 0) throw new Error(`Task ${task.id} was started again: its claim is not ours to write`);
      claim.held = value;
    },
  };
  return claim;
}

/** What a guest's task holds; null of any other. */
export const heldBy = (rows: readonly GuestRow[], task: Pick<PlannedTask, 'action' | 'nodeId'>): string | null => rows.find((row) => row.kind === kindOf(task) && row.nodeId === task.nodeId)?.claim ?? null;

export async function noteGuest(tx: Tx, task: TaskRow, known: Partial<AccountFact> | 'gone'): Promise<void> {
  if (known === 'gone') await tx.update(guests).set({ claim: null, fact: null }).where(rowOf(task));
  else await tx.update(guests).set({ fact: sql`jsonb_build_object('suspended', false, 'package', package, 'password', 0) || coalesce(fact, '{}') || ${JSON.stringify(known)}::jsonb` }).where(rowOf(task));
}

/** The mailbox as one of the service's accounts; its size, like its password, can't be changed while it sleeps. */
export const mailboxAccounts = (rows: readonly GuestRow[]): readonly { row: GuestRow; package: string; fact: AccountFact | null }[] =>
  rows.filter((row) => row.kind === 'mailbox').map((row) => ({ row, package: row.fact?.suspended === true ? row.fact.package : row.package, fact: row.fact }));

/** A new product must leave the service where it is a guest. Throws `Refused`. */
export function checkGuests(rows: readonly GuestRow[], terms: VanityTerms | null): void {
  const box = rows.find((row) => row.kind === 'mailbox');
  if (box === undefined || terms === null) return;
  const zones = rows.filter((row) => row.kind === 'record').map((row) => `${row.nodeId}:${row.owner}`).toSorted().join();
  const same = terms.mail.node === box.nodeId && terms.mail.login === box.owner && zones === terms.zone.nodes.map((node) => `${node}:${terms.zone.login}`).toSorted().join();
  if (!same) throw new Refused('PRECONDITION_FAILED', 'The product has its mailboxes or its zone elsewhere: a service keeps its mailbox and its record', 'product');
}

export async function resizeGuests(tx: Tx, rows: readonly GuestRow[], limits: ProductLimits): Promise<void> {
  const box = rows.find((row) => row.kind === 'mailbox');
  if (box !== undefined) await tx.update(guests).set({ package: quotaName(limits.vanity_mail_quota) }).where(and(eq(guests.serviceId, box.serviceId), eq(guests.kind, 'mailbox')));
}

