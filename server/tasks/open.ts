/**
 * An order becomes a service, its first operation and its tasks, in one transaction: after the commit the work is
 * certain, whoever dies. The same order again gives the same answer.
 */
import { randomBytes } from 'node:crypto';
import { and, eq, sql } from 'drizzle-orm';
import type { PgBoss } from 'pg-boss';
import type { Db, Tx } from '#db/client.ts';
import { groups, logins, nodeLoads, nodes, placements, products, services } from '#db/schema/index.ts';
import type { Desired } from '#db/schema/services.ts';
import { allocate, type Placed } from '#server/core/allocate.ts';
import { limitKeys, limitWords, productLimits } from '#server/core/limits.ts';
import { modes } from '#server/core/modes/index.ts';
import { loginFor, loginIsCut, type Domain, type Login, type Role } from '#server/core/names.ts';
import type { ServiceState } from '#server/core/operation.ts';
import type { Secret } from '#server/core/secret.ts';
import type { PlanInput } from '#server/core/wish.ts';
import { Refused } from '#server/refused.ts';
import type { Sealer } from '#server/seal.ts';
import { attemptsFor, type Policies } from './policy.ts';
import { writeOperation } from './plan.ts';
import { emit } from './transition.ts';
import { packageFor, passwordRow } from './wish.ts';

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

type Product = typeof products.$inferSelect & { nameservers: readonly string[] };

/** Base32 without the letters that people mistake for digits; 40 bits, read out in two halves. */
function newReference(): string {
  const letters = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';
  const text = [...randomBytes(8)].map((byte) => letters[byte % 32]).join('');
  return `${text.slice(0, 4)}-${text.slice(4)}`;
}

async function productOf(tx: Tx, slug: string): Promise<Product> {
  const [row] = await tx.select().from(products).innerJoin(groups, eq(groups.id, products.groupId)).where(eq(products.slug, slug));
  if (row === undefined) throw new Refused('BAD_REQUEST', `Product "${slug.slice(0, 64)}" is not known here: choose one of the products of the dashboard`, 'product');
  return { ...row.products, nameservers: row.groups.nameservers };
}

/** The same order again, or a clash with what is there; null when the order is new. */
async function known(tx: Tx, order: Order): Promise<Accepted | null> {
  const rows = await tx.select({ service: services, product: products.slug }).from(services).innerJoin(products, eq(products.id, services.productId))
    .where(sql`(${services.instanceId} = ${order.instanceId} and ${services.externalId} = ${order.externalId}) or (${services.domain} = ${order.domain} and ${services.live})`);
  const same = rows.find(({ service }) => service.instanceId === order.instanceId && service.externalId === order.externalId);
  if (same === undefined) {
    if (rows[0] === undefined) return null;
    throw new Refused('CONFLICT', `Domain ${order.domain} already belongs to service #${rows[0].service.id}`, 'domain');
  }
  const differs = same.service.domain !== order.domain ? ['domain', same.service.domain, order.domain] : same.product !== order.product ? ['product', same.product, order.product] : null;
  if (differs !== null) throw new Refused('CONFLICT', `Service ${order.externalId} exists with ${differs[0]} ${differs[1]} and was ordered again with ${differs[2]}`, differs[0]);
  const own = await tx.select().from(logins).where(eq(logins.serviceId, same.service.id));
  return { id: same.service.id, reference: same.service.reference, state: same.service.state, generation: same.service.generation, logins: Object.fromEntries(own.map((row) => [row.role, row.login])), fresh: false };
}

/** Limits of the product with the order's options laid over; an option that is no limit is not ours to judge. */
function limitsOf(product: Product, options: Order['options']) {
  const given = Object.fromEntries(limitKeys.filter((key) => options[key] !== undefined).map((key) => [key, options[key]]));
  const parsed = productLimits.safeParse({ ...product.limits, ...given });
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const key = limitKeys.find((one) => one === issue?.path[0]);
  throw new Refused('BAD_REQUEST', `${key === undefined ? 'A limit' : limitWords[key].label} ${issue?.message ?? 'is not valid'}`, key);
}

async function placeOn(tx: Tx, product: Product, roles: readonly Role[]) {
  const fleet = await tx.select({ id: nodes.id, name: nodes.name, roles: nodes.roles, enabled: nodes.enabled, slots: nodes.slots, placed: sql<number>`coalesce(${nodeLoads.placed}, 0)` })
    .from(nodes).leftJoin(nodeLoads, eq(nodeLoads.nodeId, nodes.id)).where(eq(nodes.groupId, product.groupId));
  const found = allocate(fleet.map((node) => ({ ...node, roles: node.roles as Role[] })), roles);
  if (!found.ok && 'apart' in found) throw new Refused('PRECONDITION_FAILED', `Product ${product.slug} needs a node of its own for each of its roles (${roles.join(', ')}): add nodes to its group, or take a role off it`, 'product');
  if (!found.ok) throw new Refused('PRECONDITION_FAILED', `No enabled node has the role ${found.missing}: add one on the dashboard, or take the role off product ${product.slug}`, 'product');
  return { placed: found.placed, names: new Map(fleet.map((node) => [node.id, node.name])) };
}

