/** What a service is given in the fleet: limits, logins, packages, nodes. All of it in the accepting transaction. */
import { eq, inArray, or, sql } from 'drizzle-orm';
import type { Tx } from '#db/client.ts';
import { groups, logins, nodeLoads, nodes, placements, products } from '#db/schema/index.ts';
import { allocate, type Placed } from '#server/core/allocate.ts';
import { limitKeys, limitWords, type ProductLimits, productLimits } from '#server/core/limits.ts';
import { modes } from '#server/core/modes/index.ts';
import { type Domain, login, type Login, loginFor, loginIsCut, type Role } from '#server/core/names.ts';
import type { Mode, PlanInput } from '#server/core/wish.ts';
import { Refused } from '#server/refused.ts';
import { guestPlaces, namesOf, writeGuests } from './guest.ts';
import { packageFor } from './wish.ts';

export type Product = typeof products.$inferSelect & { nameservers: readonly string[] };

export async function productOf(tx: Tx, slug: string): Promise<Product> {
  const [row] = await tx.select().from(products).innerJoin(groups, eq(groups.id, products.groupId)).where(eq(products.slug, slug));
  if (row === undefined) throw new Refused('BAD_REQUEST', `Product "${slug.slice(0, 64)}" is not known here: choose one of the products of the dashboard`, 'product');
  return { ...row.products, nameservers: row.groups.nameservers };
}

export function modeOf(product: Pick<Product, 'slug' | 'mode'>): Mode {
  const mode = modes[product.mode];
  if (mode === undefined) throw new Refused('PRECONDITION_FAILED', `Product ${product.slug} has the mode ${product.mode}, which this version does not know`, 'product');
  return mode;
}

/** Limits of the product with the order's options laid over; an option that is no limit is not ours to judge. */
export function limitsOf(product: Product, options: Readonly<Record<string, unknown>>): ProductLimits {
  const given = Object.fromEntries(limitKeys.filter((key) => options[key] !== undefined).map((key) => [key, options[key]]));
  const parsed = productLimits.safeParse({ ...product.limits, ...given });
  // A named site has a size of its own, under a key of its own.
  if (parsed.success) return product.vanity === null ? parsed.data : { ...parsed.data, web_disk_quota: parsed.data.vanity_site_disk_quota };
  const [issue] = parsed.error.issues;
  const key = limitKeys.find((one) => one === issue?.path[0]);
  throw new Refused('BAD_REQUEST', `${key === undefined ? 'A limit' : limitWords[key].label} ${issue?.message ?? 'is not valid'}`, key);
}

/** Nodes of the provider's own mail user and zone: a panel refuses a site under a domain that is another account's there. */
const hostsOf = ({ vanity }: Product): readonly number[] => (vanity === null ? [] : [vanity.mail.node, ...vanity.zone.nodes]);

async function nodesFor(tx: Tx, product: Product, accounts: readonly (readonly Role[])[]) {
  const hosts = hostsOf(product);
  const fleet = await tx.select({ id: nodes.id, name: nodes.name, groupId: nodes.groupId, roles: nodes.roles, enabled: nodes.enabled, slots: nodes.slots, placed: sql<number>`coalesce(${nodeLoads.placed}, 0)` })
    .from(nodes).leftJoin(nodeLoads, eq(nodeLoads.nodeId, nodes.id)).where(or(eq(nodes.groupId, product.groupId), inArray(nodes.id, [...hosts])));
  const able = fleet.filter((node) => node.groupId === product.groupId && !hosts.includes(node.id));
  const found = allocate(able.map((node) => ({ ...node, roles: node.roles as Role[] })), accounts);
  if (!found.ok && 'apart' in found) throw new Refused('PRECONDITION_FAILED', `Product ${product.slug} needs a node of its own for each of its roles (${accounts.flat().join(', ')}): add nodes to its group, or take a role off it`, 'product');
  if (!found.ok && hosts.length > 0) throw new Refused('PRECONDITION_FAILED', `No enabled node has the role ${found.missing.join(', ')} beside those of the shared mail user and zone, where a name under the shared domain belongs to another account: add one to the group of product ${product.slug}`, 'product');
  if (!found.ok) throw new Refused('PRECONDITION_FAILED', `No enabled node has the role${found.missing.length > 1 ? 's' : ''} ${found.missing.join(', ')}: add one on the dashboard, or take the role off product ${product.slug}`, 'product');
  return { placed: found.placed, names: new Map(fleet.map((node) => [node.id, node.name])) };
}

