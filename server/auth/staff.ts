/** Accounts of staff: argon2id passwords, and the one-time link of the first start. */
import { hash } from '@node-rs/argon2';
import { and, eq, gt, isNull, sql } from 'drizzle-orm';
import type { Db, Queryable } from '#db/client.ts';
import { setupLinks, staff } from '#db/schema/index.ts';
import { record } from '#server/audit.ts';
import { signing } from '#server/core/signature.ts';
import type { StaffRole } from '#server/core/staff-roles.ts';
import { Refused } from '#server/refused.ts';
import { endSessions, type From, startSession } from './sessions.ts';
import { hashOf, newToken } from './tokens.ts';
import { removeTotp } from './totp.ts';

export interface NewPerson {
  email: string;
  name: string;
  password: string;
  role: StaffRole;
}

export const newStaff = async (db: Queryable, person: NewPerson): Promise<number> => {
  const name = signing(100).safeParse(person.name);
  if (!name.success) throw new Refused('BAD_REQUEST', name.error.issues[0]?.message ?? 'Name is not valid', 'name');
  const [row] = await db.insert(staff).values({ email: person.email.toLowerCase(), name: name.data, role: person.role, passwordHash: await hash(person.password) }).onConflictDoNothing().returning();
  if (row === undefined) throw new Refused('CONFLICT', `A staff account ${person.email} exists already`, 'email');
  return row.id;
};

/** Another password; every session but the one that is spared ends. */
export async function setPassword(db: Queryable, staffId: number, password: string, spared: string | null = null): Promise<void> {
  await db.update(staff).set({ passwordHash: await hash(password) }).where(eq(staff.id, staffId));
  await endSessions(db, staffId, { but: spared });
}

/** From outside, for whoever is locked out. Answers false when there is no such account. */
export async function rescue(db: Db, email: string, change: { password: string } | 'totpOff' | { role: StaffRole }): Promise<boolean> {
  return db.transaction(async (tx) => {
    const [row] = await tx.select({ id: staff.id, role: staff.role }).from(staff).where(and(eq(staff.email, email.toLowerCase()), isNull(staff.instanceId))).for('update');
    if (row === undefined) return false;
    const deed = { who: 'Hostwright', subject: email.toLowerCase() };
    if (change === 'totpOff') {
      await removeTotp(tx, row.id);
      await endSessions(tx, row.id, { but: null });
      await record(tx, { ...deed, what: 'people.resetTotp', after: { by: 'npm run staff' } });
    } else if ('role' in change) {
      await tx.update(staff).set({ role: change.role }).where(eq(staff.id, row.id));
      await endSessions(tx, row.id, { but: null });
      await record(tx, { ...deed, what: 'people.changeRole', before: { role: row.role }, after: { role: change.role, by: 'npm run staff' } });
    } else {
      await setPassword(tx, row.id, change.password);
      await record(tx, { ...deed, what: 'people.resetPassword', after: { by: 'npm run staff' } });
    }
    return true;
  });
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
export async function firstOwner(db: Db, token: string, person: Omit<NewPerson, 'role'>, from: From): Promise<{ token: string; expiresAt: Date }> {
  return db.transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(${SETUP_LOCK})`);
    if (!(await isSetupToken(tx, token))) throw new Refused('FORBIDDEN', 'This set-up link is used or too old: the log of the next start prints a new one while there is no owner');
    const staffId = await newStaff(tx, { ...person, role: 'owner' });
    await tx.delete(setupLinks);
    await record(tx, { who: person.name, what: 'setup.owner', subject: person.email.toLowerCase(), after: { role: 'owner' } });
    return startSession(tx, staffId, from);
  });
}
