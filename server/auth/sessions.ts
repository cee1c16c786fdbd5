/** Sessions of staff, by a cookie that is stored hashed: who it is, since when they are proven, and how it ends. */
import { and, desc, eq, gt, isNull, ne, sql } from 'drizzle-orm';
import type { Db, Queryable } from '#db/client.ts';
import { instances, staff, staffSessions } from '#db/schema/index.ts';
import { deviceOf } from '#server/core/device.ts';
import type { StaffRole } from '#server/core/staff-roles.ts';
import { hashOf, newToken } from './tokens.ts';

export interface StaffCaller {
  kind: 'staff';
  hash: string;
  staffId: number;
  /** As they sign. */
  name: string;
  email: string;
  role: StaffRole;
  hasTotp: boolean;
  /** The WHMCS that they come from; null for people of our own. */
  whmcs: string | null;
  /** They have proven who they are within the last minutes. */
  sure: boolean;
}
/** Where somebody signs in from. */
export interface From {
  ip: string;
  agent: string | null;
}

const SESSION_HOURS = 12;
/** So long nobody is asked again before what destroys. */
const SURE_MINUTES = 10;
const AGENT_MOST = 300;

export async function startSession(db: Queryable, staffId: number, from: From = { ip: '', agent: null }, keyId: number | null = null): Promise<{ token: string; expiresAt: Date }> {
  await db.delete(staffSessions).where(sql`${staffSessions.expiresAt} < now()`);
  const token = newToken();
  const [row] = await db.insert(staffSessions).values({ hash: hashOf(token), staffId, keyId, ip: from.ip, agent: from.agent?.slice(0, AGENT_MOST) ?? null, expiresAt: sql`now() + make_interval(hours => ${SESSION_HOURS})` }).returning();
  if (row === undefined) throw new Error('A session was not written');
  await db.update(staff).set({ seenAt: sql`now()` }).where(eq(staff.id, staffId));
  return { token, expiresAt: row.expiresAt };
}

/** At most one write a minute: every call comes through here. */
async function seen(db: Db, hash: string, staffId: number): Promise<void> {
  await db.update(staffSessions).set({ seenAt: sql`now()` }).where(eq(staffSessions.hash, hash));
  await db.update(staff).set({ seenAt: sql`now()` }).where(eq(staff.id, staffId));
}

export async function staffOf(db: Db, token: string): Promise<StaffCaller | null> {
  const [row] = await db.select({
    hash: staffSessions.hash, staffId: staff.id, name: staff.name, email: staff.email, role: staff.role, hasTotp: sql<boolean>`${staff.totp} is not null`, whmcs: instances.name,
    sure: sql<boolean>`${staffSessions.confirmedAt} > now() - make_interval(mins => ${SURE_MINUTES})`, old: sql<boolean>`${staffSessions.seenAt} < now() - interval '1 minute'`,
  }).from(staffSessions).innerJoin(staff, eq(staff.id, staffSessions.staffId)).leftJoin(instances, eq(instances.id, staff.instanceId))
    .where(and(eq(staffSessions.hash, hashOf(token)), gt(staffSessions.expiresAt, sql`now()`), isNull(staff.disabledAt)));
  if (row === undefined) return null;
  const { old, ...caller } = row;
  if (old) await seen(db, caller.hash, caller.staffId);
  return { kind: 'staff', ...caller };
}

export const endSession = async (db: Queryable, sessionHash: string): Promise<void> => {
  await db.delete(staffSessions).where(eq(staffSessions.hash, sessionHash));
};

/** They have just proven who they are. */
export const confirmSession = async (db: Queryable, sessionHash: string): Promise<void> => {
  await db.update(staffSessions).set({ confirmedAt: sql`now()` }).where(eq(staffSessions.hash, sessionHash));
};

export interface SessionLine {
  id: number;
  device: string;
  ip: string;
  seenAt: string;
  createdAt: string;
  /** Of who asks. */
  own: boolean;
}
/** Newest use first. */
export async function sessionsOf(db: Queryable, staffId: number, ownHash: string): Promise<SessionLine[]> {
  const rows = await db.select().from(staffSessions).where(and(eq(staffSessions.staffId, staffId), gt(staffSessions.expiresAt, sql`now()`))).orderBy(desc(staffSessions.seenAt));
  return rows.map((row) => ({ id: row.id, device: deviceOf(row.agent), ip: row.ip, seenAt: row.seenAt.toISOString(), createdAt: row.createdAt.toISOString(), own: row.hash === ownHash }));
}

/** Ends one of a person's sessions, or all but the one that is spared. Answers how many. */
export async function endSessions(db: Queryable, staffId: number, which: { id: number } | { but: string | null }): Promise<number> {
  const one = 'id' in which ? eq(staffSessions.id, which.id) : which.but === null ? undefined : ne(staffSessions.hash, which.but);
  const ended = await db.delete(staffSessions).where(and(eq(staffSessions.staffId, staffId), one)).returning({ id: staffSessions.id });
  return ended.length;
}
