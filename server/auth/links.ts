/**
 * A browser's download or upload carries no token of ours, and a frame's has no cookie: whoever has the link may do what it
 * is for. So it is a secret of 256 bits that is kept as a hash, holds for fifteen minutes, and ends with the visit or the
 * session in which it was made; of staff it also wants the cookie.
 */
import { and, eq, gt, sql } from 'drizzle-orm';
import type { Db } from '#db/client.ts';
import { embedSessions, instanceKeys, staffSessions } from '#db/schema/index.ts';
import { hashOf } from './tokens.ts';

const LIFE_MINUTES = 15;
export const linkEnd = sql`now() + make_interval(mins => ${LIFE_MINUTES})`;

/** Whose it is. */
export type Holder = { visit: string } | { staffSession: string };

/** True while who made it is let in. `cookie` is the staff's, where one came along. */
export const holds = (db: Db, { visit, staffSession, serviceId }: { visit: string | null; staffSession: string | null; serviceId: number }, cookie: string | null): Promise<boolean> =>
  visit === null ? staffHolds(db, staffSession, cookie) : visitHolds(db, visit, serviceId);

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
