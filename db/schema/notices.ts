/** What people are told who are not looking: what happened, whom to tell, and what became of each message. */
import { boolean, index, integer, jsonb, pgTable, text } from 'drizzle-orm/pg-core';
import { type Notice, noticeKinds } from '#server/core/notice.ts';
import { moment } from './columns.ts';

/** Written in the transaction in which it happened; taken out when the messages about it are written. */
export const notices = pgTable('notices', {
  id: integer('id').primaryKey().generatedAlwaysAsIdentity(),
  kind: text('kind', { enum: noticeKinds }).notNull(),
  subject: text('subject').notNull(),
  text: text('text').notNull(),
  path: text('path').notNull(),
  at: moment('at').notNull().defaultNow(),
});

export const targetKinds = ['mail', 'webhook', 'slack'] as const;

export const notifyTargets = pgTable('notify_targets', {
  id: integer('id').primaryKey().generatedAlwaysAsIdentity(),
  kind: text('kind', { enum: targetKinds }).notNull(),
  name: text('name').notNull(),
  on: boolean('on').notNull().default(true),
  /** What it is told of. */
  events: text('events', { enum: noticeKinds }).array().notNull(),
  /** Of mail. */
  recipients: text('recipients').array().notNull().default([]),
  /** Of a webhook; Slack's is a secret. */
  address: text('address'),
  /** Of a webhook the key of its signatures, of Slack its address; encrypted. */
  secret: text('secret'),
  createdAt: moment('created_at').notNull().defaultNow(),
  /** It is told nothing and shown nowhere, and goes when this can't be undone any more. */
  removedAt: moment('removed_at'),
});

/** One message to one target. */
export const deliveries = pgTable(
  'deliveries',
  {
    id: integer('id').primaryKey().generatedAlwaysAsIdentity(),
    targetId: integer('target_id').notNull().references(() => notifyTargets.id, { onDelete: 'cascade' }),
    event: text('event', { enum: [...noticeKinds, 'test'] }).notNull(),
    title: text('title').notNull(),
    /** The first of them; `count` says how many there were. */
    items: jsonb('items').$type<readonly Notice[]>().notNull(),
    count: integer('count').notNull(),
    state: text('state', { enum: ['waiting', 'sent', 'failed'] }).notNull().default('waiting'),
    attempts: integer('attempts').notNull().default(0),
    nextAt: moment('next_at').notNull().defaultNow(),
    /** What the last attempt was answered. */
    answer: text('answer'),
    createdAt: moment('created_at').notNull().defaultNow(),
    sentAt: moment('sent_at'),
  },
  (t) => [index('deliveries_due').on(t.state, t.nextAt), index('deliveries_target').on(t.targetId, t.id), index('deliveries_event').on(t.event, t.createdAt)],
);
