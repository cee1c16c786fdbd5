/**
 * What the WHMCS module and this server say to each other: every procedure of `service.*`, with what goes in and what
 * comes out. The router takes its schemas from here, the module its `lib/Contract.php` (`npm run contract` writes it),
 * and tests hold both to it. A public, versioned interface: things are added, nothing is renamed or removed.
 */
import * as z from 'zod';
import { wishes } from '#server/core/lifecycle.ts';
import { domain, email, password, roles } from '#server/core/names.ts';
import { serviceStates } from '#server/core/operation.ts';

/** `Client::VERSION` of the module beside this file; a test compares. */
export const MODULE_VERSION = '1.0.0';

/** PHP writes an empty value as null, and a number where a text is meant. */
const text = (label: string, most: number, fallback = '') =>
  z.union([z.string(), z.number(), z.null()], { error: `${label} is not a text` }).transform((raw) => String(raw ?? fallback).trim()).pipe(z.string().max(most, `${label} is longer than ${most} characters`)).default(fallback);
const id = (label: string) => z.union([z.string(), z.number()], { error: `${label} is missing` }).transform(String).pipe(z.string().regex(/^[A-Za-z0-9_-]{1,64}$/, `${label} is not valid`));
/** PHP writes an empty map as an empty list. */
const map = z.preprocess((raw) => (raw === null || raw === undefined || (Array.isArray(raw) && raw.length === 0) ? {} : raw), z.record(z.string(), z.unknown(), { error: 'A map of options is expected' }));
const orNothing = (raw: unknown): unknown => (raw === '' || raw === null ? undefined : raw);

const productName = text('product', 64).pipe(z.string().min(1, 'Product is missing'));
const byId = z.object({ serviceId: id('serviceId') });
const nothing = z.object({});

export const order = z.object({
  serviceId: id('serviceId'),
  clientId: id('clientId'),
  /** A product that sells names may have one in its custom field instead. */
  domain: z.preprocess(orNothing, domain.optional()),
  product: productName,
  email: z.string({ error: 'E-mail address is missing' }).trim().pipe(email),
  name: text('name', 200),
  password: z.preprocess(orNothing, password.optional()),
  options: map,
  customFields: map,
  language: text('language', 32, 'english'),
});

/** A person of the WHMCS's own staff. */
const admin = z.object({ id: id('admin.id'), name: text('admin.name', 100), email: text('admin.email', 200) });

const accepted = z.object({
  serviceId: z.string(),
  id: z.number(),
  reference: z.string(),
  domain: z.string(),
  state: z.enum(serviceStates),
  generation: z.number(),
  logins: z.partialRecord(z.enum(roles), z.string()),
});
const standing = z.object({ serviceId: z.string(), state: z.enum(['none', ...serviceStates]), wanted: z.enum(wishes), generation: z.number() });
const status = z.object({
  serviceId: z.string(),
  id: z.number(),
  reference: z.string(),
  domain: z.string(),
  product: z.string(),
  state: z.enum(serviceStates),
  wanted: z.enum(wishes),
  generation: z.number(),
  /** Steps of the newest lifecycle operation. */
  done: z.number(),
  total: z.number(),
  /** The first failed step's sentence, for staff. */
  error: z.string().nullable(),
  /** What is still to come of what was asked for, one line for staff; null when all is as it should be. */
  pending: z.string().nullable(),
  login: z.string().nullable(),
  /** Of the staff's dashboard. */
  url: z.string(),
});

