/** Those who are let in: their list, and what an owner does to an account. There is always an owner who can sign in. */
import { and, asc, eq, isNotNull, isNull, sql } from 'drizzle-orm';
import type { Db, Queryable, Tx } from '#db/client.ts';
import { instances, staff, staffSessions } from '#db/schema/index.ts';
import { type Deed, record } from '#server/audit.ts';
import { DOTS } from '#server/core/setting.ts';
import type { LentRole, StaffRole } from '#server/core/staff-roles.ts';
import { Refused } from '#server/refused.ts';
import { resetLink } from './invite.ts';
import { endSessions } from './sessions.ts';
import { removeTotp } from './totp.ts';

export interface Person {
  id: number;
  name: string;
  email: string;
  role: StaffRole;
  /** `waiting`: their password was reset and the new one is not set yet. */
  state: 'active' | 'disabled' | 'waiting';
  hasTotp: boolean;
  /** The WHMCS that they come from. */
  whmcs: string | null;
  sessions: number;
  seenAt: string | null;
}

export async function peopleList(db: Queryable): Promise<Person[]> {
  const open = sql<number>`(select count(*)::int from ${staffSessions} where ${staffSessions.staffId} = ${staff.id} and ${staffSessions.expiresAt} > now())`;
  const rows = await db.select({ staff, whmcs: instances.name, open }).from(staff).leftJoin(instances, eq(instances.id, staff.instanceId)).orderBy(asc(sql`lower(${staff.name})`), asc(staff.id));
  return rows.map(({ staff: one, whmcs, open: sessions }) => ({
    id: one.id, name: one.name, email: one.email, role: one.role, hasTotp: one.totp !== null, whmcs, sessions, seenAt: one.seenAt?.toISOString() ?? null,
    state: one.disabledAt !== null ? 'disabled' : one.passwordHash === null && one.instanceId === null ? 'waiting' : 'active',
  }));
}

type Row = typeof staff.$inferSelect;

/** Locks every owner, so that two who take away from each other do it one after the other. */
async function change(db: Db, by: string, id: number, what: Deed['what'], work: (tx: Tx, row: Row) => Promise<Pick<Deed, 'before' | 'after'>>): Promise<void> {
  await db.transaction(async (tx) => {
    await tx.select({ id: staff.id }).from(staff).where(eq(staff.role, 'owner')).orderBy(asc(staff.id)).for('update');
    const [row] = await tx.select().from(staff).where(eq(staff.id, id)).for('update');
    if (row === undefined) throw new Refused('NOT_FOUND', 'This account is not there any more');
    const deed = await work(tx, row);
    const [owner] = await tx.select({ id: staff.id }).from(staff).where(and(eq(staff.role, 'owner'), isNull(staff.disabledAt), isNotNull(staff.passwordHash))).limit(1);
    if (owner === undefined) throw new Refused('CONFLICT', `${row.name} is the last owner who can sign in: make somebody else an owner first`);
    await record(tx, { who: by, what, subject: row.email, ...deed });
  });
}

/** Only for accounts of our own: what a WHMCS vouches for is changed there. */
function own(row: Row, what: string): void {
  if (row.instanceId !== null) throw new Refused('CONFLICT', `${row.name} comes from WHMCS: ${what}`);
}

export const changeRole = (db: Db, by: string, id: number, role: StaffRole): Promise<void> =>
  change(db, by, id, 'people.changeRole', async (tx, row) => {
    own(row, 'its connection says which role its admins have');
    await tx.update(staff).set({ role }).where(eq(staff.id, id));
    // What was opened under the old role, such as a link to a file, ends with its session.
    if (role !== row.role) await endSessions(tx, id, { but: null });
    return { before: { role: row.role }, after: { role } };
  });

export const setDisabled = (db: Db, by: string, id: number, disabled: boolean): Promise<void> =>
  change(db, by, id, disabled ? 'people.disable' : 'people.enable', async (tx, row) => {
    await tx.update(staff).set({ disabledAt: disabled ? sql`now()` : null }).where(eq(staff.id, id));
    await endSessions(tx, id, { but: null });
    return { before: { disabled: row.disabledAt !== null }, after: { disabled } };
  });

export const remove = (db: Db, by: string, id: number): Promise<void> =>
  change(db, by, id, 'people.remove', async (tx, row) => {
    await tx.delete(staff).where(eq(staff.id, id));
    return { before: { name: row.name, role: row.role } };
  });

/** Answers the token of the link. */
export async function resetPassword(db: Db, by: string, id: number): Promise<{ token: string; email: string }> {
  let made = { token: '', email: '' };
  await change(db, by, id, 'people.resetPassword', async (tx, row) => {
    own(row, 'they have no password here');
    made = { token: await resetLink(tx, by, row), email: row.email };
    await endSessions(tx, id, { but: null });
    return { before: { password: row.passwordHash === null ? null : DOTS }, after: { password: null } };
  });
  return made;
}

export const resetTotp = (db: Db, by: string, id: number): Promise<void> =>
  change(db, by, id, 'people.resetTotp', async (tx, row) => {
    await removeTotp(tx, id);
    await endSessions(tx, id, { but: null });
    return { before: { authenticator: row.totp !== null }, after: { authenticator: false } };
  });

export async function revokeSessions(db: Db, by: string, id: number, which: { id: number } | { but: string | null }): Promise<number> {
  let ended = 0;
  await change(db, by, id, 'people.revokeSessions', async (tx) => {
    ended = await endSessions(tx, id, which);
    return { after: { ended } };
  });
  return ended;
}

/** What the admins of a WHMCS are here; null: they are not let in. Those who are in at the moment sign on again. */
export async function lendRole(db: Db, by: string, instanceId: number, role: LentRole | null): Promise<void> {
  await db.transaction(async (tx) => {
    const [before] = await tx.select().from(instances).where(and(eq(instances.id, instanceId), eq(instances.builtin, false))).for('update');
    if (before === undefined) throw new Refused('NOT_FOUND', 'This WHMCS is not connected any more');
    await tx.update(instances).set({ adminRole: role }).where(eq(instances.id, instanceId));
    await tx.execute(sql`delete from ${staffSessions} where staff_id in (select id from ${staff} where instance_id = ${instanceId})`);
    if (role !== null) await tx.update(staff).set({ role }).where(eq(staff.instanceId, instanceId));
    await record(tx, { who: by, what: 'people.lendRole', subject: before.name, before: { role: before.adminRole }, after: { role } });
  });
}
