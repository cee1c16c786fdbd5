import { index, integer, jsonb, pgTable, text } from 'drizzle-orm/pg-core';
import { moment } from './columns.ts';

/** Only what differs from the catalogue's defaults. */
export const settings = pgTable('settings', { key: text('key').primaryKey(), value: jsonb('value').notNull() });

/** What each change of a setting, a connection, a target or a key replaced, as JSON, for as long as it can be undone; `change` is one save. */
export const settingChanges = pgTable('setting_changes', {
  id: integer('id').primaryKey().generatedAlwaysAsIdentity(),
  change: text('change').notNull(),
  key: text('key').notNull(),
  before: text('before').notNull(),
  at: moment('at').notNull().defaultNow(),
}, (t) => [index('setting_changes_key').on(t.key, t.id)]);

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
