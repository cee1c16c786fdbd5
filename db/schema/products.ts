import { integer, jsonb, pgTable, text } from 'drizzle-orm/pg-core';
import type { ProductLimits } from '#server/core/limits.ts';
import type { Role } from '#server/core/names.ts';
import type { RoomTerms } from '#server/core/rooms.ts';
import type { VanityTerms } from '#server/core/vanity.ts';
import type { ZoneTerms } from '#server/core/zone.ts';
import { moment } from './columns.ts';
import { groups } from './nodes.ts';

export const products = pgTable('products', {
  id: integer('id').primaryKey().generatedAlwaysAsIdentity(),
  /** What WHMCS calls it in an order. */
  slug: text('slug').notNull().unique(),
  name: text('name').notNull(),
  mode: text('mode').notNull(),
  groupId: integer('group_id').notNull().references(() => groups.id),
  roles: jsonb('roles').$type<readonly Role[]>().notNull(),
  limits: jsonb('limits').$type<ProductLimits>().notNull(),
  phpTemplate: text('php_template').notNull().default('default'),
  /** What it makes of its services' zones; null: the template as it is. */
  zone: jsonb('zone').$type<ZoneTerms>(),
  /** What its customers may do in the panel. */
  rooms: jsonb('rooms').$type<RoomTerms>().notNull().default({}),
  /** Where its services are guests; null in every mode without. */
  vanity: jsonb('vanity').$type<VanityTerms>(),
  createdAt: moment('created_at').notNull().defaultNow(),
});
