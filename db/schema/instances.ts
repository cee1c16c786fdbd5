import { boolean, index, integer, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { lentRoles } from '#server/core/staff-roles.ts';
import { moment } from './columns.ts';

/** One WHMCS; `builtin` is the dashboard itself, which orders by the same door. */
export const instances = pgTable('instances', {
  id: integer('id').primaryKey().generatedAlwaysAsIdentity(),
  name: text('name').notNull(),
  /** Origin of the client area, allowed to frame the embed; null for the built-in one. */
  origin: text('origin'),
  /** Further ones that may frame it. */
  origins: text('origins').array().notNull().default([]),
  /** Addresses and ranges from which its keys may be used; none: anywhere. */
  addresses: text('addresses').array().notNull().default([]),
  builtin: boolean('builtin').notNull().default(false),
  /** As its module says with every call; null before the first one. */
  moduleVersion: text('module_version'),
  whmcsVersion: text('whmcs_version'),
  seenAt: moment('seen_at'),
  /** What its admins are here when they come by its sign-on; null: they are not let in. */
  adminRole: text('admin_role', { enum: lentRoles }),
  /** Where WHMCS is, with the folder that it is in; without it nothing is called back. */
  apiUrl: text('api_url'),
  apiIdentifier: text('api_identifier'),
  /** Encrypted, both. */
  apiSecret: text('api_secret'),
  apiAccessKey: text('api_access_key'),
  /** Its support department that gets failure tickets. */
  ticketDepartment: text('ticket_department'),
  /** What the last call to its API came to. */
  apiOkAt: moment('api_ok_at'),
  apiError: text('api_error'),
  apiErrorAt: moment('api_error_at'),
  /** When its services are compared with ours next, and when they were; null: never yet. */
  compareAt: moment('compare_at'),
  comparedAt: moment('compared_at'),
  createdAt: moment('created_at').notNull().defaultNow(),
}, (t) => [uniqueIndex('instances_origin').on(t.origin)]);

/** A WHMCS key: only its hash is kept. The ticket key is derived from it when it is made, and stored encrypted. */
export const instanceKeys = pgTable(
  'instance_keys',
  {
    id: integer('id').primaryKey().generatedAlwaysAsIdentity(),
    instanceId: integer('instance_id').notNull().references(() => instances.id, { onDelete: 'cascade' }),
    hash: text('hash').notNull().unique(),
    /** The first characters, by which people tell keys apart. */
    hint: text('hint').notNull(),
    ticketKey: text('ticket_key').notNull(),
    createdAt: moment('created_at').notNull().defaultNow(),
    revokedAt: moment('revoked_at'),
    /** To the minute. */
    usedAt: moment('used_at'),
    usedFrom: text('used_from'),
  },
  (t) => [index('instance_keys_instance').on(t.instanceId)],
);
