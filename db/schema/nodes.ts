import { index, integer, jsonb, pgTable, text } from 'drizzle-orm/pg-core';
import { nodeStates } from '#server/core/node.ts';
import type { NodeFacts, NodeStatus } from '#server/core/panel.ts';
import { moment } from './columns.ts';

/** The unit of sale: its nodes take a product's services, its nameservers stand in their zones. */
export const groups = pgTable('groups', {
  id: integer('id').primaryKey().generatedAlwaysAsIdentity(),
  name: text('name').notNull().unique(),
  nameservers: text('nameservers').array().notNull().default([]),
});

export const nodes = pgTable(
  'nodes',
  {
    id: integer('id').primaryKey().generatedAlwaysAsIdentity(),
    groupId: integer('group_id').notNull().references(() => groups.id),
    name: text('name').notNull().unique(),
    panel: text('panel').notNull().default('hestia'),
    roles: text('roles').array().notNull(),
    sshHost: text('ssh_host').notNull(),
    sshPort: integer('ssh_port').notNull().default(22),
    sshUser: text('ssh_user').notNull().default('root'),
    /** OpenSSH private key, encrypted. */
    sshKey: text('ssh_key').notNull(),
    /** Since when it is this one. */
    keyAt: moment('key_at').notNull().defaultNow(),
    /** Pinned at enrolment, `SHA256:…`. */
    fingerprint: text('fingerprint').notNull(),
    ipv4: text('ipv4').notNull(),
    ipv6: text('ipv6'),
    hostname: text('hostname').notNull(),
    mailHost: text('mail_host'),
    webmailUrl: text('webmail_url'),
    nameserver: text('nameserver'),
    state: text('state', { enum: nodeStates }).notNull().default('active'),
    /** How much of the load it takes beside other nodes. */
    weight: integer('weight').notNull().default(10),
    /** Services that it may have; null = any number. */
    maxAccounts: integer('max_accounts'),
    slots: integer('slots').notNull().default(4),
    inFlight: integer('in_flight').notNull().default(0),
    /** While in the future, nothing is claimed for the node: it could not be reached, or its host key changed. */
    circuitUntil: moment('circuit_until'),
    failures: integer('failures').notNull().default(0),
    lastError: text('last_error'),
    lastErrorAt: moment('last_error_at'),
    /** Stays until a person has looked: a changed host key. */
    alarm: text('alarm'),
    probed: jsonb('probed').$type<NodeFacts>(),
    probedAt: moment('probed_at'),
    /** As it was last collected, and by how many milliseconds its clock was ahead of ours. */
    status: jsonb('status').$type<NodeStatus & { clockAheadMs: number }>(),
    statusAt: moment('status_at'),
    createdAt: moment('created_at').notNull().defaultNow(),
  },
  (t) => [index('nodes_group').on(t.groupId)],
);

/** What happened to a node, in sentences for staff. */
export const nodeEvents = pgTable(
  'node_events',
  {
    id: integer('id').primaryKey().generatedAlwaysAsIdentity(),
    nodeId: integer('node_id').notNull().references(() => nodes.id, { onDelete: 'cascade' }),
    at: moment('at').notNull().defaultNow(),
    text: text('text').notNull(),
  },
  (t) => [index('node_events_node').on(t.nodeId, t.id.desc())],
);

/** Services placed on a node. Apart from `nodes`, so that accepting an order never waits for a claim; written under the group's lock. */
export const nodeLoads = pgTable('node_loads', {
  nodeId: integer('node_id').primaryKey().references(() => nodes.id, { onDelete: 'cascade' }),
  placed: integer('placed').notNull().default(0),
});
