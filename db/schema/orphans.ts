import { sql } from 'drizzle-orm';
import { index, integer, pgTable, text } from 'drizzle-orm/pg-core';
import { moment } from './columns.ts';
import { nodes } from './nodes.ts';
import { services } from './services.ts';

/** Accounts that a forced termination left on a node that could not be reached: cleaned when it is back. */
export const orphans = pgTable(
  'orphans',
  {
    id: integer('id').primaryKey().generatedAlwaysAsIdentity(),
    serviceId: integer('service_id').notNull().references(() => services.id, { onDelete: 'cascade' }),
    nodeId: integer('node_id').notNull().references(() => nodes.id),
    login: text('login').notNull(),
    /** What it waits for, one sentence. */
    reason: text('reason').notNull(),
    /** The task that cleans it. */
    taskId: integer('task_id').notNull(),
    leftBy: text('left_by').notNull(),
    leftAt: moment('left_at').notNull().defaultNow(),
    cleanedAt: moment('cleaned_at'),
  },
  (t) => [index('orphans_open').on(t.serviceId, t.nodeId).where(sql`${t.cleanedAt} is null`)],
);
