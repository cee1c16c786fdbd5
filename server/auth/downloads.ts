/** Links to download one backup, as often as its holder likes. */
import { and, eq, gt, sql } from 'drizzle-orm';
import type { Db } from '#db/client.ts';
import { downloadLinks, items } from '#db/schema/index.ts';
import { type Holder, holds, linkEnd } from './links.ts';
import { hashOf, newToken } from './tokens.ts';

export async function newLink(db: Db, itemId: number, holder: Holder): Promise<{ token: string; expiresAt: Date }> {
  const token = newToken();
  const [row] = await db.insert(downloadLinks).values({ hash: hashOf(token), itemId, ...holder, expiresAt: linkEnd }).returning();
  if (row === undefined) throw new Error('A link was not written');
  return { token, expiresAt: row.expiresAt };
}

/** The backup that a link is for; null for one that has ended, or that somebody else holds. `cookie` is the staff's, where one came along. */
export async function linked(db: Db, token: string, cookie: string | null): Promise<{ serviceId: number; itemId: number } | null> {
  const [row] = await db.select({ itemId: items.id, serviceId: items.serviceId, visit: downloadLinks.visit, staffSession: downloadLinks.staffSession }).from(downloadLinks).innerJoin(items, eq(items.id, downloadLinks.itemId))
    .where(and(eq(downloadLinks.hash, hashOf(token)), gt(downloadLinks.expiresAt, sql`now()`)));
  if (row === undefined) return null;
  const { itemId, serviceId } = row;
  return (await holds(db, row, cookie)) ? { itemId, serviceId } : null;
}
