/**
 * A link to download one backup. A browser's download carries no token of ours, and a frame's has no cookie: whoever has the
 * link has the file. So it is a secret of 256 bits that is kept as a hash, holds for fifteen minutes, and ends with the visit
 * or the session in which it was made; of staff it also wants the cookie.
 */
import { and, eq, gt, sql } from 'drizzle-orm';
import type { Db } from '#db/client.ts';
import { downloadLinks, embedSessions, instanceKeys, items, staffSessions } from '#db/schema/index.ts';
import { hashOf, newToken } from './tokens.ts';

const LIFE_MINUTES = 15;

/** Whose it is. */
export type Holder = { visit: string } | { staffSession: string };

export async function newLink(db: Db, itemId: number, holder: Holder): Promise<{ token: string; expiresAt: Date }> {
  const token = newToken();
  const [row] = await db.insert(downloadLinks).values({ hash: hashOf(token), itemId, ...holder, expiresAt: sql`now() + make_interval(mins => ${LIFE_MINUTES})` }).returning();
  if (row === undefined) throw new Error('A link was not written');
  return { token, expiresAt: row.expiresAt };
}

/** The backup that a link is for; null for one that has ended, or that somebody else holds. `cookie` is the staff's, where one came along. */
export async function linked(db: Db, token: string, cookie: string | null): Promise<{ serviceId: number; itemId: number } | null> {
  const [row] = await db.select({ itemId: items.id, serviceId: items.serviceId, visit: downloadLinks.visit, staffSession: downloadLinks.staffSession }).from(downloadLinks).innerJoin(items, eq(items.id, downloadLinks.itemId))
    .where(and(eq(downloadLinks.hash, hashOf(token)), gt(downloadLinks.expiresAt, sql`now()`)));
  if (row === undefined) return null;
  const { itemId, serviceId, visit, staffSession } = row;
  const held = visit === null ? await staffHolds(db, staffSession, cookie) : await visitHolds(db, visit, serviceId);
  return held ? { itemId, serviceId } : null;
}

async function staffHolds(db: Db, session: string | null, cookie: string | null): Promise<boolean> {
  if (session === null || cookie === null || hashOf(cookie) !== session) return false;
  const rows = await db.select({ hash: staffSessions.hash }).from(staffSessions).where(and(eq(staffSessions.hash, session), gt(staffSessions.expiresAt, sql`now()`)));
  return rows.length > 0;
}

async function visitHolds(db: Db, visit: string, serviceId: number): Promise<boolean> {
  const rows = await db.select({ hash: embedSessions.hash }).from(embedSessions).innerJoin(instanceKeys, eq(instanceKeys.id, embedSessions.keyId))
    .where(and(eq(embedSessions.visit, visit), eq(embedSessions.serviceId, serviceId), gt(embedSessions.expiresAt, sql`now()`), sql`${instanceKeys.revokedAt} is null`)).limit(1);
  return rows.length > 0;
}
