/** The staff's services: list, one service, and what can be done to it. */
import { eq, sql } from 'drizzle-orm';
import * as z from 'zod';
import { openOrphans } from '#db/queries/orphans.ts';
import { serviceDetail, servicePage } from '#db/queries/services.ts';
import { countedOf, usageDaysOf } from '#db/queries/usage.ts';
import { viewOf } from '#db/queries/view.ts';
import { instances } from '#db/schema/index.ts';
import { pointing } from '#server/certs/pointing.ts';
import { limit, limitKeys } from '#server/core/limits.ts';
import { password, roles } from '#server/core/names.ts';
import { serviceStates } from '#server/core/operation.ts';
import { gaugesOf } from '#server/core/usage.ts';
import { Refused } from '#server/refused.ts';
import { ask, type Request, rebuild, syncNow } from '#server/tasks/command.ts';
import { contentsOf } from '#server/tasks/contents.ts';
import { homeOf } from '#server/tasks/home.ts';
import { resyncRole } from '#server/tasks/resync.ts';
import { retryFailed } from '#server/tasks/retry.ts';
import { repair, verify } from '#server/tasks/verify.ts';
import { order as orderInput } from '#server/whmcs/contract.ts';
import { queuedIn } from '#server/whmcs/queue.ts';
import type { Context } from '../context.ts';
import { may, router, surely } from '../trpc.ts';
import { newPassword, place } from './service.ts';

const byId = z.object({ id: z.number().int() });
/** For what can't be undone: the domain as it was typed, and the generation that the page showed. */
const meant = byId.extend({ domain: z.string({ error: 'Type the domain' }).max(300), generation: z.number().int(), backup: z.boolean().default(false) });
type Meant = z.output<typeof meant>;

interface By extends Context {
  caller: { name: string };
}
const asked = ({ api, caller }: By, id: number, request: Request) => ask(api.engine, id, request, caller.name);
const built = async ({ api, caller }: By, kind: 'redeploy' | 'reset', { id, ...seen }: Meant) => ({ generation: await rebuild(api.engine, id, { kind, openedBy: caller.name, ...seen }) });

export const servicesRouter = router({
  list: may('look').input(z.object({ search: z.string().max(200).optional(), state: z.enum(serviceStates).optional(), drifted: z.boolean().optional(), size: z.number().int().min(10).max(200).default(50), after: z.number().int().optional() })).query(({ ctx, input }) => servicePage(ctx.api.db, input)),
  byId: may('look').input(byId).query(async ({ ctx, input }) => {
    const [view, detail, counted, days] = await Promise.all([viewOf(ctx.api.db, input.id, homeOf), serviceDetail(ctx.api.db, input.id), countedOf(ctx.api.db, input.id), usageDaysOf(ctx.api.db, input.id)]);
    if (view === null || detail === null) throw new Refused('NOT_FOUND', `Service #${input.id} is not there`);
    return { view, detail: { ...detail, usage: [...gaugesOf(detail.limits, counted)], days: [...days] }, now: new Date().toISOString() };
  }),
  /** The same door as WHMCS's, as the built-in instance; makes up a service number and, without one, a password. */
  create: may('drive').input(orderInput.omit({ serviceId: true, clientId: true, customFields: true, password: true })).mutation(async ({ ctx, input }) => {
    const [builtin] = await ctx.api.db.select().from(instances).where(eq(instances.builtin, true));
    if (builtin === undefined) throw new Error('The built-in instance is missing');
    const { rows } = await ctx.api.db.execute<{ n: number }>(sql`select coalesce(max(id), 0) + 1 as n from services`);
    const serviceId = `d${rows[0]?.n ?? 1}-${Date.now().toString(36)}`;
    const order = { ...input, serviceId, clientId: 'dashboard', customFields: {}, password: newPassword() };
    return place(ctx.api, { instanceId: builtin.id, name: ctx.caller.name }, order);
  }),
  /** Where its names point, asked of their nameservers now. */
  pointing: may('look').input(byId).query(({ ctx, input }) => pointing(ctx.api.engine, input.id)),
  /** Only looks, at the nodes as they are now. */
  verify: may('care').input(byId).mutation(({ ctx, input }) => verify(ctx.api.engine, input.id)),
  /** Mends what differs, or only the parts that are named. */
  repair: may('drive').input(byId.extend({ keys: z.array(z.string().max(200)).max(200).optional() })).mutation(async ({ ctx, input: { id, keys } }) => ({ steps: await repair(ctx.api.engine, id, { by: ctx.caller.name, ...(keys !== undefined && { keys }) }) })),
  /** What stands on its nodes now, for the one who is about to destroy it. */
  contents: may('look').input(byId).query(({ ctx, input }) => contentsOf(ctx.api.engine, input.id)),
  /** Writes a role's part again, on all of its nodes or on one; a nameserver that has no copy yet gets one. */
  resyncRole: may('drive').input(byId.extend({ role: z.enum(roles), nodeId: z.number().int().optional() })).mutation(async ({ ctx, input: { id, ...wish } }) => ({ operation: await resyncRole(ctx.api.engine, id, { ...wish, by: ctx.caller.name }) })),
  /** What waits in the Module Queues of all WHMCS; of one service when it is named. */
  moduleQueue: may('look').input(z.object({ id: z.number().int().optional() })).query(async ({ ctx, input }) => [...(await queuedIn(ctx.api.db, input.id))]),
  orphans: may('look').query(({ ctx }) => openOrphans(ctx.api.db)),
  suspend: may('drive').input(byId).mutation(({ ctx, input }) => asked(ctx, input.id, { command: 'suspend' })),
  unsuspend: may('drive').input(byId).mutation(({ ctx, input }) => asked(ctx, input.id, { command: 'unsuspend' })),
  changePassword: may('care').input(byId.extend({ password })).mutation(({ ctx, input }) => asked(ctx, input.id, { command: 'changePassword', password: input.password })),
  /** To the limits of the product as it is now: what was ordered on top comes with WHMCS's own change of package. */
  changePackage: may('drive').input(byId.extend({ product: z.string().min(1, 'Choose a product').max(64) })).mutation(({ ctx, input }) => asked(ctx, input.id, { command: 'changePackage', product: input.product, options: {} })),
  /** Of this service alone, until it is given back to what was ordered: product and options no longer count for it. */
  setLimit: may('drive').input(byId.extend({ key: z.enum(limitKeys), limit })).mutation(({ ctx, input: { id, ...wish } }) => asked(ctx, id, { command: 'changePackage', ...wish })),
  resetLimit: may('drive').input(byId.extend({ key: z.enum(limitKeys) })).mutation(({ ctx, input: { id, key } }) => asked(ctx, id, { command: 'changePackage', key, limit: 'ordered' })),
  reset: surely('drive').input(meant).mutation(({ ctx, input }) => built(ctx, 'reset', input)),
  redeploy: surely('drive').input(meant).mutation(({ ctx, input }) => built(ctx, 'redeploy', input)),
  terminate: surely('drive').input(meant).mutation(({ ctx, input: { id, ...seen } }) => ask(ctx.api.engine, id, { command: 'terminate' }, ctx.caller.name, seen)),
  /** The panel counts what it uses, and the figures follow. */
  syncNow: may('care').input(byId).mutation(async ({ ctx, input }) => ({ operation: await syncNow(ctx.api.engine, input.id, ctx.caller.name) })),
  retryFailed: may('care').input(byId).mutation(async ({ ctx, input }) => ({ retried: await retryFailed(ctx.api.engine, input.id, ctx.caller.name) })),
});
