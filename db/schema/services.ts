import { sql } from 'drizzle-orm';
import { boolean, date, index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex } from 'drizzle-orm/pg-core';
import type { Choice } from '#server/core/allocate.ts';
import { type CertificateMemory, certificateRoles } from '#server/core/certificate.ts';
import type { LimitKey, Overrides, ProductLimits } from '#server/core/limits.ts';
import { type AccountFact, wishes } from '#server/core/lifecycle.ts';
import type { MailFacts, MailSettings } from '#server/core/mail-settings.ts';
import type { Drift } from '#server/core/verify.ts';
import type { DelegationSigner } from '#server/core/panel.ts';
import { serviceStates } from '#server/core/operation.ts';
import type { Role } from '#server/core/names.ts';
import type { SiteFacts, SiteSettings, WebTemplates } from '#server/core/site.ts';
import type { ZoneTerms } from '#server/core/zone.ts';
import type { ZoneEdits } from '#server/core/zone-own.ts';
import { moment } from './columns.ts';
import { instances } from './instances.ts';
import { nodes } from './nodes.ts';
import { products } from './products.ts';

/** What a customer sets of a site. */
export interface WebSettings extends SiteSettings {
  /** Raised by every edit. */
  rev: number;
  /** Switched off by staff. */
  off: boolean;
}
/** What a customer sets of their mail. */
export interface MailRow extends MailSettings {
  /** Raised by every edit. */
  rev: number;
}
/** What was asked for. The password stands beside it, encrypted. */
export interface Desired {
  email: string;
  name: string;
  clientId: string;
  language: string;
  /** What counts. */
  limits: ProductLimits;
  /** What the product and the order's options gave, when they were last asked. */
  ordered: ProductLimits;
  /** Those of them that an option of the order has set. */
  optioned: readonly LimitKey[];
  overrides: Overrides;
  web: WebSettings;
  mail: MailRow;
  nameservers: readonly string[];
  roles: readonly Role[];
  /** The product's, as it was when this was ordered or its zone was resynced. */
  zone: ZoneTerms;
  /** The customer's own records, and what of ours they switched off. */
  records: ZoneEdits;
  /** The two parts of its domain when that is a name under one of the provider's. */
  vanity: { name: string; shared: string } | null;
  /** Of its websites, as the settings were when this was ordered; left out: the nodes' own. */
  templates?: WebTemplates;
}
/** What was seen on the nodes. */
export interface Observed {
  dkim?: string;
  /** Null once it is signed no more. */
  signer?: DelegationSigner | null;
  web?: SiteFacts;
  mail?: MailFacts;
}

export const services = pgTable(
  'services',
  {
    id: integer('id').primaryKey().generatedAlwaysAsIdentity(),
    instanceId: integer('instance_id').notNull().references(() => instances.id),
    externalId: text('external_id').notNull(),
    domain: text('domain').notNull(),
    productId: integer('product_id').notNull().references(() => products.id),
    /** What people quote to each other, `7F3A-12C9`; also the marker on the nodes. */
    reference: text('reference').notNull().unique(),
    generation: integer('generation').notNull().default(1),
    state: text('state', { enum: serviceStates }).notNull(),
    desired: jsonb('desired').$type<Desired>().notNull(),
    password: text('password').notNull(),
    /** Raised with every new password; an account's fact says which one it has. */
    passwordVersion: integer('password_version').notNull().default(1),
    /** What it should be, whatever its state is. */
    wanted: text('wanted', { enum: wishes }).notNull().default('active'),
    /** The wish is not yet met, and an operation must be opened for it when none is open. */
    pursued: boolean('pursued').notNull().default(false),
    /** What the last look at its nodes found; null before the first. */
    drift: jsonb('drift').$type<Drift>(),
    /** The night of the last look that nobody asked for. */
    scannedNight: date('scanned_night'),
    /** It was mended: it is looked at once more when that has ended, whatever the hour. */
    scanWanted: boolean('scan_wanted').notNull().default(false),
    /** Why it stands where it does, or why it waits: what the newest choice of nodes was. */
    choices: jsonb('choices').$type<readonly Choice[]>().notNull().default([]),
    observed: jsonb('observed').$type<Observed>().notNull().default({}),
    lastSeq: integer('last_seq').notNull().default(0),
    createdAt: moment('created_at').notNull().defaultNow(),
    activatedAt: moment('activated_at'),
    /** Since when its WHMCS has deleted its own record of it, without ending it here. */
    strayAt: moment('stray_at'),
    /** Its failure was told of, and that it is well again was not yet. */
    failedAt: moment('failed_at'),
    /** False once terminated: its domain is free again. */
    live: boolean('live').notNull().default(true),
  },
  (t) => [
    uniqueIndex('services_natural').on(t.instanceId, t.externalId),
    uniqueIndex('services_live_domain').on(t.domain).where(sql`${t.live}`),
    index('services_pursued').on(t.id).where(sql`${t.pursued}`),
    index('services_scan_wanted').on(t.id).where(sql`${t.scanWanted}`),
    index('services_waiting').on(t.id).where(sql`${t.state} = 'waiting'`),
    index('services_aliases').using('gin', sql`(desired -> 'web' -> 'aliases')`).where(sql`${t.live}`),
    index('services_created').on(t.createdAt.desc(), t.id.desc()),
  ],
);

