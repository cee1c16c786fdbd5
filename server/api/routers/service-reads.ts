/** What WHMCS asks, and what it tells of itself: nothing of it changes a service. */
import { asc, eq, sql } from 'drizzle-orm';
import { accountsOf, changesSince, countedOfInstance, type Cursor, statusOf } from '#db/queries/instance.ts';
import { instances, nodes, products } from '#db/schema/index.ts';
import { limitKeysOf, type ProductLimits } from '#server/core/limits.ts';
import { pendingLine } from '#server/core/lifecycle.ts';
import type { Role } from '#server/core/names.ts';
import { Refused } from '#server/refused.ts';
import { serviceByExternalId } from '#server/tasks/open.ts';
import { contract, MODULE_VERSION } from '#server/whmcs/contract.ts';
import { acknowledgeChanges, pendingChanges } from '#server/whmcs/pull.ts';
import { keepQueue } from '#server/whmcs/queue.ts';
import type { Api } from '../context.ts';
import { door } from '../trpc.ts';

const CHANGES = 500;
const START = '1970-01-01 00:00:00+00';

export async function found(api: Api, instanceId: number, externalId: string) {
  const service = await serviceByExternalId(api.db, instanceId, externalId);
  if (service === undefined) throw new Refused('NOT_FOUND', `Service ${externalId} is not known here`);
  return service;
}

/** What all accounts of a service may hold together; null when one of them is unlimited. */
function diskLimit(limits: ProductLimits, roles: readonly Role[], named: boolean): number | null {
  const each = limitKeysOf(roles, named).filter((key) => /_disk_quota$|_mail_quota$/.test(key)).map((key) => limits[key]);
  return each.includes(null) ? null : each.reduce<number>((sum, one) => sum + (one ?? 0), 0);
}

/** Which time, and which service of that time. Any text that is none begins at the beginning. */
function cursorIn(text: string): Cursor {
  const [, at, id] = /^(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d[\d.]*[+-]\d\d(?::\d\d)?)~(\d{1,9})$/.exec(text) ?? [];
  return at === undefined ? { at: START, id: 0 } : { at, id: Number(id) };
}

async function factsOf({ db }: Api) {
  const [[counted], all] = await Promise.all([
    db.select({ n: sql<number>`count(*)::int` }).from(products),
    db.select({ name: nodes.name, down: sql<boolean>`coalesce(${nodes.circuitUntil} > now(), false) or ${nodes.alarm} is not null` }).from(nodes).where(sql`${nodes.state} <> 'off'`).orderBy(asc(nodes.name)),
  ]);
  return { products: counted?.n ?? 0, nodes: all.length, nodesDown: all.filter((node) => node.down).map((node) => node.name) };
}

/** What the last call to the API of this WHMCS came to. */
async function callBackOf({ db }: Api, instanceId: number): Promise<{ ok: boolean; message: string } | null> {
  const [row] = await db.select({ on: instances.apiSecret, okAt: instances.apiOkAt, error: instances.apiError }).from(instances).where(eq(instances.id, instanceId));
  if (row?.on == null) return null;
  return { ok: row.error === null, message: row.error ?? (row.okAt === null ? 'Not called yet' : 'It answers') };
}

export const serviceReads = {
  status: door.input(contract.status.input).output(contract.status.output).query(async ({ ctx, input }) => {
    const { id, reference, domain, state, wanted, generation } = await found(ctx.api, ctx.caller.instanceId, input.serviceId);
    const [progress, { newest, ...more }] = await Promise.all([ctx.api.progressOf(id), statusOf(ctx.api.db, id)]);
    return { serviceId: input.serviceId, id, reference, domain, state, wanted, generation, ...progress, product: more.product, login: more.login, pending: pendingLine({ state, wanted }, newest), url: `${ctx.api.publicUrl}/services/${id}` };
  }),
  ping: door.output(contract.ping.output).query(async ({ ctx }) => ({
    ok: true, instance: ctx.caller.name, version: ctx.api.version, module: MODULE_VERSION, now: new Date().toISOString(), ...(await factsOf(ctx.api)), callback: await callBackOf(ctx.api, ctx.caller.instanceId),
  })),
  products: door.output(contract.products.output).query(async ({ ctx }) => ({ products: await ctx.api.db.select({ slug: products.slug, name: products.name, mode: products.mode }).from(products).orderBy(asc(products.name)) })),
  usage: door.output(contract.usage.output).query(async ({ ctx }) => {
    const all = await countedOfInstance(ctx.api.db, ctx.caller.instanceId);
    return {
      // What was never counted is not zero.
      services: all.filter(({ counted }) => counted.length > 0).map(({ serviceId, username, desired, counted }) => {
        const sum = (of: (one: (typeof counted)[number]['figures']) => number) => counted.reduce((total, { figures }) => total + of(figures), 0);
        const most = (of: (one: (typeof counted)[number]['figures']) => number) => Math.max(...counted.map(({ figures }) => of(figures)));
        return {
          serviceId, username, diskMb: sum((one) => one.diskMb), diskLimitMb: diskLimit(desired.limits, desired.roles, desired.vanity !== null), bandwidthMb: most((one) => one.bandwidthMb), bandwidthLimitMb: desired.limits.web_bandwidth,
          mailAccounts: sum((one) => one.mailAccounts), databases: sum((one) => one.databases), at: counted.map(({ at }) => at).toSorted().at(-1) ?? '',
        };
      }),
    };
  }),
  accounts: door.output(contract.accounts.output).query(async ({ ctx }) => ({ accounts: await accountsOf(ctx.api.db, ctx.caller.instanceId) })),
  changes: door.input(contract.changes.input).output(contract.changes.output).query(async ({ ctx, input }) => {
    const { cursor, more, services } = await changesSince(ctx.api.db, ctx.caller.instanceId, cursorIn(input.cursor), CHANGES);
    // By whichever way it is told, a host can keep these fields to themselves.
    const { product } = (await ctx.api.settings.all()).callBacks;
    const hidden = product ? {} : { username: '', dedicatedIp: '', nameservers: [] };
    return { cursor: `${cursor.at}~${cursor.id}`, more, services: services.map((one) => ({ ...one, ...hidden })) };
  }),
  pending: door.input(contract.pending.input).output(contract.pending.output).query(({ ctx, input }) => pendingChanges(ctx.api.db, ctx.caller.instanceId, ctx.api.publicUrl, input.cursor)),
  queued: door.input(contract.queued.input).output(contract.queued.output).mutation(async ({ ctx, input }) => ({ kept: await keepQueue(ctx.api.db, ctx.caller.instanceId, input) })),
  told: door.input(contract.told.input).output(contract.told.output).mutation(async ({ ctx, input }) => ({ told: await acknowledgeChanges(ctx.api.db, ctx.caller.instanceId, input.ids) })),
};
