/** Groups and products: what an owner sells. */
import { asc, eq, inArray, sql } from 'drizzle-orm';
import * as z from 'zod';
import { groupList } from '#db/queries/groups.ts';
import { groups, logins, nodes, products, services } from '#db/schema/index.ts';
import { allocate } from '#server/core/allocate.ts';
import { productLimits } from '#server/core/limits.ts';
import { modes } from '#server/core/modes/index.ts';
import { domain, hostname, loginFor, packageName, roles, type Role } from '#server/core/names.ts';
import { roomRights, rooms } from '#server/core/rooms.ts';
import { vanityTerms, type VanityTerms } from '#server/core/vanity.ts';
import { defaultZone, zoneTerms } from '#server/core/zone.ts';
import { whyNoRoom } from '#server/core/why.ts';
import type { GuestPlaces } from '#server/core/wish.ts';
import { Refused } from '#server/refused.ts';
import { candidates, whyNever } from '#server/tasks/place.ts';
import type { Api } from '../context.ts';
import { may, router } from '../trpc.ts';

const group = z.object({ name: z.string().trim().min(1, 'Name is missing').max(60), nameservers: z.array(hostname).min(1, 'At least one nameserver').max(8, 'At most 8 nameservers') });

export const groupsRouter = router({
  list: may('look').query(({ ctx }) => groupList(ctx.api.db)),
  save: may('house').input(group.extend({ id: z.number().int().optional() })).mutation(async ({ ctx, input: { id, ...set } }) => {
    const [taken] = await ctx.api.db.select({ id: groups.id }).from(groups).where(eq(groups.name, set.name));
    if (taken !== undefined && taken.id !== id) throw new Refused('CONFLICT', `A group ${set.name} exists already`, 'name');
    const [row] = id === undefined ? await ctx.api.db.insert(groups).values(set).onConflictDoNothing().returning() : await ctx.api.db.update(groups).set(set).where(eq(groups.id, id)).returning();
    if (row === undefined) throw new Refused('CONFLICT', id === undefined ? `A group ${set.name} exists already` : `Group #${id} is not there any more`, 'name');
    return { id: row.id };
  }),
});

const product = z.object({
  slug: z.string().trim().regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'Short name is not valid: small letters, digits and dashes'),
  name: z.string().trim().min(1, 'Name is missing').max(100),
  mode: z.string().refine((name) => Object.hasOwn(modes, name), 'Choose one of the modes'),
  groupId: z.number().int(),
  roles: z.array(z.enum(roles)).min(1, 'At least one role'),
  limits: productLimits,
  phpTemplate: z.string().trim().regex(/^[A-Za-z0-9_.-]{1,40}$/, 'PHP template is not valid').optional(),
  vanity: vanityTerms.nullable().default(null),
  zone: zoneTerms.default(defaultZone),
  rooms: z.partialRecord(z.enum(rooms), z.enum(roomRights)).default({}),
});

/** A mode without guests has no terms for them; one with guests needs all roles, and places that are there and not a service's. */
async function checkedTerms({ db }: Api, { mode, roles: own, vanity }: { mode: string; roles: readonly Role[]; vanity: VanityTerms | null }): Promise<VanityTerms | null> {
  if (modes[mode]?.guest !== true) return null;
  if (vanity === null) throw new Refused('BAD_REQUEST', 'A Vanity product needs a shared domain, a shared mail user and a zone', 'vanity.domains');
  if (roles.some((role) => !own.includes(role))) throw new Refused('BAD_REQUEST', 'A Vanity product has all roles', 'roles');
  const there = await db.select({ id: nodes.id, roles: nodes.roles }).from(nodes).where(inArray(nodes.id, [vanity.mail.node, ...vanity.zone.nodes]));
  const has = (id: number, role: Role): boolean => there.some((node) => node.id === id && node.roles.includes(role));
  if (!has(vanity.mail.node, 'mail')) throw new Refused('BAD_REQUEST', 'Choose a node with the mail role', 'vanity.mail.node');
  if (!vanity.zone.nodes.every((id) => has(id, 'dns'))) throw new Refused('BAD_REQUEST', 'Choose nodes with the DNS role', 'vanity.zone.nodes');
  const taken = await db.select({ login: logins.login }).from(logins).where(inArray(logins.login, [vanity.mail.login, vanity.zone.login]));
  if (taken[0] !== undefined) throw new Refused('CONFLICT', `${taken[0].login} is the account of a service`, taken[0].login === String(vanity.mail.login) ? 'vanity.mail.login' : 'vanity.zone.login');
  return vanity;
}

/** Its services are built as the mode plans them, so that one with services keeps its mode. */
async function keepsMode({ db }: Api, id: number, mode: string): Promise<void> {
  const [used] = await db.select({ mode: products.mode }).from(products).innerJoin(services, eq(services.productId, products.id)).where(eq(products.id, id)).limit(1);
  if (used !== undefined && used.mode !== mode) throw new Refused('CONFLICT', `This product has services that are ${modes[used.mode]?.title ?? used.mode}: it keeps its mode, make a new product instead`, 'mode');
}

const { login: previewOwner } = vanityTerms.shape.mail.parse({ node: 7, login: 'shared' });
const guestPreview: GuestPlaces = { mailbox: { node: 7, owner: previewOwner, address: 'customer@your-domain.com' }, record: { nodes: [8, 9], owner: previewOwner } };