/** In MB; a limit of null is unlimited. */
const used = z.object({ serviceId: z.string(), username: z.string(), diskMb: z.number(), diskLimitMb: z.number().nullable(), bandwidthMb: z.number(), bandwidthLimitMb: z.number().nullable(), mailAccounts: z.number(), databases: z.number(), at: z.string() });
const account = z.object({ serviceId: z.string(), email: z.string(), username: z.string(), domain: z.string(), product: z.string(), primaryIp: z.string(), createdAt: z.string(), state: z.enum(serviceStates) });
const change = z.object({
  serviceId: z.string(),
  state: z.enum(serviceStates),
  wanted: z.enum(wishes),
  generation: z.number(),
  domain: z.string(),
  /** Empty until a service has one. */
  username: z.string(),
  dedicatedIp: z.string(),
  nameservers: z.array(z.string()),
  /** The welcome mail goes out by WHMCS's API: one that is held stays so. */
  mails: z.boolean(),
});
/** What is to be said in WHMCS where its API can't be called: fields that its kind does not have are empty. */
const pending = z.object({ id: z.number(), serviceId: z.string(), clientId: z.string(), kind: z.enum(['mail', 'activity', 'notify']), event: z.string(), template: z.string(), title: z.string(), text: z.string(), status: z.string(), /** Of the service on the staff's dashboard. */ url: z.string().nullish() });
/** An entry of WHMCS's Module Queue; `at` is when it was last tried. */
const queued = z.object({ serviceId: id('serviceId'), action: text('action', 60).pipe(z.string().regex(/^\w+$/, 'action is not valid')), error: text('error', 400), at: z.iso.datetime({ offset: true, error: 'at is not a time' }) });

const query = <I extends z.ZodType, O extends z.ZodType>(input: I, output: O) => ({ kind: 'query' as const, input, output });
const mutation = <I extends z.ZodType, O extends z.ZodType>(input: I, output: O) => ({ kind: 'mutation' as const, input, output });

export const contract = {
  create: mutation(order.loose(), accepted),
  suspend: mutation(byId, standing),
  unsuspend: mutation(byId, standing),
  terminate: mutation(byId, standing),
  changePassword: mutation(byId.extend({ password }), standing),
  changePackage: mutation(byId.extend({ product: productName, options: map }), standing),
  renew: mutation(byId, z.object({ serviceId: z.string(), renewed: z.literal(true) })),
  retry: mutation(byId, z.object({ serviceId: z.string(), retried: z.number() })),
  repair: mutation(byId, z.object({ serviceId: z.string(), steps: z.number() })),
  redeploy: mutation(byId, standing),
  forceTerminate: mutation(byId, standing),
  deleted: mutation(byId, z.object({ serviceId: z.string(), orphaned: z.boolean() })),
  status: query(byId, status),
  ping: query(nothing, z.object({
    ok: z.literal(true), instance: z.string(), version: z.string(), now: z.string(), products: z.number(), nodes: z.number(), nodesDown: z.array(z.string()),
    /** The module's version that this server comes with. */
    module: z.string().nullish(),
    /** Whether this server gets through to the WHMCS's API; null while no credentials are set. */
    callback: z.object({ ok: z.boolean(), message: z.string() }).nullable(),
  })),
  products: query(nothing, z.object({ products: z.array(z.object({ slug: z.string(), name: z.string(), mode: z.string() })) })),
  usage: query(nothing, z.object({ services: z.array(used) })),
  accounts: query(nothing, z.object({ accounts: z.array(account) })),
  changes: query(z.object({ cursor: text('cursor', 64) }), z.object({ cursor: z.string(), more: z.boolean(), services: z.array(change) })),
  pending: query(z.object({ cursor: z.coerce.number().int().min(0).default(0) }), z.object({ cursor: z.number(), more: z.boolean(), changes: z.array(pending) })),
  /** Of those, what is done: they are not told again. */
  told: mutation(z.object({ ids: z.array(z.coerce.number().int()).max(1000, 'More than 1000 at once') }), z.object({ told: z.number() })),
  /** All that a Server's services have in WHMCS's Module Queue now: it takes the place of what was told before. */
  queued: mutation(z.object({ server: id('server'), queue: z.array(queued).max(500, 'More than 500 at once') }), z.object({ kept: z.number() })),
  signOn: mutation(byId.extend({ as: z.enum(['client', 'admin']), admin: admin.optional(), language: text('language', 32).optional() }), z.object({ url: z.string() })),
  signOnStaff: mutation(z.object({ admin }), z.object({ url: z.string() })),
} as const;
