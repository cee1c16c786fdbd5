import { sql } from 'drizzle-orm';
import { boolean, index, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { rhythms } from '#server/core/backup-plan.ts';
import { backupKinds } from '#server/core/items/backup.ts';
import { moment } from './columns.ts';
import { items } from './items.ts';
import { services } from './services.ts';
import { staffSessions } from './staff.ts';

/** When a service's backups are made by themselves, by kind of item; without a row never. */
export const backupPlans = pgTable(
  'backup_plans',
  {
    serviceId: integer('service_id').notNull().references(() => services.id, { onDelete: 'cascade' }),
    kind: text('kind', { enum: backupKinds }).notNull(),
    every: text('every', { enum: rhythms }).notNull(),
    hour: integer('hour').notNull(),
    weekday: integer('weekday').notNull(),
    keep: integer('keep').notNull(),
    /** Null while it is off. */
    nextAt: moment('next_at'),
    /** One was begun since it was last seen to that no more are kept than there should be. */
    untidy: boolean('untidy').notNull().default(false),
    /** Why the last one was not made, one sentence. */
    trouble: text('trouble'),
  },
  (t) => [primaryKey({ columns: [t.serviceId, t.kind] }), index('backup_plans_due').on(t.nextAt), index('backup_plans_untidy').on(t.serviceId).where(sql`${t.untidy}`)],
);

/** Links to download a backup: whoever has one has the file, so it holds for a while only, and no longer than who made it is let in. */
export const downloadLinks = pgTable(
  'download_links',
  {
    /** SHA-256 of the token. */
    hash: text('hash').primaryKey(),
    itemId: integer('item_id').notNull().references(() => items.id, { onDelete: 'cascade' }),
    /** The customer's visit, or the staff's session. */
    visit: text('visit'),
    staffSession: text('staff_session').references(() => staffSessions.hash, { onDelete: 'cascade' }),
    expiresAt: moment('expires_at').notNull(),
  },
  (t) => [index('download_links_expires').on(t.expiresAt)],
);
