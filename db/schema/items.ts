import { integer, jsonb, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { itemKinds } from '#server/core/items/index.ts';
import type { ItemSettings, ItemKind, Outside } from '#server/core/items/item.ts';
import { moment } from './columns.ts';
import { services } from './services.ts';

/** What a customer makes inside a service: as wished, and as it was last made on its node. */
export const items = pgTable(
  'items',
  {
    id: integer('id').primaryKey().generatedAlwaysAsIdentity(),
    serviceId: integer('service_id').notNull().references(() => services.id, { onDelete: 'cascade' }),
    kind: text('kind', { enum: itemKinds }).notNull(),
    name: text('name').notNull(),
    /** Raised by every change of the row: of two copies the higher is the newer. */
    rev: integer('rev').notNull().default(1),
    /** Null: it is to go. */
    wish: jsonb('wish').$type<ItemSettings[ItemKind]>(),
    /** What a removal that is taken back goes back to. */
    before: jsonb('before').$type<ItemSettings[ItemKind]>(),
    /** Null before it exists. */
    known: jsonb('known').$type<ItemSettings[ItemKind]>(),
    /** Sealed; forgotten once it is set. */
    password: text('password'),
    passwordVersion: integer('password_version').notNull().default(0),
    /** What the last look found in the place of what is known. */
  outside: jsonb('outside').$type<Outside>(),
  /** A task of it that did not work and was set aside. */
    aside: integer('aside'),
    createdAt: moment('created_at').notNull().defaultNow(),
  },
  (t) => [uniqueIndex('items_natural').on(t.serviceId, t.kind, t.name)],
);