/** Where a role of a service lives: DNS has a row per node. */
export const placements = pgTable(
  'placements',
  {
    serviceId: integer('service_id').notNull().references(() => services.id, { onDelete: 'cascade' }),
    generation: integer('generation').notNull(),
    role: text('role', { enum: ['web', 'mail', 'dns'] }).notNull(),
    nodeId: integer('node_id').notNull().references(() => nodes.id),
    login: text('login').notNull(),
    /** What the account should have. */
    package: text('package').notNull(),
    /** The login, when a look found it free and its creation has begun: what is half-made of that name is ours. */
    claim: text('claim'),
    /** What is known to be on the node; null before it was made, and when it is gone. */
    fact: jsonb('fact').$type<AccountFact>(),
  },
  (t) => [
    primaryKey({ columns: [t.serviceId, t.generation, t.role, t.nodeId] }),
    index('placements_node').on(t.nodeId),
  ],
);

/**
 * What a service has on accounts of the provider: one mailbox, and one record per node of the zone. Apart from the
 * placements, so that nothing that is done to a service's accounts can be done to those. Not per generation: what an
 * older one left behind is the service's still.
 */
export const guests = pgTable(
  'guests',
  {
    serviceId: integer('service_id').notNull().references(() => services.id, { onDelete: 'cascade' }),
    kind: text('kind', { enum: ['mailbox', 'record'] }).notNull(),
    nodeId: integer('node_id').notNull().references(() => nodes.id),
    /** The provider's own account. */
    owner: text('owner').notNull(),
    /** The size that a mailbox should have. */
    package: text('package').notNull(),
    /** What stands there and is ours, or may: written before it is made. */
    claim: text('claim'),
    /** What is known of a mailbox; null before it was made, and when it is gone. */
    fact: jsonb('fact').$type<AccountFact>(),
  },
  (t) => [primaryKey({ columns: [t.serviceId, t.kind, t.nodeId] })],
);

/** What a customer uploaded; its key stands beside it, encrypted. */
export interface UploadedCertificate {
  certificate: string;
  chain: string;
}

/** Names that want a certificate; Auto-SSL takes from here what is due. */
export const certificates = pgTable(
  'certificates',
  {
    serviceId: integer('service_id').notNull().references(() => services.id, { onDelete: 'cascade' }),
    generation: integer('generation').notNull(),
    role: text('role', { enum: certificateRoles }).notNull(),
    /** Everything that the machine of `core/certificate.ts` remembers. */
    memory: jsonb('memory').$type<CertificateMemory>().notNull(),
    /** The memory's own, for the look of what is due. */
    nextAt: moment('next_at').notNull().defaultNow(),
    own: jsonb('own').$type<UploadedCertificate>(),
    ownKey: text('own_key'),
    /** Who checks it has it until then; `claim` fences what comes late. */
    leasedUntil: moment('leased_until'),
    claim: integer('claim').notNull().default(0),
    createdAt: moment('created_at').notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.serviceId, t.generation, t.role] }), index('certificates_due').on(t.nextAt)],
);

/** Every name that Let's Encrypt was asked to validate, until it is known to have gone well. */
export const validations = pgTable(
  'validations',
  {
    host: text('host').notNull(),
    at: moment('at').notNull().defaultNow(),
    taskId: integer('task_id').notNull(),
    start: integer('start').notNull(),
  },
  (t) => [primaryKey({ columns: [t.host, t.taskId, t.start] }), index('validations_at').on(t.host, t.at)],
);

/** A login is one account in the whole fleet, of one service for ever. */
export const logins = pgTable(
  'logins',
  {
    login: text('login').primaryKey(),
    serviceId: integer('service_id').notNull().references(() => services.id, { onDelete: 'cascade' }),
    role: text('role', { enum: ['web', 'mail', 'dns'] }).notNull(),
  },
  (t) => [uniqueIndex('logins_service').on(t.serviceId, t.role)],
);