/** The plain logins, or salted ones where those are cut or belong to another service. */
async function takeLogins(tx: Tx, serviceId: number, name: Domain, wanted: readonly Role[], reference: string): Promise<ReadonlyMap<Role, Login>> {
  const taken = new Map<Role, Login>();
  for (const salt of ['', reference.slice(0, 4), reference.replace('-', '')]) {
    const rows = wanted.filter((role) => !taken.has(role) && (salt !== '' || !loginIsCut(name, role))).map((role) => ({ role, serviceId, login: loginFor(name, role, salt.toLowerCase()) }));
    const free = rows.length === 0 ? [] : await tx.insert(logins).values(rows).onConflictDoNothing().returning({ role: logins.role });
    for (const { role, login } of rows) if (free.some((one) => one.role === role)) taken.set(role, login);
    if (taken.size === wanted.length) return taken;
  }
  throw new Refused('CONFLICT', `No free login can be made for ${name}`, 'domain');
}

const placementRows = (serviceId: number, placed: Placed, accounts: PlanInput['accounts']) =>
  (['web', 'mail', 'dns'] as const).flatMap((role) => {
    const account = accounts[role];
    const on = role === 'dns' ? placed.dns : placed[role] === null ? [] : [placed[role]];
    return account === undefined ? [] : on.map((nodeId) => ({ serviceId, generation: 1, role, nodeId, login: account.login, package: account.package }));
  });

async function create(tx: Tx, deps: OpenDeps, policies: Policies, order: Order): Promise<Accepted | null> {
  const product = await productOf(tx, order.product);
  const mode = modes[product.mode];
  if (mode === undefined) throw new Refused('PRECONDITION_FAILED', `Product ${product.slug} has the mode ${product.mode}, which this version does not know`, 'product');
  const roles = mode.roles.filter((role) => product.roles.includes(role));
  const limits = limitsOf(product, order.options);
  const { placed, names } = await placeOn(tx, product, roles);
  const reference = newReference();
  const desired: Desired = { email: order.email, name: order.name, clientId: order.clientId, language: order.language, limits, phpTemplate: product.phpTemplate, nameservers: product.nameservers, roles };
  const [service] = await tx.insert(services)
    .values({ instanceId: order.instanceId, externalId: order.externalId, domain: order.domain, productId: product.id, reference, state: 'deploying', desired, password: deps.sealer.seal(order.password.reveal(), passwordRow(reference)) })
    .onConflictDoNothing().returning({ id: services.id });
  if (service === undefined) return null;
  const accounts: Partial<Record<Role, { login: Login; package: ReturnType<typeof packageFor> }>> = {};
  for (const [role, login] of await takeLogins(tx, service.id, order.domain, roles, reference)) accounts[role] = { login, package: packageFor(role, limits, product.nameservers) };
  const places = placementRows(service.id, placed, accounts);
  if (places.length > 0) await tx.insert(placements).values(places);
  const written = await writeOperation(tx, {
    serviceId: service.id, generation: 1, kind: 'deploy', number: 1, openedBy: order.openedBy, nodeNames: names,
    plan: mode.plan({ domain: order.domain, accounts, nodes: placed }), maxAttempts: (task) => attemptsFor(policies, task.action),
  });
  await emit(tx, service.id, { service: { state: 'deploying' }, operations: [written.operation], tasks: written.tasks }, { wakes: { boss: deps.boss, list: written.wakes } });
  await countPlaced(tx, places.map((place) => place.nodeId));
  return { id: service.id, reference, state: 'deploying', generation: 1, logins: Object.fromEntries(Object.entries(accounts).map(([role, account]) => [role, account.login])), fresh: true };
}

/** Last in the transaction, since it makes concurrent orders for one node wait for each other. */
async function countPlaced(tx: Tx, nodeIds: readonly number[]): Promise<void> {
  const rows = [...new Set(nodeIds)].toSorted((a, b) => a - b).map((nodeId) => ({ nodeId, placed: 1 }));
  if (rows.length > 0) await tx.insert(nodeLoads).values(rows).onConflictDoUpdate({ target: nodeLoads.nodeId, set: { placed: sql`${nodeLoads.placed} + 1` } });
}

/** Accepts an order. Throws `Refused` with one sentence when it can't be; nothing is written then. */
export async function open(db: Db, deps: OpenDeps, order: Order): Promise<Accepted> {
  // Before the transaction: one that asks the pool for a second connection, while others hold the rest and wait for it, waits for ever.
  const policies = await deps.policies();
  for (let tries = 0; tries < 3; tries++) {
    // Two equal orders at once: the second waits for the first one's commit, writes nothing and reads its answer.
    const accepted = await db.transaction(async (tx) => (await known(tx, order)) ?? (await create(tx, deps, policies, order)));
    if (accepted !== null) return accepted;
  }
  throw new Refused('CONFLICT', `Service ${order.externalId} is being ordered by another call: send it again`, 'serviceId');
}

export const serviceByExternalId = (db: Db, instanceId: number, externalId: string) =>
  db.query.services.findFirst({ where: and(eq(services.instanceId, instanceId), eq(services.externalId, externalId)) });
