import { desc, like, or } from 'drizzle-orm';
import type { Queryable } from '#db/client.ts';
import { audit } from '#db/schema/index.ts';

export interface DeedLine {
  id: number;
  at: string;
  who: string;
  what: string;
  subject: string;
  before: Record<string, unknown> | null;
  after: Record<string, unknown> | null;
}

/** The newest deeds whose name begins with one of `nouns`, such as `people.`. */
export async function deedsOf(db: Queryable, nouns: readonly string[], most: number): Promise<DeedLine[]> {
  const rows = await db.select().from(audit).where(or(...nouns.map((noun) => like(audit.what, `${noun}%`)))).orderBy(desc(audit.id)).limit(most);
  return rows.map(({ at, ...row }) => ({ ...row, at: at.toISOString() }));
}
