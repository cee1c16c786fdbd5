import { index, integer, pgTable, text } from 'drizzle-orm/pg-core';
import { scopes } from '#server/core/scopes.ts';
import { moment } from './columns.ts';
import { instances } from './instances.ts';

/** A key of a script of the provider's own: only its hash is kept. It acts for one WHMCS, or for the dashboard. */
export const apiKeys = pgTable(
  'api_keys',
  {
    id: integer('id').primaryKey().generatedAlwaysAsIdentity(),
    name: text('name').notNull(),
    instanceId: integer('instance_id').notNull().references(() => instances.id, { onDelete: 'cascade' }),
    hash: text('hash').notNull().unique(),
    /** The first characters, by which people tell keys apart. */
    hint: text('hint').notNull(),
    scopes: text('scopes', { enum: scopes }).array().notNull(),
    /** From where it may be used; none: anywhere. */
    addresses: text('addresses').array().notNull().default([]),
    /** Null: until it is revoked. */
    expiresAt: moment('expires_at'),
    createdBy: text('created_by').notNull(),
    createdAt: moment('created_at').notNull().defaultNow(),
    revokedAt: moment('revoked_at'),
    /** To the minute. */
    usedAt: moment('used_at'),
    usedFrom: text('used_from'),
  },
  (t) => [index('api_keys_instance').on(t.instanceId)],
);
