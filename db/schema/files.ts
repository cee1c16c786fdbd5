import { boolean, index, integer, pgTable, text } from 'drizzle-orm/pg-core';
import { moment } from './columns.ts';
import { services } from './services.ts';
import { staffSessions } from './staff.ts';

/** The key by which a service's files are reached as their owner; made when somebody opens them for the first time. */
export const fileKeys = pgTable('file_keys', {
  serviceId: integer('service_id').primaryKey().references(() => services.id, { onDelete: 'cascade' }),
  /** A later one has an account of its own, and gets a key of its own. */
  generation: integer('generation').notNull(),
  publicKey: text('public_key').notNull(),
  /** OpenSSH private key, sealed. */
  privateKey: text('private_key').notNull(),
});

/** Links to take one file, or to put one: each for as long as who made it is let in, and for a while only. */
export const fileLinks = pgTable(
  'file_links',
  {
    /** SHA-256 of the token. */
    hash: text('hash').primaryKey(),
    serviceId: integer('service_id').notNull().references(() => services.id, { onDelete: 'cascade' }),
    generation: integer('generation').notNull(),
    path: text('path').notNull(),
    deed: text('deed', { enum: ['take', 'put'] }).notNull(),
    /** What is put takes the place of what has its name. */
    replace: boolean('replace').notNull(),
    /** The customer's visit, or the staff's session. */
    visit: text('visit'),
    staffSession: text('staff_session').references(() => staffSessions.hash, { onDelete: 'cascade' }),
    expiresAt: moment('expires_at').notNull(),
  },
  (t) => [index('file_links_expires').on(t.expiresAt)],
);
