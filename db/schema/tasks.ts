import { sql } from 'drizzle-orm';
import { bigint, boolean, index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { actions } from '#server/core/action.ts';
import { taskStatuses } from '#server/core/task.ts';
import { moment } from './columns.ts';
import { nodes } from './nodes.ts';
import { operations } from './operations.ts';
import { services } from './services.ts';

export interface TaskError {
  message: string;
  hint: string;
  code: number | null;
  customer?: string;
  /** Something that a person can have cleared away. */
  finding?: 'orphan';
}

export const tasks = pgTable(
  'tasks',
  {
    id: integer('id').primaryKey().generatedAlwaysAsIdentity(),
    serviceId: integer('service_id').notNull().references(() => services.id, { onDelete: 'cascade' }),
    /** Null: a call-back, which is a part of none. */
    operationId: integer('operation_id').references(() => operations.id, { onDelete: 'cascade' }),
    generation: integer('generation').notNull(),
    action: text('action', { enum: actions }).notNull(),
    target: text('target').notNull(),
    /** Null: no node, the worker does it against our own database (`control`). */
    nodeId: integer('node_id').references(() => nodes.id),
    /** The item of the service that it is about. No reference: its history outlives it. */
    itemId: integer('item_id'),
    serialKey: text('serial_key'),
    status: text('status', { enum: taskStatuses }).notNull(),
    /** Higher goes first: 30 a person waits, 20 deploy, 10 background. */
    priority: integer('priority').notNull(),
    /** Predecessors that are not done; queued at 0. */
    blockers: integer('blockers').notNull(),
    /** So many of them may be copies that are held up: then it is queued all the same. */
    spare: integer('spare').notNull().default(0),
    weight: integer('weight').notNull(),
    attempts: integer('attempts').notNull().default(0),
    maxAttempts: integer('max_attempts').notNull(),
    /** Its operation waits for it only a while, and then goes on without. */
    handsOver: boolean('hands_over').notNull().default(false),
    /** Every start, counted or not: numbers the attempts, and is the fencing token of the lease. */
    starts: integer('starts').notNull().default(0),
    /** Leases lost in a row: a step that kills its worker must not do so for ever. */
    lost: integer('lost').notNull().default(0),
    /** An interrupted or failed start may have left something on the node. */
    doubt: boolean('doubt').notNull().default(false),
    worker: text('worker'),
    leaseUntil: moment('lease_until'),
    runAt: moment('run_at'),
    giveUpAt: moment('give_up_at'),
    because: text('because'),
    /** Stands on the node until this task moves on: *stored, not served*, a full disk. */
    alarm: text('alarm'),
    error: jsonb('error').$type<TaskError>(),
    changed: boolean('changed'),
    createdAt: moment('created_at').notNull().defaultNow(),
    queuedAt: moment('queued_at'),
    startedAt: moment('started_at'),
    finishedAt: moment('finished_at'),
    updatedAt: moment('updated_at').notNull().defaultNow(),
  },
  (t) => [
    // The claim reads this one in order and stops at the first that fits.
    index('tasks_claim').on(t.nodeId, t.priority.desc(), t.id).where(sql`${t.status} in ('queued')`),
    uniqueIndex('tasks_serial').on(t.serialKey).where(sql`${t.status} in ('running', 'cancelling')`),
    index('tasks_held').on(t.leaseUntil).where(sql`${t.status} in ('running', 'cancelling')`),
    index('tasks_delayed').on(t.runAt).where(sql`${t.status} in ('retrying', 'postponed')`),
    index('tasks_quorum').on(t.serviceId).where(sql`${t.status} = 'waiting' and ${t.spare} > 0`),
    index('tasks_service').on(t.serviceId, t.id),
    index('tasks_operation').on(t.operationId),
    index('tasks_item').on(t.itemId, t.id.desc()).where(sql`${t.itemId} is not null`),
    index('tasks_usual').on(t.action, t.id.desc()).where(sql`${t.status} = 'succeeded' and ${t.changed}`),
    index('tasks_generation').on(t.serviceId, t.generation).where(sql`${t.status} in ('running', 'cancelling')`),
  ],
);

export const taskEdges = pgTable(
  'task_edges',
  {
    taskId: integer('task_id').notNull().references(() => tasks.id, { onDelete: 'cascade' }),
    afterId: integer('after_id').notNull().references(() => tasks.id, { onDelete: 'cascade' }),
    /** One of several copies of the same thing, of which a quorum is enough. */
    copy: boolean('copy').notNull().default(false),
  },
  (t) => [primaryKey({ columns: [t.taskId, t.afterId] }), index('task_edges_after').on(t.afterId)],
);

export const attempts = pgTable(
  'attempts',
  {
    taskId: integer('task_id').notNull().references(() => tasks.id, { onDelete: 'cascade' }),
    number: integer('number').notNull(),
    worker: text('worker').notNull(),
    startedAt: moment('started_at').notNull().defaultNow(),
    finishedAt: moment('finished_at'),
    outcome: text('outcome', { enum: ['running', 'succeeded', 'failed', 'postponed', 'cancelled', 'lost'] }).notNull().default('running'),
    message: text('message'),
  },
  (t) => [primaryKey({ columns: [t.taskId, t.number] })],
);

/** Append-only; replayed by (attempt, line). */
export const logLines = pgTable(
  'log_lines',
  {
    taskId: integer('task_id').notNull().references(() => tasks.id, { onDelete: 'cascade' }),
    attempt: integer('attempt').notNull(),
    line: bigint('line', { mode: 'number' }).notNull(),
    at: moment('at').notNull(),
    stream: text('stream', { enum: ['note', 'command', 'stdout', 'stderr', 'exit'] }).notNull(),
    text: text('text').notNull(),
  },
  (t) => [primaryKey({ columns: [t.taskId, t.attempt, t.line] })],
);
