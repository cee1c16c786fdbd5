import { index, integer, pgTable, text } from 'drizzle-orm/pg-core';
import { moment } from './columns.ts';
import { instanceKeys } from './instances.ts';
import { services } from './services.ts';

/** Tickets that were exchanged: each works once. Kept until it would have expired anyway. */
export const embedTickets = pgTable('embed_tickets', { jti: text('jti').primaryKey(), expiresAt: moment('expires_at').notNull() });

export const embedSessions = pgTable(
  'embed_sessions',
  {
    /** SHA-256 of the bearer token. */
    hash: text('hash').primaryKey(),
    serviceId: integer('service_id').notNull().references(() => services.id, { onDelete: 'cascade' }),
    /** The same for all tokens of one visit: what outlives a token holds on to this. */
    visit: text('visit').notNull(),
    keyId: integer('key_id').notNull().references(() => instanceKeys.id, { onDelete: 'cascade' }),
    act: text('act', { enum: ['client', 'admin', 'masquerade'] }).notNull(),
    /** Who looks when it is not the customer: as the WHMCS says it. */
    admin: text('admin'),
    parentOrigin: text('parent_origin').notNull(),
    expiresAt: moment('expires_at').notNull(),
  },
  (t) => [index('embed_sessions_service').on(t.serviceId), index('embed_sessions_visit').on(t.visit)],
);
