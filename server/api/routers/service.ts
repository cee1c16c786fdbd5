/** WHMCS's door: a public, versioned API. Inputs are taken as PHP sends them, outputs are strict. */
import { randomBytes } from 'node:crypto';
import { and, eq, isNotNull, isNull, sql } from 'drizzle-orm';
import type { z } from 'zod';
import { services } from '#db/schema/index.ts';
import { table } from '#server/core/lifecycle.ts';
import { Secret } from '#server/core/secret.ts';
import { isUsual } from '#server/core/site.ts';
import { Refused } from '#server/refused.ts';
import { askByExternalId, rebuild, type Request } from '#server/tasks/command.ts';
import { forceTerminate } from '#server/tasks/force.ts';
import { orderedDomain } from '#server/tasks/guest.ts';
import { open, type Accepted } from '#server/tasks/open.ts';
import { retryFailed } from '#server/tasks/retry.ts';
import { repair } from '#server/tasks/verify.ts';
import { contract, order } from '#server/whmcs/contract.ts';
import type { Api } from '../context.ts';
import { door, router } from '../trpc.ts';
import { found, serviceReads } from './service-reads.ts';
import { signOnDoors } from './sign-on.ts';

export type OrderInput = z.output<typeof order>;
type Standing = z.output<typeof contract.suspend.output>;

/** Long enough for any panel, without the letters that read alike. */
export const newPassword = (): Secret => new Secret(randomBytes(15).toString('base64url'));

const answer = (externalId: string, domain: string, { id, reference, state, generation, logins }: Accepted) => ({ serviceId: externalId, id, reference, domain, state, generation, logins });

/** The same procedure for WHMCS and for the dashboard's *New service*. */
export async function place(api: Api, instance: { instanceId: number; name: string }, input: OrderInput) {
  const names = { name: input.customFields['vanity_name'], shared: input.options['vanity_domain'] };
  const domainName = await orderedDomain(api.db, { domain: input.domain ?? null, product: input.product, ...names });
  const { provisioning: { webTemplate, proxyTemplate } } = await api.settings.all();
  const templates = { web: webTemplate, proxy: proxyTemplate };
  const wish = { ...input, domain: domainName, externalId: input.serviceId, instanceId: instance.instanceId, openedBy: instance.name, password: input.password ?? newPassword(), templates: isUsual(templates) ? undefined : templates };
  const accepted = await open(api.db, { boss: api.boss, sealer: api.sealer, policies: () => api.engine.policies() }, wish);
  // Create on a failed service resumes its chain; WHMCS repeats Create until it is told success.
  if (!accepted.fresh && accepted.state === 'failed') await retryFailed(api.engine, accepted.id, instance.name);
  // An order for it is the word that it is there after all.
  if (!accepted.fresh) await api.db.update(services).set({ strayAt: null }).where(and(eq(services.id, accepted.id), isNotNull(services.strayAt)));
  return answer(input.serviceId, domainName, accepted);
}

/** The wish is written and answered for; of a service that is not there, the table says what the request means. */
async function request(api: Api, caller: { instanceId: number; name: string }, externalId: string, wish: Request): Promise<Standing> {
  const now = await askByExternalId(api.engine, { instanceId: caller.instanceId, externalId }, wish, caller.name);
  if (now !== null) return { serviceId: externalId, ...now };
  const meaning = table[wish.command].none;
  if (typeof meaning === 'object') throw new Refused('NOT_FOUND', meaning.refuse);
  return { serviceId: externalId, state: 'none', wanted: 'terminated', generation: 0 };
}

/** What a button in WHMCS may build anew without asking twice: nothing that a customer already uses. */
async function redeploy(api: Api, caller: { instanceId: number; name: string }, externalId: string): Promise<Standing> {
  const { id, state, wanted } = await found(api, caller.instanceId, externalId);
  if (state === 'active' || state === 'suspended') throw new Refused('CONFLICT', 'A redeployment deletes the website and the mail of this service: do it on the dashboard, which asks for its domain first');
  const generation = await rebuild(api.engine, id, { kind: 'redeploy', openedBy: caller.name });
  return { serviceId: externalId, state: 'deploying', wanted, generation };
}

