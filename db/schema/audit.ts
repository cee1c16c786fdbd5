import { bigint, index, jsonb, pgTable, text } from 'drizzle-orm/pg-core';
import { moment } from './columns.ts';

/** What was done to people, keys, settings: never changed, removed only when it is too old. Services have their operations. */
export const audit = pgTable(
  'audit',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    at: moment('at').notNull().defaultNow(),
    /** How the person signs, or `Hostwright` for what happens by itself. */
    who: text('who').notNull(),
    /** `<noun>.<camelCaseVerb>`, as the procedure is called. */
    what: text('what').notNull(),
    /** What it was done to, in words that outlive its row: an e-mail address, a name, a setting's key. */
    subject: text('subject').notNull(),
    /** Only what differs; secrets as dots. Null where there was, or is, nothing. */
    before: jsonb('before').$type<Record<string, unknown>>(),
    after: jsonb('after').$type<Record<string, unknown>>(),
  },
  (t) => [index('audit_at').on(t.at), index('audit_subject').on(t.subject, t.id)],
);
