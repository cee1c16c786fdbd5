/** WHMCS's door: a public, versioned API. Inputs are taken as PHP sends them, outputs are strict. */
import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { table, wishes } from '#server/core/lifecycle.ts';
import { domain, email, password, roles } from '#server/core/names.ts';
import { serviceStates } from '#server/core/operation.ts';
import { Secret } from '#server/core/secret.ts';
import { Refused } from '#server/refused.ts';
import { ask, type Request } from '#server/tasks/command.ts';
import { forceTerminate } from '#server/tasks/force.ts';
import { orderedDomain } from '#server/tasks/guest.ts';
import { open, serviceByExternalId, type Accepted } from '#server/tasks/open.ts';
import { retryFailed } from '#server/tasks/retry.ts';
import { repair } from '#server/tasks/verify.ts';
import type { Api } from '../context.ts';
import { door, router } from '../trpc.ts';

/** PHP writes an empty value as null, and a number where a text is meant. */
const text = (label: string, most: number, fallback = '') =>
  z.union([z.string(), z.number(), z.null()], { error: `${label} is not a text` }).transform((raw) => String(raw ?? fallback).trim()).pipe(z.string().max(most, `${label} is longer than ${most} characters`)).default(fallback);
const id = (label: string) => z.union([z.string(), z.number()], { error: `${label} is missing` }).transform(String).pipe(z.string().regex(/^[A-Za-z0-9_-]{1,64}$/, `${label} is not valid`));
/** PHP writes an empty map as an empty list. */
const map = z.preprocess((raw) => (raw === null || raw === undefined || (Array.isArray(raw) && raw.length === 0) ? {} : raw), z.record(z.string(), z.unknown(), { error: 'A map of options is expected' }));

const productName = text('product', 64).pipe(z.string().min(1, 'Product is missing'));
const optionalPassword = z.preprocess((raw) => (raw === '' || raw === null ? undefined : raw), password.optional());

export const orderInput = z.object({
  serviceId: id('serviceId'),
  clientId: id('clientId'),
  /** A product that sells names may have one in its custom field instead. */
  domain: z.preprocess((raw) => (raw === '' || raw === null ? undefined : raw), domain.optional()),
  product: productName,
  email: z.string({ error: 'E-mail address is missing' }).trim().pipe(email),
  name: text('name', 200),
  password: optionalPassword,
  options: map,
  customFields: map,
  language: text('language', 32, 'english'),
});
export type OrderInput = z.output<typeof orderInput>;

const accepted = z.object({
  serviceId: z.string(),
  id: z.number(),
  reference: z.string(),
  state: z.enum(serviceStates),
  generation: z.number(),
  logins: z.partialRecord(z.enum(roles), z.string()),
});

/** Long enough for any panel, without the letters that read alike. */
export const newPassword = (): Secret => new Secret(randomBytes(15).toString('base64url'));

const answer = (externalId: string, { id: serviceId, reference, state, generation, logins }: Accepted) => ({ serviceId: externalId, id: serviceId, reference, state, generation, logins });

/** The same procedure for WHMCS and for the dashboard's *New service*. */
export async function place(api: Api, instance: { instanceId: number; name: string }, input: OrderInput) {
  const names = { name: input.customFields['vanity_name'], shared: input.options['vanity_domain'] };
  const domainName = await orderedDomain(api.db, { domain: input.domain ?? null, product: input.product, ...names });
  const order = { ...input, domain: domainName, externalId: input.serviceId, instanceId: instance.instanceId, openedBy: instance.name, password: input.password ?? newPassword() };
  const found = await open(api.db, { boss: api.boss, sealer: api.sealer, policies: () => api.engine.policies() }, order);
  // Create on a failed service resumes its chain; WHMCS repeats Create until it is told success.
  if (!found.fresh && found.state === 'failed') await retryFailed(api.engine, found.id);
  return answer(input.serviceId, found);
}

const byId = z.object({ serviceId: id('serviceId') });
const standing = z.object({ serviceId: z.string(), state: z.enum(['none', ...serviceStates]), wanted: z.enum(wishes), generation: z.number() });

