/** WHMCS keys: one per instance, shown once, kept as a hash; the ticket key is derived from it and kept encrypted. */
import { createHmac } from 'node:crypto';
import { and, eq, isNull, sql } from 'drizzle-orm';
import type { Db, Queryable } from '#db/client.ts';
import { embedSessions, instanceKeys, staffSessions } from '#db/schema/index.ts';
import type { Secret } from '#server/core/secret.ts';
import { Refused } from '#server/refused.ts';
import type { Sealer } from '#server/seal.ts';
import { isAllowed } from './addresses.ts';
import { hashOf, newToken } from './tokens.ts';

const PREFIX = 'hw_';
export const ticketKeyOf = (key: string): string => createHmac('sha256', key).update('embed/v1').digest('base64url');
const rowName = (hash: string): string => `instance_keys.ticket:${hash}`;

export interface InstanceCaller {
  kind: 'instance';
  instanceId: number;
  keyId: number;
  name: string;
}
/** A write at each call would cost more than most of them. */
const NOTED_SECONDS = 60;

/** Makes a key for an instance and answers it, the only time that it can be read. */
export async function makeKey(db: Queryable, sealer: Sealer, instanceId: number): Promise<string> {
  const key = PREFIX + newToken();
  const hash = hashOf(key);
  await db.insert(instanceKeys).values({ instanceId, hash, hint: key.slice(0, 9), ticketKey: sealer.seal(ticketKeyOf(key), rowName(hash)) });
  return key;
}

interface KeyRow extends Record<string, unknown> {
  keyId: number;
  instanceId: number;
  name: string;
  addresses: string[];
  /** When it was last used is to be written again. */
  due: boolean;
}

/** Throws `Refused` for a right key that comes from a wrong address. `from` is the caller's. Every call of WHMCS begins here: the statement is written out because putting it together takes longer than running it. */
export async function instanceOf(db: Db, key: string, from: string): Promise<InstanceCaller | null> {
  if (!key.startsWith(PREFIX) || key.length > 100) return null;
  const { rows: [row] } = await db.execute<KeyRow>(sql`
    select k.id as "keyId", i.id as "instanceId", i.name, i.addresses, k.used_at is null or k.used_from is distinct from ${from} or k.used_at < now() - make_interval(secs => ${NOTED_SECONDS}) as due
    from instance_keys k join instances i on i.id = k.instance_id where k.hash = ${hashOf(key)} and k.revoked_at is null`);
  if (row === undefined) return null;
  const { addresses, due, ...caller } = row;
  if (!isAllowed(addresses, from)) throw new Refused('FORBIDDEN', `This key may not be used from ${from}: allow the address in the dashboard (Settings, WHMCS)`);
  if (due) await db.update(instanceKeys).set({ usedAt: sql`now()`, usedFrom: from }).where(eq(instanceKeys.id, caller.keyId));
  return { kind: 'instance', ...caller };
}

/** The ticket keys that an instance's tickets may be signed with now. */
export async function ticketKeys(db: Db, sealer: Sealer, instanceId: number): Promise<readonly { keyId: number; key: Secret }[]> {
  const rows = await db.select().from(instanceKeys).where(and(eq(instanceKeys.instanceId, instanceId), isNull(instanceKeys.revokedAt)));
  return rows.map((row) => ({ keyId: row.id, key: sealer.open(row.ticketKey, rowName(row.hash)) }));
}

/** Ends a key, its tickets and every session that came of them. Answers false for one that is not there. */
export async function revokeKey(db: Queryable, keyId: number): Promise<boolean> {
  return db.transaction(async (tx) => {
    const ended = await tx.update(instanceKeys).set({ revokedAt: new Date() }).where(and(eq(instanceKeys.id, keyId), isNull(instanceKeys.revokedAt))).returning();
    await tx.delete(embedSessions).where(eq(embedSessions.keyId, keyId));
    await tx.delete(staffSessions).where(eq(staffSessions.keyId, keyId));
    return ended.length > 0;
  });
}

/** The dashboard as an ordering instance of its own. */
export async function ensureBuiltin(db: Db): Promise<void> {
  await db.execute(sql`insert into instances (name, builtin) select 'Dashboard', true where not exists (select 1 from instances where builtin)`);
}