/** The plan as it would be on made-up nodes, for the editor's picture. */
function previewOf(modeName: string, wanted: readonly Role[]) {
  const mode = modes[modeName];
  if (mode === undefined) return [];
  const name = domain.parse(mode.guest ? 'customer.your-domain.com' : 'customer.com');
  const taken = mode.roles.filter((role) => mode.guest || wanted.includes(role));
  const shared = mode.accounts(taken);
  const accounts = Object.fromEntries(shared.flatMap((own) => own.map((role) => [role, { login: loginFor(name, own), package: packageName.parse(`hw-${own.length === 1 ? role : 'all'}`) }])));
  const nodeOf = (role: Role): number | null => (shared.some((own) => own.includes(role)) ? 1 + shared.findIndex((own) => own.includes(role)) : null);
  const zones = shared.some((own) => own.length === 1 && own[0] === 'dns') ? [8, 9] : [nodeOf('dns')].filter((id) => id !== null);
  return mode.plan('deploy', { domain: name, accounts, nodes: { web: nodeOf('web'), mail: nodeOf('mail'), dns: zones }, guest: mode.guest ? guestPreview : null });
}

export const productsRouter = router({
  list: may('look').query(async ({ ctx }) => {
    const rows = await ctx.api.db.select({ product: products, group: groups.name, services: sql<number>`(select count(*) from services s where s.product_id = ${products.id} and s.live)` }).from(products).innerJoin(groups, eq(groups.id, products.groupId)).orderBy(asc(products.name));
    return rows.map((row) => ({ ...row.product, zone: row.product.zone ?? defaultZone, createdAt: row.product.createdAt.toISOString(), group: row.group, services: Number(row.services) }));
  }),
  preview: may('look').input(z.object({ mode: z.string(), roles: z.array(z.enum(roles)) })).query(({ input }) => previewOf(input.mode, input.roles)),
  /** Where an order would go now, and why; nothing is written. */
  dryRun: may('look').input(z.object({ groupId: z.number().int(), mode: z.string(), roles: z.array(z.enum(roles)) })).query(async ({ ctx, input }) => {
    const mode = modes[input.mode];
    if (mode === undefined) throw new Refused('NOT_FOUND', `There is no mode ${input.mode.slice(0, 40)}`, 'mode');
    const wanted = mode.roles.filter((role) => input.roles.includes(role));
    const found = allocate(await candidates(ctx.api.db, { groupId: input.groupId, vanity: null }), mode.accounts(wanted).filter((account) => account.length > 0));
    const never = whyNever(found, wanted, 'of this kind');
    return { never, waits: found.ok || never !== null ? null : whyNoRoom(found.is === 'full' ? found.choices : []), choices: found.ok || found.is === 'full' ? found.choices : [] };
  }),
  /** What a product of this group could choose from, as its nodes were last seen. */
  choices: may('look').input(z.object({ groupId: z.number().int() })).query(async ({ ctx, input }) => {
    const rows = await ctx.api.db.select({ probed: nodes.probed }).from(nodes).where(eq(nodes.groupId, input.groupId));
    // A shared mail user or zone may be on any node of the fleet.
    const hosts = await ctx.api.db.select({ id: nodes.id, name: nodes.name, roles: nodes.roles }).from(nodes).orderBy(asc(nodes.name));
    return { usualPhp: (await ctx.api.settings.all()).provisioning.phpTemplate, phpTemplates: [...new Set(rows.flatMap((row) => row.probed?.phpTemplates ?? []))].toSorted(), modes: Object.values(modes).map(({ name, title, summary, roles: able, guest }) => ({ name, title, summary, roles: able, guest })), hosts };
  }),
  save: may('house').input(product.extend({ id: z.number().int().optional() })).mutation(async ({ ctx, input: { id, ...given } }) => {
    const phpTemplate = given.phpTemplate ?? (id === undefined ? (await ctx.api.settings.all()).provisioning.phpTemplate : undefined);
    const set = { ...given, phpTemplate, vanity: await checkedTerms(ctx.api, given) };
    if (id !== undefined) await keepsMode(ctx.api, id, given.mode);
    const [row] = id === undefined ? await ctx.api.db.insert(products).values(set).onConflictDoNothing().returning() : await ctx.api.db.update(products).set(set).where(eq(products.id, id)).returning();
    if (row === undefined) throw new Refused('CONFLICT', `A product ${set.slug} exists already`, 'slug');
    return { id: row.id };
  }),
});

/** The side bar's counts, and whether anybody works. */
export const fleetRouter = router({
  summary: may('look').query(async ({ ctx }) => {
    const { rows } = await ctx.api.db.execute<{ services: number; open: number; failed: number; nodes: number; workers: number }>(sql`select
      (select count(*)::int from ${services} where live) as services,
      (select count(*)::int from tasks where status in ('queued', 'running', 'retrying', 'postponed', 'cancelling')) as open,
      (select count(*)::int from ${services} where state = 'failed') as failed,
      (select count(*)::int from nodes) as nodes,
      (select count(*)::int from processes where role in ('all', 'worker') and beat_at > now() - interval '15 seconds') as workers`);
    return rows[0] ?? { services: 0, open: 0, failed: 0, nodes: 0, workers: 0 };
  }),
});