/** Its WHMCS has forgotten it. It goes on until somebody ends it: a record is deleted by mistake as well. */
async function deleted(api: Api, instanceId: number, externalId: string): Promise<boolean> {
  const marked = await api.db.update(services).set({ strayAt: sql`now()` }).where(and(eq(services.instanceId, instanceId), eq(services.externalId, externalId), services.live, isNull(services.strayAt))).returning({ id: services.id });
  if (marked.length > 0) api.log.warn({ service: marked[0]?.id }, 'A service was deleted in WHMCS without being terminated');
  return marked.length > 0;
}

const { create, suspend, unsuspend, terminate, changePassword, changePackage } = contract;

export const serviceRouter = router({
  ...serviceReads,
  ...signOnDoors,
  create: door.input(create.input).output(create.output).mutation(async ({ ctx, input }) => {
    const unknown = Object.keys(input).filter((key) => !Object.hasOwn(order.shape, key));
    if (unknown.length > 0) ctx.api.log.info({ unknown: unknown.slice(0, 20), instance: ctx.caller.name }, 'An order has keys that this version does not know');
    return place(ctx.api, ctx.caller, input);
  }),
  suspend: door.input(suspend.input).output(suspend.output).mutation(({ ctx, input }) => request(ctx.api, ctx.caller, input.serviceId, { command: 'suspend' })),
  unsuspend: door.input(unsuspend.input).output(unsuspend.output).mutation(({ ctx, input }) => request(ctx.api, ctx.caller, input.serviceId, { command: 'unsuspend' })),
  terminate: door.input(terminate.input).output(terminate.output).mutation(({ ctx, input }) => request(ctx.api, ctx.caller, input.serviceId, { command: 'terminate' })),
  changePassword: door.input(changePassword.input).output(changePassword.output).mutation(({ ctx, input }) => request(ctx.api, ctx.caller, input.serviceId, { command: 'changePassword', password: input.password })),
  changePackage: door.input(changePackage.input).output(changePackage.output).mutation(({ ctx, input }) => request(ctx.api, ctx.caller, input.serviceId, { command: 'changePackage', product: input.product, options: input.options })),
  redeploy: door.input(contract.redeploy.input).output(contract.redeploy.output).mutation(({ ctx, input }) => redeploy(ctx.api, ctx.caller, input.serviceId)),
  /** For a node that is lost: what is left on it is listed and goes when it is back. */
  forceTerminate: door.input(contract.forceTerminate.input).output(contract.forceTerminate.output).mutation(async ({ ctx, input }) => {
    const service = await found(ctx.api, ctx.caller.instanceId, input.serviceId);
    return { serviceId: input.serviceId, ...(await forceTerminate(ctx.api.engine, service.id, ctx.caller.name)) };
  }),
  /** Looks at every node of the service and mends what differs; answers how many steps that takes. */
  repair: door.input(contract.repair.input).output(contract.repair.output).mutation(async ({ ctx, input }) => {
    const service = await found(ctx.api, ctx.caller.instanceId, input.serviceId);
    return { serviceId: input.serviceId, steps: await repair(ctx.api.engine, service.id, { by: ctx.caller.name }) };
  }),
  /** A renewal changes nothing here: it is answered so that WHMCS can go on. */
  renew: door.input(contract.renew.input).output(contract.renew.output).mutation(({ input }) => ({ serviceId: input.serviceId, renewed: true })),
  retry: door.input(contract.retry.input).output(contract.retry.output).mutation(async ({ ctx, input }) => {
    const service = await found(ctx.api, ctx.caller.instanceId, input.serviceId);
    return { serviceId: input.serviceId, retried: await retryFailed(ctx.api.engine, service.id, ctx.caller.name) };
  }),
  deleted: door.input(contract.deleted.input).output(contract.deleted.output).mutation(async ({ ctx, input }) => ({ serviceId: input.serviceId, orphaned: await deleted(ctx.api, ctx.caller.instanceId, input.serviceId) })),
});
