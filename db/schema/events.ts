import { integer, jsonb, pgTable, primaryKey } from 'drizzle-orm/pg-core';
import type { ServiceEvent } from '#server/core/view.ts';
import { moment } from './columns.ts';
import { services } from './services.ts';

/** Per service 1, 2, 3 … without gaps: what live watchers replay. */
export const events = pgTable(
  'events',
  {
    serviceId: integer('service_id').notNull().references(() => services.id, { onDelete: 'cascade' }),
    seq: integer('seq').notNull(),
    at: moment('at').notNull().defaultNow(),
    body: jsonb('body').$type<Omit<ServiceEvent, 'seq' | 'at'>>().notNull(),
  },
  (t) => [primaryKey({ columns: [t.serviceId, t.seq] })],
);
