/** Links by which somebody joins or sets a new password: bound to one address, one use, only their hash is kept. */
import { and, desc, eq, gt, isNull, or, sql } from 'drizzle-orm';
import type { Db, Queryable, Tx } from '#db/client.ts';
import { staff, staffLinks } from '#db/schema/index.ts';
import { record } from '#server/audit.ts';
import type { StaffRole } from '#server/core/staff-roles.ts';
import { Refused } from '#server/refused.ts';
import { type From, startSession } from './sessions.ts';
import { newStaff, setPassword } from './staff.ts';
import { hashOf, newToken } from './tokens.ts';

const DAYS = 3;
const live = gt(staffLinks.expiresAt, sql`now()`);

/** A new link; an older one to the same address ends. Answers its token, the only time that it can be read. */
async function make(tx: Tx, link: Pick<typeof staffLinks.$inferInsert, 'email' | 'role' | 'staffId' | 'madeBy'>): Promise<string> {
  const token = newToken();
  await tx.delete(staffLinks).where(or(eq(staffLinks.email, link.email), sql`${staffLinks.expiresAt} < now()`));
  await tx.insert(staffLinks).values({ ...link, hash: hashOf(token), expiresAt: sql`now() + make_interval(days => ${DAYS})` });
  return token;
}

export async function invite(db: Db, by: string, person: { email: string; role: StaffRole }): Promise<string> {
  const email = person.email.toLowerCase();
  return db.transaction(async (tx) => {
    const taken = await tx.select({ id: staff.id }).from(staff).where(and(eq(staff.email, email), isNull(staff.instanceId)));
    if (taken.length > 0) throw new Refused('CONFLICT', `${email} has an account already`, 'email');
    await record(tx, { who: by, what: 'people.invite', subject: email, after: { role: person.role } });
    return make(tx, { email, role: person.role, staffId: null, madeBy: by });
  });
}

/** The password that they had ends at once; the link sets the next. */
export async function resetLink(tx: Tx, by: string, person: { id: number; email: string; role: StaffRole }): Promise<string> {
  await tx.update(staff).set({ passwordHash: null }).where(eq(staff.id, person.id));
  return make(tx, { email: person.email, role: person.role, staffId: person.id, madeBy: by });
}

/** Open invitations, newest first. */
export async function invites(db: Queryable): Promise<{ id: number; email: string; role: StaffRole; madeBy: string; expiresAt: string }[]> {
  const rows = await db.select().from(staffLinks).where(and(live, isNull(staffLinks.staffId))).orderBy(desc(staffLinks.createdAt));
  return rows.map(({ id, email, role, madeBy, expiresAt }) => ({ id, email, role, madeBy, expiresAt: expiresAt.toISOString() }));
}

export async function withdraw(db: Db, by: string, id: number): Promise<boolean> {
  return db.transaction(async (tx) => {
    const [row] = await tx.delete(staffLinks).where(and(eq(staffLinks.id, id), isNull(staffLinks.staffId))).returning();
    if (row !== undefined) await record(tx, { who: by, what: 'people.withdraw', subject: row.email, before: { role: row.role } });
    return row !== undefined;
  });
}

const spent = () => new Refused('FORBIDDEN', 'This link does not work any more: it was used, is older than three days, or a newer one was made. Ask for another');

/** What a link is for; null for one that does not work. */
export async function linkOf(db: Queryable, token: string): Promise<{ email: string; role: StaffRole; joins: boolean } | null> {
  const [row] = await db.select().from(staffLinks).where(and(eq(staffLinks.hash, hashOf(token)), live));
  return row === undefined ? null : { email: row.email, role: row.role, joins: row.staffId === null };
}

/** Makes the account and signs in. The link is gone with it, or nothing has happened. */
export async function join(db: Db, token: string, person: { name: string; password: string }, from: From): Promise<{ token: string; expiresAt: Date }> {
  return db.transaction(async (tx) => {
    const [row] = await tx.delete(staffLinks).where(and(eq(staffLinks.hash, hashOf(token)), live, isNull(staffLinks.staffId))).returning();
    if (row === undefined) throw spent();
    const id = await newStaff(tx, { ...person, email: row.email, role: row.role });
    await record(tx, { who: person.name, what: 'people.join', subject: row.email, after: { role: row.role, invitedBy: row.madeBy } });
    return startSession(tx, id, from);
  });
}

/** Sets the password that a link is for. They sign in with it afterwards, with the code of their app if they have one. */
export async function usePasswordLink(db: Db, token: string, password: string): Promise<void> {
  await db.transaction(async (tx) => {
    const [row] = await tx.delete(staffLinks).where(and(eq(staffLinks.hash, hashOf(token)), live, sql`${staffLinks.staffId} is not null`)).returning();
    if (row?.staffId === undefined || row.staffId === null) throw spent();
    await setPassword(tx, row.staffId, password);
    await record(tx, { who: row.email, what: 'people.setPassword', subject: row.email });
  });
}
