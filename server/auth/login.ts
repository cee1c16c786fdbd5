/** Signing in: the password, then the app's code where there is one; and proving once more who one is. */
import { verify, hash } from '@node-rs/argon2';
import { and, eq, isNull } from 'drizzle-orm';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import type { Db } from '#db/client.ts';
import { staff } from '#db/schema/index.ts';
import { Refused } from '#server/refused.ts';
import type { Sealer } from '#server/seal.ts';
import { confirmSession, endSession, type From, type StaffCaller, startSession } from './sessions.ts';
import { hashOf, newToken } from './tokens.ts';
import { spendCode } from './totp.ts';

/** A password that nobody has: an unknown address costs the same time as a wrong password. */
const DUMMY = hash(newToken());

// Per address and per (address, account): a stranger can slow down his own guesses, not lock the owner out.
const byIp = new RateLimiterMemory({ points: 30, duration: 60 });
const byPair = new RateLimiterMemory({ points: 5, duration: 60 });
// Per person, for guesses of those who have passed the password or sit at an open session already.
const byPerson = new RateLimiterMemory({ points: 10, duration: 60 });
const byPersonLong = new RateLimiterMemory({ points: 30, duration: 3600 });

const tooMany = (): never => {
  throw new Refused('TOO_MANY_REQUESTS', 'Too many attempts: wait a minute, then try again');
};
const spend = (ip: string, email: string): Promise<unknown> => Promise.all([byIp.consume(ip), byPair.consume(`${ip} ${email}`)]).catch(tooMany);
/** Before a secret of somebody who is known is compared; one that was right is given back. */
export const spendGuess = (staffId: number): Promise<unknown> => Promise.all([byPerson.consume(staffId), byPersonLong.consume(staffId)]).catch(tooMany);
export const giveBackGuess = (staffId: number): Promise<unknown> => Promise.all([byPerson.reward(staffId), byPersonLong.reward(staffId)]);

/** Those who have a password here, by their address. */
const byEmail = (email: string) => and(eq(staff.email, email.toLowerCase()), isNull(staff.instanceId));

/** The app's code, or one of recovery; one that was wrong is a guess spent. */
async function proveCode(db: Db, sealer: Sealer, person: { id: number; totp: string }, code: string, refusal: 'UNAUTHORIZED' | 'BAD_REQUEST'): Promise<void> {
  await spendGuess(person.id);
  if (!(await spendCode(db, sealer, person, code))) throw new Refused(refusal, 'This code is wrong or was used already: wait for the next one', 'code');
  await giveBackGuess(person.id);
}

export interface Credentials extends From {
  email: string;
  password: string;
  /** The app's, or a recovery code; null at the first try. */
  code: string | null;
  /** The cookie that this browser had. */
  old: string | null;
}

/** A fresh session; an old cookie of the same browser ends. `Refused` with the field `code` when only that is missing or wrong. */
export async function login(db: Db, sealer: Sealer, given: Credentials): Promise<{ token: string; expiresAt: Date }> {
  await spend(given.ip, given.email.toLowerCase());
  const [person] = await db.select().from(staff).where(byEmail(given.email));
  const right = await verify(person?.passwordHash ?? (await DUMMY), given.password);
  if (person === undefined || person.passwordHash === null || !right) throw new Refused('UNAUTHORIZED', 'E-mail address or password is wrong');
  if (person.disabledAt !== null) throw new Refused('UNAUTHORIZED', 'This account is switched off: ask an owner');
  if (person.totp !== null) {
    if (given.code === null) throw new Refused('UNAUTHORIZED', 'The code of your authenticator app is missing', 'code');
    await proveCode(db, sealer, { id: person.id, totp: person.totp }, given.code, 'UNAUTHORIZED');
  }
  if (given.old !== null) await endSession(db, hashOf(given.old));
  return startSession(db, person.id, given);
}

/** Throws `Refused` when the password is not theirs. */
export async function provePassword(db: Db, staffId: number, password: string): Promise<void> {
  await spendGuess(staffId);
  const [person] = await db.select({ passwordHash: staff.passwordHash }).from(staff).where(eq(staff.id, staffId));
  if (person?.passwordHash === null || person?.passwordHash === undefined) throw new Refused('CONFLICT', 'You have no password here: come again by WHMCS', 'password');
  if (!(await verify(person.passwordHash, password))) throw new Refused('BAD_REQUEST', 'This is not your password', 'password');
  await giveBackGuess(staffId);
}

/** Whoever has an app proves themselves by its code, all others by their password. */
export async function prove(db: Db, sealer: Sealer, caller: StaffCaller, proof: string): Promise<void> {
  const [person] = await db.select({ totp: staff.totp }).from(staff).where(eq(staff.id, caller.staffId));
  if (person?.totp === null || person?.totp === undefined) await provePassword(db, caller.staffId, proof);
  else await proveCode(db, sealer, { id: caller.staffId, totp: person.totp }, proof, 'BAD_REQUEST');
  await confirmSession(db, caller.hash);
}
