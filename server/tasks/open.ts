/**
 * An order becomes a service, its first operation and its tasks, in one transaction: after the commit the work is
 * certain, whoever dies. The same order again gives the same answer. Without room in the fleet it waits, accepted.
 */
import { randomBytes } from 'node:crypto';
import { and, eq, sql } from 'drizzle-orm';
import type { PgBoss } from 'pg-boss';
import type { Db, Tx } from '#db/client.ts';
import { domainTaken } from '#db/queries/site.ts';
import { logins, products, services } from '#db/schema/index.ts';
import type { Desired } from '#db/schema/services.ts';
import { table } from '#server/core/lifecycle.ts';
import type { ProductLimits } from '#server/core/limits.ts';
import { newMail } from '#server/core/mail-settings.ts';
import type { Domain, Role } from '#server/core/names.ts';
import type { ServiceState } from '#server/core/operation.ts';
import type { Secret } from '#server/core/secret.ts';
import type { Mode } from '#server/core/wish.ts';
import { defaultZone } from '#server/core/zone.ts';
import { noEdits } from '#server/core/zone-own.ts';
import { newSite, type WebTemplates } from '#server/core/site.ts';
import { Refused } from '#server/refused.ts';
import type { Sealer } from '#server/seal.ts';
import { begin } from './begin.ts';
import { namesOf } from './guest.ts';
import { limitsOf, modeOf, optionedBy, type Product, productOf } from './place.ts';
import type { Policies } from './policy.ts';
import { lockService } from './transition.ts';
import { passwordRow } from './wish.ts';

export interface Order {
  instanceId: number;
  externalId: string;
  clientId: string;
  domain: Domain;
  product: string;
  email: string;
  name: string;
  password: Secret;
  options: Readonly<Record<string, unknown>>;
  language: string;
  openedBy: string;
  /** Left out: the nodes' own. */
  templates?: WebTemplates | undefined;
}
export interface Accepted {
  id: number;
  reference: string;
  state: ServiceState;
  generation: number;
  logins: Partial<Record<Role, string>>;
  /** False when the same order had been accepted before. */
  fresh: boolean;
}
export interface OpenDeps {
  boss: PgBoss;
  sealer: Sealer;
  policies(): Promise<Policies>;
}

/** Base32 without the letters that people mistake for digits; 40 bits, read out in two halves. */
function newReference(): string {
  const letters = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';
  const text = [...randomBytes(8)].map((byte) => letters[byte % 32]).join('');
  return `${text.slice(0, 4)}-${text.slice(4)}`;
}

interface Known {
  accepted: Accepted;
  service: typeof services.$inferSelect;
}

/** The same order again, or a clash with what is there; null when the order is new. */
async function known(tx: Tx, order: Order): Promise<Known | null> {
  const rows = await tx.select({ service: services, product: products }).from(services).innerJoin(products, eq(products.id, services.productId))
    .where(sql`(${services.instanceId} = ${order.instanceId} and ${services.externalId} = ${order.externalId}) or (${services.domain} = ${order.domain} and ${services.live})`);
  const same = rows.find(({ service }) => service.instanceId === order.instanceId && service.externalId === order.externalId);
  const other = rows.find((row) => row !== same);
  if (other !== undefined && (same === undefined || !same.service.live)) throw new Refused('CONFLICT', `Domain ${order.domain} already belongs to service #${other.service.id}`, 'domain');
  if (same === undefined) return null;
  const differs = same.service.domain !== order.domain ? ['domain', same.service.domain, order.domain] : same.product.slug !== order.product ? ['product', same.product.slug, order.product] : null;
  if (differs !== null) throw new Refused('CONFLICT', `Service ${order.externalId} exists with ${differs[0]} ${differs[1]} and was ordered again with ${differs[2]}`, differs[0]);
  return { accepted: await acceptedOf(tx, same.service, modeOf(same.product)), service: same.service };
}

/** The logins are the service's from the moment that it is accepted, wherever it comes to stand. */
async function acceptedOf(tx: Tx, service: typeof services.$inferSelect, mode: Mode): Promise<Accepted> {
  const own = await tx.select({ role: logins.role, login: logins.login }).from(logins).where(eq(logins.serviceId, service.id));
  const shares = mode.accounts(service.desired.roles);
  const named = service.desired.roles.flatMap((role) => {
    const first = shares.find((shared) => shared.includes(role))?.[0];
    return own.filter((one) => one.role === first).map((one) => [role, one.login] as const);
  });
  return { id: service.id, reference: service.reference, state: service.state, generation: service.generation, logins: Object.fromEntries(named), fresh: false };
}

