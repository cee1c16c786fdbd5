import { sql } from 'drizzle-orm';
import { index, integer, jsonb, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core';
import type { Hand } from '#server/core/history.ts';
import { operationKinds } from '#server/core/operation.ts';
import { moment } from './columns.ts';
import { services } from './services.ts';

export const operations = pgTable(
  'operations',
  {
    id: integer('id').primaryKey().generatedAlwaysAsIdentity(),
    serviceId: integer('service_id').notNull().references(() => services.id, { onDelete: 'cascade' }),
    generation: integer('generation').notNull(),
    kind: text('kind', { enum: operationKinds }).notNull(),
    number: integer('number').notNull(),
    status: text('status', { enum: ['running', 'succeeded', 'failed', 'cancelled'] }).notNull().default('running'),
    openedBy: text('opened_by').notNull(),
    openedAt: moment('opened_at').notNull().defaultNow(),
    /** Who had a hand in it after it was opened, the oldest first. */
    hands: jsonb('hands').$type<readonly Hand[]>().notNull().default([]),
    finishedAt: moment('finished_at'),
    totalWeight: integer('total_weight').notNull(),
    doneWeight: integer('done_weight').notNull().default(0),
    /** 0 to 1000; never lowered. */
    progress: integer('progress').notNull().default(0),
  },
  (t) => [
    uniqueIndex('operations_one_open').on(t.serviceId).where(sql`${t.kind} <> 'change' and ${t.finishedAt} is null`),
    index('operations_service').on(t.serviceId, t.id),
  ],
);
