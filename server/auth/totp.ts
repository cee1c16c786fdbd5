/** Codes of an authenticator app (RFC 6238: six digits, 30 seconds), and codes for when it is lost. */
import { randomBytes } from 'node:crypto';
import { and, eq, lt, sql } from 'drizzle-orm';
import { Secret as Key, TOTP } from 'otpauth';
import type { Db, Queryable, Tx } from '#db/client.ts';
import { recoveryCodes, staff } from '#db/schema/index.ts';
import { Secret } from '#server/core/secret.ts';
import { Refused } from '#server/refused.ts';
import type { Sealer } from '#server/seal.ts';
import { hashOf } from './tokens.ts';

const PERIOD = 30;
const CODES = 10;
const rowName = (staffId: number): string => `staff.totp:${staffId}`;
const clockOf = (key: Secret, label = ''): TOTP => new TOTP({ issuer: 'Hostwright', label, secret: Key.fromBase32(key.reveal()), algorithm: 'SHA1', digits: 6, period: PERIOD });

/** A key that counts for nothing until a code of it was given. Answers it with the address that an app reads. */
export async function beginTotp(db: Db, sealer: Sealer, { staffId, email }: { staffId: number; email: string }): Promise<{ key: string; uri: string }> {
  const key = new Secret(new Key({ size: 20 }).base32);
  await db.update(staff).set({ totpNew: sealer.seal(key.reveal(), rowName(staffId)) }).where(eq(staff.id, staffId));
  return { key: key.reveal(), uri: clockOf(key, email).toString() };
}

/** The time step that a code is of; null for a wrong one. A step to each side is allowed: clocks differ. */
function stepOf(key: Secret, code: string): number | null {
  const delta = clockOf(key).validate({ token: code, window: 1 });
  return delta === null ? null : Math.floor(Date.now() / 1000 / PERIOD) + delta;
}

/** `k7mq-2xdr-5fwp-hz4c`: 80 bits, without the figures that look like letters. */
function newCode(): string {
  const letters = 'abcdefghijklmnopqrstuvwxyz234567';
  const text = Array.from(randomBytes(16), (byte) => letters[byte % 32]).join('');
  return (text.match(/.{4}/g) ?? []).join('-');
}
const plain = (code: string): string => code.toLowerCase().replace(/0/g, 'o').replace(/1/g, 'l').replace(/[^a-z2-7]/g, '');

/** The old ones end. They are answered once; only their hashes are kept. */
export async function makeRecoveryCodes(tx: Tx, staffId: number): Promise<string[]> {
  const codes = Array.from({ length: CODES }, newCode);
  await tx.delete(recoveryCodes).where(eq(recoveryCodes.staffId, staffId));
  await tx.insert(recoveryCodes).values(codes.map((code) => ({ hash: hashOf(plain(code)), staffId })));
  return codes;
}

/** The key counts from now on. Throws `Refused` for a wrong code. */
export async function confirmTotp(tx: Tx, sealer: Sealer, staffId: number, code: string): Promise<string[]> {
  const [row] = await tx.select({ totpNew: staff.totpNew }).from(staff).where(eq(staff.id, staffId)).for('update');
  if (row?.totpNew === undefined || row.totpNew === null) throw new Refused('CONFLICT', 'Nothing is being set up: begin once more');
  const step = stepOf(sealer.open(row.totpNew, rowName(staffId)), code.replace(/\D/g, ''));
  if (step === null) throw new Refused('BAD_REQUEST', 'This code is not right: take the one that the app shows now, and look whether the phone’s clock is right', 'code');
  await tx.update(staff).set({ totp: row.totpNew, totpNew: null, totpStep: step }).where(eq(staff.id, staffId));
  return makeRecoveryCodes(tx, staffId);
}

export async function removeTotp(db: Queryable, staffId: number): Promise<void> {
  await db.update(staff).set({ totp: null, totpNew: null }).where(eq(staff.id, staffId));
  await db.delete(recoveryCodes).where(eq(recoveryCodes.staffId, staffId));
}

/** True for the app's code, or for a recovery code. Either is used up by it. */
export async function spendCode(db: Queryable, sealer: Sealer, person: { id: number; totp: string }, code: string): Promise<boolean> {
  if (code.replace(/[^a-z0-9]/gi, '').length > 8) {
    const used = await db.delete(recoveryCodes).where(and(eq(recoveryCodes.staffId, person.id), eq(recoveryCodes.hash, hashOf(plain(code))))).returning();
    return used.length > 0;
  }
  const step = stepOf(sealer.open(person.totp, rowName(person.id)), code.replace(/\D/g, ''));
  if (step === null) return false;
  // The step only grows: of two that send the same code one gets in.
  const taken = await db.update(staff).set({ totpStep: step }).where(and(eq(staff.id, person.id), lt(staff.totpStep, step))).returning({ id: staff.id });
  return taken.length > 0;
}

export async function codesLeft(db: Queryable, staffId: number): Promise<number> {
  const [row] = await db.select({ n: sql<number>`count(*)::int` }).from(recoveryCodes).where(eq(recoveryCodes.staffId, staffId));
  return row?.n ?? 0;
}