const desiredOf = (order: Order, product: Product, roles: readonly Role[], limits: ProductLimits): Desired => ({
  email: order.email, name: order.name, clientId: order.clientId, language: order.language, limits, ordered: limits, optioned: optionedBy(order.options), overrides: {}, web: { ...newSite(product.phpTemplate), rev: 1, off: false }, mail: { ...newMail, rev: 1 }, nameservers: product.nameservers, roles, zone: product.zone ?? defaultZone, records: noEdits, vanity: namesOf(order.domain, product.vanity), ...(order.templates !== undefined && { templates: order.templates }),
});

const rolesOf = (product: Product): readonly Role[] => modeOf(product).roles.filter((role) => product.roles.includes(role));

interface Row {
  id: number;
  generation: number;
  reference: string;
}

/** The service's row, new, or a terminated one's that comes to life again; null when somebody else writes it just now. */
async function writeRow(tx: Tx, deps: OpenDeps, order: Order, product: Product, old: Known['service'] | null): Promise<Row | null> {
  const desired = desiredOf(order, product, rolesOf(product), limitsOf(product, order.options));
  const reference = old?.reference ?? newReference();
  const password = deps.sealer.seal(order.password.reveal(), passwordRow(reference));
  if (old !== null) {
    const generation = old.generation + 1;
    await tx.update(services).set({ generation, state: 'deploying', desired, password, passwordVersion: old.passwordVersion + 1, wanted: 'active', pursued: false, observed: {}, live: true, activatedAt: null }).where(eq(services.id, old.id));
    return { id: old.id, generation, reference };
  }
  const [service] = await tx.insert(services)
    .values({ instanceId: order.instanceId, externalId: order.externalId, domain: order.domain, productId: product.id, reference, state: 'deploying', desired, password })
    .onConflictDoNothing().returning({ id: services.id });
  return service === undefined ? null : { id: service.id, generation: 1, reference };
}

async function create(tx: Tx, deps: OpenDeps, policies: Policies, order: Order, old: Known['service'] | null): Promise<Accepted | null> {
  const product = await productOf(tx, order.product);
  const mode = modeOf(product);
  const taken = await domainTaken(tx, order.domain);
  if (taken !== null) throw new Refused('CONFLICT', `Domain ${order.domain} is a further name of service #${taken}`, 'domain');
  const row = await writeRow(tx, deps, order, product, old);
  if (row === null) return null;
  const { state, logins: named } = await begin(tx, deps.boss, {
    serviceId: row.id, generation: row.generation, domain: order.domain, reference: row.reference, product, mode, roles: rolesOf(product), nameservers: product.nameservers, limits: limitsOf(product, order.options), templates: order.templates,
    policies, openedBy: order.openedBy, facts: old === null ? {} : { generation: row.generation, home: null, wanted: 'active', certificates: [], site: null, mail: null, drift: null, zoneRev: 0 },
  });
  return { id: row.id, reference: row.reference, state, generation: row.generation, logins: named, fresh: true };
}

/** What an order means for a service that is there. */
async function again(tx: Tx, deps: OpenDeps, policies: Policies, order: Order, { accepted, service }: Known): Promise<Accepted | null> {
  const meaning = table.create[service.state];
  if (typeof meaning === 'object') throw new Refused('CONFLICT', meaning.refuse);
  if (meaning !== 'anew') return accepted;
  const now = await lockService(tx, service.id);
  return now.state === 'terminated' ? create(tx, deps, policies, order, { ...service, generation: now.generation }) : null;
}

/** Accepts an order. Throws `Refused` with one sentence when it can't be; nothing is written then. */
export async function open(db: Db, deps: OpenDeps, order: Order): Promise<Accepted> {
  // Before the transaction: one that asks the pool for a second connection, while others hold the rest and wait for it, waits for ever.
  const policies = await deps.policies();
  for (let tries = 0; tries < 3; tries++) {
    // Two equal orders at once: the second waits for the first one's commit, writes nothing and reads its answer.
    const accepted = await db.transaction(async (tx) => {
      const old = await known(tx, order);
      return old === null ? create(tx, deps, policies, order, null) : again(tx, deps, policies, order, old);
    });
    if (accepted !== null) return accepted;
  }
  throw new Refused('CONFLICT', `Service ${order.externalId} is being ordered by another call: send it again`, 'serviceId');
}

export async function serviceByExternalId(db: Db, instanceId: number, externalId: string) {
  const { id, reference, domain, state, wanted, generation } = services;
  const [row] = await db.select({ id, reference, domain, state, wanted, generation }).from(services).where(and(eq(services.instanceId, instanceId), eq(services.externalId, externalId)));
  return row;
}
