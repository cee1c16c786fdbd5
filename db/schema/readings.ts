/** What is read from the nodes on a schedule: when next, how each node was, what each account used. */
import { date, index, integer, jsonb, pgTable, primaryKey, real, text } from 'drizzle-orm/pg-core';
import { readingKinds } from '#server/core/node.ts';
import type { Figures } from '#server/core/panel.ts';
import { moment } from './columns.ts';
import { nodes } from './nodes.ts';
import { services } from './services.ts';

/** One row per node and kind; whoever finds it due takes it by moving its time on. */
export const readings = pgTable(
  'readings',
  {
    nodeId: integer('node_id').notNull().references(() => nodes.id, { onDelete: 'cascade' }),
    kind: text('kind', { enum: readingKinds }).notNull(),
    nextAt: moment('next_at').notNull(),
    readAt: moment('read_at'),
    /** Why the last one did not go well; null when it did. */
    error: text('error'),
  },
  (t) => [primaryKey({ columns: [t.nodeId, t.kind] }), index('readings_due').on(t.nextAt)],
);

/** Shares from 0 to 1; null where the node did not tell. */
export const nodeSamples = pgTable(
  'node_samples',
  {
    nodeId: integer('node_id').notNull().references(() => nodes.id, { onDelete: 'cascade' }),
    at: moment('at').notNull().defaultNow(),
    load: real('load'),
    memory: real('memory'),
    disk: real('disk'),
  },
  (t) => [primaryKey({ columns: [t.nodeId, t.at] })],
);

/** What a service's account on a node used when it was last read. */
export const usages = pgTable(
  'usages',
  {
    serviceId: integer('service_id').notNull().references(() => services.id, { onDelete: 'cascade' }),
    nodeId: integer('node_id').notNull().references(() => nodes.id, { onDelete: 'cascade' }),
    figures: jsonb('figures').$type<Figures>().notNull(),
    at: moment('at').notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.serviceId, t.nodeId] })],
);

/** The last figures of each day, by Postgres's date. */
export const usageDays = pgTable(
  'usage_days',
  {
    serviceId: integer('service_id').notNull().references(() => services.id, { onDelete: 'cascade' }),
    nodeId: integer('node_id').notNull().references(() => nodes.id, { onDelete: 'cascade' }),
    day: date('day').notNull(),
    figures: jsonb('figures').$type<Figures>().notNull(),
  },
  (t) => [primaryKey({ columns: [t.serviceId, t.nodeId, t.day] }), index('usage_days_day').on(t.day)],
);
