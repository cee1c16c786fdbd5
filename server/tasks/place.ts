/** What a service is given in the fleet: limits, logins, packages, nodes. All of it in the accepting transaction. */
import { and, eq, notInArray, sql } from 'drizzle-orm';
import type { Queryable, Tx } from '#db/client.ts';
import { groups, logins, nodeLoads, nodes, type placements, products } from '#db/schema/index.ts';
import { allocate, type Allocation, type Candidate, type Choice, type Placed } from '#server/core/allocate.ts';
import { laidOver, type LimitKey, limitKeys, limitWords, type ProductLimits, productLimits } from '#server/core/limits.ts';
import { modes } from '#server/core/modes/index.ts';
import { type Domain, login, type Login, loginFor, loginIsCut, type Role } from '#server/core/names.ts';
import type { WebTemplates } from '#server/core/site.ts';
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

/** The limits that an order's options set. */
export const optionedBy = (options: Readonly<Record<string, unknown>>): readonly LimitKey[] => limitKeys.filter((key) => options[key] !== undefined);

/** Limits of the product with the order's options laid over; an option that is no limit is not ours to judge. */
export function limitsOf(product: Product, options: Readonly<Record<string, unknown>>): ProductLimits {
  const given = Object.fromEntries(optionedBy(options).map((key) => [key, options[key]]));
  const parsed = productLimits.safeParse({ ...product.limits, ...given });
  if (parsed.success) return laidOver(parsed.data, {}, product.vanity !== null);
  const [issue] = parsed.error.issues;
  const key = limitKeys.find((one) => one === issue?.path[0]);
  throw new Refused('BAD_REQUEST', `${key === undefined ? 'A limit' : limitWords[key].label} ${issue?.message ?? 'is not valid'}`, key);
}

/** Nodes of the provider's own mail user and zone: a panel refuses a site under a domain that is another account's there. */
const hostsOf = ({ vanity }: Pick<Product, 'vanity'>): readonly number[] => (vanity === null ? [] : [vanity.mail.node, ...vanity.zone.nodes]);

/** The nodes of a product's group as a choice sees them; the hosts of a name's shared mail user and zone can't be chosen. */
export async function candidates(db: Queryable, { groupId, vanity }: Pick<Product, 'groupId' | 'vanity'>): Promise<readonly Candidate[]> {
  const fleet = await db.select({ id: nodes.id, name: nodes.name, roles: nodes.roles, state: nodes.state, weight: nodes.weight, maxAccounts: nodes.maxAccounts, placed: sql<number>`coalesce(${nodeLoads.placed}, 0)` })
    .from(nodes).leftJoin(nodeLoads, eq(nodeLoads.nodeId, nodes.id)).where(and(eq(nodes.groupId, groupId), notInArray(nodes.id, [0, ...hostsOf({ vanity })])));
  return fleet.map((node) => ({ ...node, roles: node.roles as Role[] }));
}

/** Why no node will ever do, in a sentence; null when it is only a matter of room. */
export function whyNever(found: Allocation, roles: readonly Role[], slug: string, hosts = false): string | null {
  if (found.ok || found.is === 'full') return null;
  if (hosts && found.is !== 'apart') return `No node has the role ${found.missing.join(', ')} beside those of the shared mail user and zone, where a name under the shared domain belongs to another account: add one to the group of product ${slug}`;
  if (found.is === 'apart') return `Product ${slug} needs a node of its own for each of its roles (${roles.join(', ')}): add nodes to its group, or take a role off it`;
  return `No node of the group has the role${found.missing.length > 1 ? 's' : ''} ${found.missing.join(', ')}, or it is off: add one on the dashboard, or take the role off product ${slug}`;
}

/**
 * One login per account, in the order of `shares`: that which the service has from before, or the plain one, or a salted
 * one where that is cut or another's. All that are missing in one statement.
 */