/** The login that a service has for an account from before, or the plain one, or a salted one where that is cut or another's. */
async function loginOf(tx: Tx, { serviceId, domain: name, reference }: Placing, shared: readonly Role[]): Promise<Login> {
  const [role] = shared;
  if (role === undefined) throw new Error('An account without a role');
  const [old] = await tx.select().from(logins).where(sql`${logins.serviceId} = ${serviceId} and ${logins.role} = ${role}`);
  if (old !== undefined) return login.parse(old.login);
  for (const salt of ['', reference.slice(0, 4), reference.replace('-', '')]) {
    if (salt === '' && loginIsCut(name, shared)) continue;
    const row = { role, serviceId, login: loginFor(name, shared, salt.toLowerCase()) };
    const free = await tx.insert(logins).values(row).onConflictDoNothing().returning({ login: logins.login });
    if (free.length > 0) return row.login;
  }
  throw new Refused('CONFLICT', `No free login can be made for ${name}`, 'domain');
}

function placementRows(serviceId: number, generation: number, placed: Placed, accounts: PlanInput['accounts']) {
  return (['web', 'mail', 'dns'] as const).flatMap((role) => {
    const account = accounts[role];
    const on = role === 'dns' ? placed.dns : placed[role] === null ? [] : [placed[role]];
    return account === undefined ? [] : on.map((nodeId) => ({ serviceId, generation, role, nodeId, login: account.login, package: account.package }));
  });
}

export interface Placing {
  serviceId: number;
  generation: number;
  domain: Domain;
  reference: string;
  product: Product;
  mode: Mode;
  limits: ProductLimits;
}
export interface Placement {
  input: PlanInput;
  nodeNames: ReadonlyMap<number, string>;
  nodeIds: readonly number[];
}

/** Chooses nodes, takes logins and writes where each account goes. */
export async function place(tx: Tx, placing: Placing): Promise<Placement> {
  const { product, mode, limits, serviceId, generation } = placing;
  const shares = mode.accounts(mode.roles.filter((role) => product.roles.includes(role)));
  const { placed, names: nodeNames } = await nodesFor(tx, product, shares);
  const accounts: PlanInput['accounts'] = {};
  for (const shared of shares) {
    const account = { login: await loginOf(tx, placing, shared), package: packageFor(shared, limits, product.nameservers) };
    for (const role of shared) accounts[role] = account;
  }
  const rows = placementRows(serviceId, generation, placed, accounts);
  if (rows.length > 0) await tx.insert(placements).values(rows);
  const names = namesOf(placing.domain, product.vanity);
  const guest = product.vanity === null ? null : guestPlaces(await writeGuests(tx, serviceId, product.vanity, limits), names);
  return { input: { domain: placing.domain, accounts, nodes: placed, guest }, nodeNames, nodeIds: rows.map((row) => row.nodeId) };
}

/** Last in the transaction, since it makes concurrent orders for one node wait for each other. */
export async function countPlaced(tx: Tx, nodeIds: readonly number[], by: 1 | -1): Promise<void> {
  const rows = [...new Set(nodeIds)].toSorted((a, b) => a - b).map((nodeId) => ({ nodeId, placed: Math.max(0, by) }));
  if (rows.length > 0) await tx.insert(nodeLoads).values(rows).onConflictDoUpdate({ target: nodeLoads.nodeId, set: { placed: sql`greatest(${nodeLoads.placed} + ${by}, 0)` } });
}
