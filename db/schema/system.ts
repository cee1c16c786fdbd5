import { integer, jsonb, pgTable, text } from 'drizzle-orm/pg-core';
import { moment } from './columns.ts';

/** Only what differs from the catalogue's defaults. */
export const settings = pgTable('settings', { key: text('key').primaryKey(), value: jsonb('value').notNull() });

/** Processes that are alive, by their own heartbeat. */
export const processes = pgTable('processes', {
  id: text('id').primaryKey(),
  role: text('role').notNull(),
  host: text('host').notNull(),
  pid: integer('pid').notNull(),
  startedAt: moment('started_at').notNull().defaultNow(),
  beatAt: moment('beat_at').notNull().defaultNow(),
});

/** One row, encrypted under HOSTWRIGHT_KEY: a wrong key can't read it and refuses to start. */
export const keyCheck = pgTable('key_check', { id: integer('id').primaryKey(), sealed: text('sealed').notNull() });