async function takeLogins(tx: Tx, { serviceId, domain: name, reference }: Placing, shares: readonly (readonly Role[])[]): Promise<readonly Login[]> {
  const taken = new Map<Role, Login>();
  for (const salt of ['', reference.slice(0, 4), reference.replace('-', '')]) {
    const rows = shares.flatMap((shared) => {
      const [role] = shared;
      return role === undefined || taken.has(role) || (salt === '' && loginIsCut(name, shared)) ? [] : [{ role, serviceId, login: loginFor(name, shared, salt.toLowerCase()) }];
    });
    const free = rows.length === 0 ? [] : await tx.insert(logins).values(rows).onConflictDoNothing().returning({ role: logins.role });
    for (const row of rows) if (free.some((one) => one.role === row.role)) taken.set(row.role, row.login);
    const found = shares.map(([role]) => (role === undefined ? undefined : taken.get(role))).filter((one) => one !== undefined);
    if (found.length === shares.length) return found;
    // Those that it has from before are in the way of the plain ones.
    if (salt === '') for (const row of await tx.select().from(logins).where(eq(logins.serviceId, serviceId))) taken.set(row.role, login.parse(row.login));
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
  roles: readonly Role[];
  nameservers: readonly string[];
  limits: ProductLimits;
  templates: WebTemplates | undefined;
}
export interface Placement {
  /** Null: the fleet has no room now, and nothing was placed. */
  input: PlanInput | null;
  logins: Partial<Record<Role, Login>>;
  choices: readonly Choice[];
}

/** Writes where each account goes, and why, and counts it: one statement, since every order of the group waits for its commit. */
async function writePlacements(tx: Tx, serviceId: number, choices: readonly Choice[], rows: readonly (typeof placements.$inferInsert)[]): Promise<void> {
  await tx.execute(sql`
    with placed as (insert into placements (service_id, generation, role, node_id, login, package)
      select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as ("serviceId" int, generation int, role text, "nodeId" int, login text, package text) returning node_id),
    chosen as (update services set choices = ${JSON.stringify(choices)}::jsonb where id = ${serviceId})
    insert into node_loads (node_id, placed) select distinct node_id, 1 from placed order by node_id
    on conflict (node_id) do update set placed = node_loads.placed + 1`);
}

/**
 * Takes logins, chooses nodes and writes where each account goes. The choice is made under the group's lock, so that the
 * orders of a moment see each other: from there on they come one after another, and what can be done before is.
 */
export async function place(tx: Tx, placing: Placing): Promise<Placement> {
  const { product, mode, limits, serviceId, generation } = placing;
  const shares = mode.accounts(placing.roles);
  const accounts: PlanInput['accounts'] = {};
  const names = await takeLogins(tx, placing, shares);
  for (const [at, shared] of shares.entries()) {
    const own = names[at];
    if (own === undefined) throw new Error('An account has no login');
    for (const role of shared) accounts[role] = { login: own, package: packageFor(shared, limits, placing.nameservers, placing.templates) };
  }
  const logins = Object.fromEntries(placing.roles.flatMap((role) => { const account = accounts[role]; return account === undefined ? [] : [[role, account.login]]; })) as Placement['logins'];
  await tx.execute(sql`select id from groups where id = ${product.groupId} for no key update`);
  const found = allocate(await candidates(tx, product), shares);
  const never = whyNever(found, shares.flat(), product.slug, product.vanity !== null);
  if (never !== null) throw new Refused('PRECONDITION_FAILED', never, 'product');
  if (!found.ok) return { input: null, logins, choices: found.is === 'full' ? found.choices : [] };
  await writePlacements(tx, serviceId, found.choices, placementRows(serviceId, generation, found.placed, accounts));
  const guest = product.vanity === null ? null : guestPlaces(await writeGuests(tx, serviceId, product.vanity, limits), namesOf(placing.domain, product.vanity));
  return { input: { domain: placing.domain, accounts, nodes: found.placed, guest }, logins, choices: found.choices };
}

/** A terminated service's nodes have room again. */
export async function uncount(tx: Tx, nodeIds: readonly number[]): Promise<void> {
  const ids = [...new Set(nodeIds)].toSorted((a, b) => a - b);
  if (ids.length === 0) return;
  await tx.execute(sql`select node_id from node_loads where node_id = any(${sql.param(ids)}::int[]) order by node_id for no key update`);
  await tx.execute(sql`update node_loads set placed = greatest(placed - 1, 0) where node_id = any(${sql.param(ids)}::int[])`);
}
