/** What was done in the house by whom, as it was written down. */
import { and, desc, like, lt, or } from 'drizzle-orm';
import type { Queryable } from '../client.ts';
import { audit } from '../schema/index.ts';

/** The newest deeds of `nouns`, such as `people`, from the one before `before` on; `more`: there are older ones. */
export async function deedPage(db: Queryable, nouns: readonly string[], { before, size }: { before: number | null; size: number }) {
  const rows = await db.select().from(audit).where(and(or(...nouns.map((noun) => like(audit.what, `${noun}.%`))), before === null ? undefined : lt(audit.id, before))).orderBy(desc(audit.id)).limit(size + 1);
  return { rows: rows.slice(0, size).map(({ at, ...row }) => ({ ...row, at: at.toISOString() })), more: rows.length > size };
}
