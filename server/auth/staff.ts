/** Staff: argon2id passwords, sessions by a cookie that is stored hashed, the one-time link of the first start. */
import { hash, verify } from '@node-rs/argon2';
import { eq, gt, and, sql } from 'drizzle-orm';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import type { Db, Queryable } from '#db/client.ts';
import { setupLinks, staff, staffSessions } from '#db/schema/index.ts';
import { record } from '#server/audit.ts';
import { signing } from '#server/core/signature.ts';
import { Refused } from '#server/refused.ts';
import { hashOf, newToken } from './tokens.ts';

export interface StaffCaller {
  kind: 'staff';
  hash: string;
  staffId: number;
  name: string;
  email: string;
  role: 'owner' | 'staff';
}

const SESSION_HOURS = 12;
/** A password that nobody has: an unknown address costs the same time as a wrong password. */
const DUMMY = hash(newToken());

// Per address and per (address, account): a stranger can slow down his own guesses, not lock the owner out.
const byIp = new RateLimiterMemory({ points: 30, duration: 60 });
const byPair = new RateLimiterMemory({ points: 5, duration: 60 });

async function spend(ip: string, email: string): Promise<void> {
  try {
    await Promise.all([byIp.consume(ip), byPair.consume(`${ip} ${email}`)]);
  } catch {
    throw new Refused('TOO_MANY_REQUESTS', 'Too many attempts: wait a minute, then try again');
  }
}

export const newStaff = async (db: Queryable, person: { email: string; name: string; password: string; role: 'owner' | 'staff' }): Promise<number> => {
  const name = signing(100).safeParse(person.name);
  if (!name.success) throw new Refused('BAD_REQUEST', name.error.issues[0]?.message ?? 'Name is not valid', 'name');
  const [row] = await db.insert(staff).values({ email: person.email.toLowerCase(), name: name.data, role: person.role, passwordHash: await hash(person.password) }).onConflictDoNothing().returning();
  if (row === undefined) throw new Refused('CONFLICT', `A staff account ${person.email} exists already`, 'email');
  return row.id;
};

export async function resetPassword(db: Db, email: string, password: string): Promise<boolean> {
  const passwordHash = await hash(password);
  return db.transaction(async (tx) => {
    const [row] = await tx.update(staff).set({ passwordHash }).where(eq(staff.email, email.toLowerCase())).returning();
    if (row !== undefined) await tx.delete(staffSessions).where(eq(staffSessions.staffId, row.id));
    return row !== undefined;
  });
}

export async function startSession(db: Queryable, staffId: number): Promise<{ token: string; expiresAt: Date }> {
  await db.delete(staffSessions).where(sql`${staffSessions.expiresAt} < now()`);
  const token = newToken();
  const [row] = await db.insert(staffSessions).values({ hash: hashOf(token), staffId, expiresAt: sql`now() + make_interval(hours => ${SESSION_HOURS})` }).returning();
  if (row === undefined) throw new Error('A session was not written');
  return { token, expiresAt: row.expiresAt };
}

/** A fresh session; an old cookie of the same browser ends. */
export async function login(db: Db, given: { email: string; password: string; ip: string; old: string | null }): Promise<{ token: string; expiresAt: Date }> {
  await spend(given.ip, given.email.toLowerCase());
  const [person] = await db.select().from(staff).where(eq(staff.email, given.email.toLowerCase()));
  const right = await verify(person?.passwordHash ?? (await DUMMY), given.password);
  if (person === undefined || !right) throw new Refused('UNAUTHORIZED', 'E-mail address or password is wrong');
  if (given.old !== null) await endSession(db, hashOf(given.old));
  return startSession(db, person.id);
}

export const endSession = async (db: Db, sessionHash: string): Promise<void> => {
  await db.delete(staffSessions).where(eq(staffSessions.hash, sessionHash));
};

export async function staffOf(db: Db, token: string): Promise<StaffCaller | null> {
  const [row] = await db.select({ hash: staffSessions.hash, staffId: staff.id, name: staff.name, email: staff.email, role: staff.role }).from(staffSessions)
    .innerJoin(staff, eq(staff.id, staffSessions.staffId)).where(and(eq(staffSessions.hash, hashOf(token)), gt(staffSessions.expiresAt, sql`now()`)));
  return row === undefined ? null : { kind: 'staff', ...row };
}

const SETUP_LOCK = 7_461_004;
export const anyOwner = async (db: Queryable): Promise<boolean> => (await db.select({ id: staff.id }).from(staff).where(eq(staff.role, 'owner')).limit(1)).length > 0;

/** A new set-up token, or null when an owner exists. Two processes that start at once make one each; both work until one is used. */
export async function makeSetupToken(db: Db): Promise<string | null> {
  return db.transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(${SETUP_LOCK})`);
    if (await anyOwner(tx)) return null;
    const token = newToken();
    await tx.delete(setupLinks).where(sql`${setupLinks.expiresAt} < now()`);
    await tx.insert(setupLinks).values({ hash: hashOf(token), expiresAt: sql`now() + interval '24 hours'` });
    return token;
  });
}

export async function isSetupToken(db: Queryable, token: string): Promise<boolean> {
  const rows = await db.select().from(setupLinks).where(and(eq(setupLinks.hash, hashOf(token)), gt(setupLinks.expiresAt, sql`now()`)));
  return rows.length > 0 && !(await anyOwner(db));
}

/** Consumes the link in the transaction that makes the first owner; every other link dies with it. */
export async function firstOwner(db: Db, token: string, person: { email: string; name: string; password: string }): Promise<{ token: string; expiresAt: Date }> {
  return db.transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(${SETUP_LOCK})`);
    if (!(await isSetupToken(tx, token))) throw new Refused('FORBIDDEN', 'This set-up link is used or too old: the log of the next start prints a new one while there is no owner');
    const staffId = await newStaff(tx, { ...person, role: 'owner' });
    await tx.delete(setupLinks);
    await record(tx, { who: person.name, what: 'setup.owner', subject: person.email.toLowerCase(), after: { role: 'owner' } });
    return startSession(tx, staffId);
  });
}
