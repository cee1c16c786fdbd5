/** Links to take one file of a website, or to put one there. */
import { and, eq, gt, sql } from 'drizzle-orm';
import type { Db } from '#db/client.ts';
import { fileLinks } from '#db/schema/index.ts';
import { type Holder, holds, linkEnd } from './links.ts';
import { hashOf, newToken } from './tokens.ts';

export type FileLink = Pick<typeof fileLinks.$inferSelect, 'serviceId' | 'generation' | 'path' | 'deed' | 'replace'>;

export async function newFileLink(db: Db, link: FileLink, holder: Holder): Promise<string> {
  const token = newToken();
  await db.insert(fileLinks).values({ hash: hashOf(token), ...link, ...holder, expiresAt: linkEnd });
  return token;
}

/** What a link is for; null for one that has ended, or that somebody else holds. */
export async function fileLinked(db: Db, token: string, cookie: string | null): Promise<FileLink | null> {
  const [row] = await db.select().from(fileLinks).where(and(eq(fileLinks.hash, hashOf(token)), gt(fileLinks.expiresAt, sql`now()`)));
  if (row === undefined) return null;
  return (await holds(db, row, cookie)) ? row : null;
}
