/** What is to be done in the WHMCS of a service, and its failure tickets there. */
import { sql } from 'drizzle-orm';
import { index, integer, jsonb, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { callBackKinds, type CallBackPayload } from '#server/core/call-back.ts';
import type { Said } from '#server/core/ticket.ts';
import { moment } from './columns.ts';
import { instances } from './instances.ts';
import { nodes } from './nodes.ts';
import { services } from './services.ts';
import { tasks } from './tasks.ts';

/** One row for each thing that an event causes, whoever does it: our task by the API, or the module in WHMCS that asks for it. */
export const callBacks = pgTable(
  'call_backs',
  {
    id: integer('id').primaryKey().generatedAlwaysAsIdentity(),
    instanceId: integer('instance_id').notNull().references(() => instances.id, { onDelete: 'cascade' }),
    serviceId: integer('service_id').notNull().references(() => services.id, { onDelete: 'cascade' }),
    generation: integer('generation').notNull(),
    kind: text('kind', { enum: callBackKinds }).notNull(),
    event: text('event').notNull(),
    payload: jsonb('payload').$type<CallBackPayload>().notNull(),
    /** Null: its WHMCS has no API credential, and the module there fetches it. */
    taskId: integer('task_id').references(() => tasks.id, { onDelete: 'set null' }),
    /** What was there before it was done: what tells a lost answer from a lost question. */
    before: text('before'),
    doneAt: moment('done_at'),
    doneBy: text('done_by', { enum: ['api', 'module'] }),
    createdAt: moment('created_at').notNull().defaultNow(),
  },
  (t) => [
    uniqueIndex('call_backs_natural').on(t.serviceId, t.generation, t.kind, t.event),
    index('call_backs_task').on(t.taskId),
    index('call_backs_open').on(t.instanceId, t.id).where(sql`${t.doneAt} is null`),
  ],
);

/** A failure ticket: of one operation, or of a node with a list. */
export const tickets = pgTable(
  'tickets',
  {
    id: integer('id').primaryKey().generatedAlwaysAsIdentity(),
    instanceId: integer('instance_id').notNull().references(() => instances.id, { onDelete: 'cascade' }),
    /** Null: it is a node's. */
    operationId: integer('operation_id').unique(),
    nodeId: integer('node_id').references(() => nodes.id),
    /** Stands in its subject; a lost answer is found again by it. */
    marker: text('marker').notNull(),
    /** Raised when it was closed in WHMCS and another one is opened in its place. */
    round: integer('round').notNull().default(1),
    state: text('state', { enum: ['none', 'opening', 'open', 'closed'] }).notNull().default('none'),
    /** WHMCS's two numbers of it: its own, and the one that people read. */
    ticketId: text('ticket_id'),
    tid: text('tid'),
    /** The one that it takes over from. */
    previous: text('previous'),
    createdAt: moment('created_at').notNull().defaultNow(),
  },
  (t) => [index('tickets_node').on(t.nodeId, t.createdAt)],
);

/** What is to be said in a ticket, in order. */
export const ticketEntries = pgTable(
  'ticket_entries',
  {
    id: integer('id').primaryKey().generatedAlwaysAsIdentity(),
    ticketId: integer('ticket_id').notNull().references(() => tickets.id, { onDelete: 'cascade' }),
    serviceId: integer('service_id').notNull().references(() => services.id, { onDelete: 'cascade' }),
    said: jsonb('said').$type<Said>().notNull(),
    /** Null: WHMCS does not know it yet. */
    saidAt: moment('said_at'),
    createdAt: moment('created_at').notNull().defaultNow(),
  },
  (t) => [index('ticket_entries_ticket').on(t.ticketId, t.id), index('ticket_entries_service').on(t.serviceId, t.id)],
);

/** What the last comparison of an instance's services with WHMCS found that fits nothing on the other side. */
export const strays = pgTable(
  'strays',
  {
    instanceId: integer('instance_id').notNull().references(() => instances.id, { onDelete: 'cascade' }),
    externalId: text('external_id').notNull(),
    found: text('found', { enum: ['missing-here', 'missing-there', 'differs'] }).notNull(),
    domain: text('domain').notNull(),
    /** One sentence. */
    detail: text('detail').notNull(),
    seenAt: moment('seen_at').notNull().defaultNow(),
  },
  (t) => [uniqueIndex('strays_natural').on(t.instanceId, t.externalId, t.found)],
);

/** What stands in the Module Queue of a WHMCS: what it could not do with a service and does not try again by itself. As its module last told. */
export const moduleQueue = pgTable(
  'module_queue',
  {
    instanceId: integer('instance_id').notNull().references(() => instances.id, { onDelete: 'cascade' }),
    /** The Server record there that the module told of. */
    server: text('server').notNull(),
    externalId: text('external_id').notNull(),
    /** As WHMCS calls it: `SuspendAccount`. */
    action: text('action').notNull(),
    error: text('error').notNull(),
    lastAt: moment('last_at').notNull(),
    /** When its module last told so. */
    toldAt: moment('told_at').notNull().defaultNow(),
  },
  (t) => [uniqueIndex('module_queue_natural').on(t.instanceId, t.server, t.externalId, t.action)],
);
