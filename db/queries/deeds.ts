import { and, desc, like, lt, or } from 'drizzle-orm';
import type { Queryable } from '../client.ts';
import { audit } from '../schema/index.ts';

const PAGE = 30;
/** What is done to people is for those who may read of people. */
const house = ['services', 'settings', 'instances', 'whmcs', 'notifications', 'apiKeys', 'nodes', 'groups', 'products'];

/** The log of who changed what in the house, the newest first, from the one before `before` on. */
export async function deedPage(db: Queryable, before: number | null) {
  const rows = await db.select().from(audit).where(and(or(...house.map((noun) => like(audit.what, `${noun}.%`))), before === null ? undefined : lt(audit.id, before))).orderBy(desc(audit.id)).limit(PAGE + 1);
  return { rows: rows.slice(0, PAGE).map(({ at, ...row }) => ({ ...row, at: at.toISOString() })), more: rows.length > PAGE };
}
