/** What somebody sets of their own account. */
import { eq } from 'drizzle-orm';
import type { Db } from '#db/client.ts';
import { staff } from '#db/schema/index.ts';
import { record } from '#server/audit.ts';
import type { Language } from '#server/core/language.ts';
import { Refused } from '#server/refused.ts';
import type { Sealer } from '#server/seal.ts';
import { giveBackGuess, provePassword, spendGuess } from './login.ts';
import { confirmSession, endSessions, type StaffCaller } from './sessions.ts';
import { setPassword } from './staff.ts';
import { codesLeft, confirmTotp, makeRecoveryCodes, removeTotp } from './totp.ts';

export interface Profile {
  name: string;
  email: string;
  language: Language;
  timeZone: string | null;
  codesLeft: number;
}

export async function profileOf(db: Db, caller: StaffCaller): Promise<Profile> {
  const [row] = await db.select().from(staff).where(eq(staff.id, caller.staffId));
  if (row === undefined) throw new Refused('NOT_FOUND', 'Your account is not there any more');
  return { name: row.name, email: row.email, language: row.language, timeZone: row.timeZone, codesLeft: await codesLeft(db, row.id) };
}

export async function saveProfile(db: Db, caller: StaffCaller, { name, ...set }: { name: string; language: Language; timeZone: string | null }): Promise<void> {
  // The signature of somebody who comes from WHMCS says so, and is written at each arrival.
  if (caller.whmcs !== null && name !== caller.name) throw new Refused('CONFLICT', 'Your name comes from WHMCS: change it there', 'name');
  await db.transaction(async (tx) => {
    await tx.update(staff).set({ name, ...set }).where(eq(staff.id, caller.staffId));
    if (name !== caller.name) await record(tx, { who: caller.name, what: 'profile.save', subject: caller.email, before: { name: caller.name }, after: { name } });
  });
}

/** Every other session of theirs ends. */
export async function changePassword(db: Db, caller: StaffCaller, given: { current: string; password: string }): Promise<void> {
  await provePassword(db, caller.staffId, given.current);
  await db.transaction(async (tx) => {
    await setPassword(tx, caller.staffId, given.password, caller.hash);
    await confirmSession(tx, caller.hash);
    await record(tx, { who: caller.name, what: 'profile.changePassword', subject: caller.email });
  });
}

export async function enrol(db: Db, sealer: Sealer, caller: StaffCaller, code: string): Promise<string[]> {
  await spendGuess(caller.staffId);
  return db.transaction(async (tx) => {
    const codes = await confirmTotp(tx, sealer, caller.staffId, code);
    await giveBackGuess(caller.staffId);
    await endSessions(tx, caller.staffId, { but: caller.hash });
    await confirmSession(tx, caller.hash);
    await record(tx, { who: caller.name, what: 'profile.totpOn', subject: caller.email });
    return codes;
  });
}

export const unenrol = (db: Db, caller: StaffCaller): Promise<void> =>
  db.transaction(async (tx) => {
    await removeTotp(tx, caller.staffId);
    await record(tx, { who: caller.name, what: 'profile.totpOff', subject: caller.email });
  });

export const newCodes = (db: Db, caller: StaffCaller): Promise<string[]> =>
  db.transaction(async (tx) => {
    await record(tx, { who: caller.name, what: 'profile.newCodes', subject: caller.email });
    return makeRecoveryCodes(tx, caller.staffId);
  });