/** The wish is written and answered for; of a service that is not there, the table says what the request means. */
async function request(api: Api, caller: { instanceId: number; name: string }, externalId: string, wish: Request): Promise<z.output<typeof standing>> {
  const service = await serviceByExternalId(api.db, caller.instanceId, externalId);
  if (service !== undefined) return { serviceId: externalId, ...(await ask(api.engine, service.id, wish, caller.name)) };
  const meaning = table[wish.command].none;
  if (typeof meaning === 'object') throw new Refused('NOT_FOUND', meaning.refuse);
  return { serviceId: externalId, state: 'none', wanted: 'terminated', generation: 0 };
}

async function found(api: Api, instanceId: number, externalId: string) {
  const service = await serviceByExternalId(api.db, instanceId, externalId);
  if (service === undefined) throw new Refused('NOT_FOUND', `Service ${externalId} is not known here`);
  return service;
}

export const serviceRouter = router({
  create: door.input(orderInput.loose()).output(accepted).mutation(async ({ ctx, input }) => {
    const unknown = Object.keys(input).filter((key) => !Object.hasOwn(orderInput.shape, key));
    if (unknown.length > 0) ctx.api.log.info({ unknown: unknown.slice(0, 20), instance: ctx.caller.name }, 'An order has keys that this version does not know');
    return place(ctx.api, ctx.caller, input);
  }),
  status: door.input(byId).output(z.object({ serviceId: z.string(), id: z.number(), reference: z.string(), domain: z.string(), state: z.enum(serviceStates), generation: z.number(), done: z.number(), total: z.number(), error: z.string().nullable() })).query(async ({ ctx, input }) => {
    const service = await found(ctx.api, ctx.caller.instanceId, input.serviceId);
    const progress = await ctx.api.progressOf(service.id);
    return { serviceId: input.serviceId, id: service.id, reference: service.reference, domain: service.domain, state: service.state, generation: service.generation, ...progress };
  }),
  ping: door.output(z.object({ ok: z.literal(true), instance: z.string(), version: z.string() })).query(({ ctx }) => ({ ok: true, instance: ctx.caller.name, version: ctx.api.version })),
  suspend: door.input(byId).output(standing).mutation(({ ctx, input }) => request(ctx.api, ctx.caller, input.serviceId, { command: 'suspend' })),
  unsuspend: door.input(byId).output(standing).mutation(({ ctx, input }) => request(ctx.api, ctx.caller, input.serviceId, { command: 'unsuspend' })),
  terminate: door.input(byId).output(standing).mutation(({ ctx, input }) => request(ctx.api, ctx.caller, input.serviceId, { command: 'terminate' })),
  changePassword: door.input(byId.extend({ password })).output(standing).mutation(({ ctx, input }) => request(ctx.api, ctx.caller, input.serviceId, { command: 'changePassword', password: input.password })),
  changePackage: door.input(byId.extend({ product: productName, options: map })).output(standing).mutation(({ ctx, input }) => request(ctx.api, ctx.caller, input.serviceId, { command: 'changePackage', product: input.product, options: input.options })),
  /** For a node that is lost: what is left on it is listed and goes when it is back. */
  forceTerminate: door.input(byId).output(standing).mutation(async ({ ctx, input }) => {
    const service = await found(ctx.api, ctx.caller.instanceId, input.serviceId);
    return { serviceId: input.serviceId, ...(await forceTerminate(ctx.api.engine, service.id, ctx.caller.name)) };
  }),
  /** Looks at every node of the service and mends what differs; answers how many steps that takes. */
  repair: door.input(byId).output(z.object({ serviceId: z.string(), steps: z.number() })).mutation(async ({ ctx, input }) => {
    const service = await found(ctx.api, ctx.caller.instanceId, input.serviceId);
    return { serviceId: input.serviceId, steps: await repair(ctx.api.engine, service.id, { by: ctx.caller.name }) };
  }),
  /** A renewal changes nothing here: it is answered so that WHMCS can go on. */
  renew: door.input(byId).output(z.object({ serviceId: z.string(), renewed: z.literal(true) })).mutation(({ input }) => ({ serviceId: input.serviceId, renewed: true })),
  retry: door.input(byId).output(z.object({ serviceId: z.string(), retried: z.number() })).mutation(async ({ ctx, input }) => {
    const service = await found(ctx.api, ctx.caller.instanceId, input.serviceId);
    return { serviceId: input.serviceId, retried: await retryFailed(ctx.api.engine, service.id) };
  }),
});
