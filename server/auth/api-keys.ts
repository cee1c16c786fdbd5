/** Keys of the provider's own scripts: made with scopes and an end, shown once, kept as a hash. */
import { and, eq, isNull, sql } from 'drizzle-orm';
import type { Db, Tx } from '#db/client.ts';
import { apiKeys, instances } from '#db/schema/index.ts';
import type { Scope } from '#server/core/scopes.ts';
import { Refused } from '#server/refused.ts';
import { isAllowed } from './addresses.ts';
import { hashOf, newToken } from './tokens.ts';

const PREFIX = 'hwa_';
export const isApiKey = (token: string): boolean => token.startsWith(PREFIX);
/** One that has neither been revoked nor come to its end. */
export const isValid = and(isNull(apiKeys.revokedAt), sql`(${apiKeys.expiresAt} is null or ${apiKeys.expiresAt} > now())`);
const HINT = 10;
const NOTED_MS = 60_000;

export interface NewApiKey {
  name: string;
  instanceId: number;
  scopes: Scope[];
  addresses: string[];
  /** Null: it has no end. */
  days: number | null;
  createdBy: string;
}

/** Answers the key, the only time that it can be read. */
export async function makeApiKey(tx: Tx, { days, ...key }: NewApiKey): Promise<{ id: number; key: string; hint: string }> {
  const token = PREFIX + newToken();
  const hint = token.slice(0, HINT);
  const [row] = await tx.insert(apiKeys).values({ ...key, hash: hashOf(token), hint, ...(days !== null && { expiresAt: sql`now() + make_interval(days => ${days}::int)` }) }).returning({ id: apiKeys.id });
  if (row === undefined) throw new Error('A key was not written');
  return { id: row.id, key: token, hint };
}

export interface ScriptCaller {
  instanceId: number;
  /** As what it does is signed. */
  name: string;
}

/**
 * Null for what is no key, or one that has ended. Throws `Refused` for one that comes from a wrong address or may not do
 * this; `scope` null is what no key may.
 */
export async function scriptOf(db: Db, token: string, { from, scope }: { from: string; scope: Scope | null }): Promise<ScriptCaller | null> {
  if (!isApiKey(token) || token.length > 100) return null;
  const [row] = await db.select({ key: apiKeys }).from(apiKeys).innerJoin(instances, eq(instances.id, apiKeys.instanceId))
    .where(and(eq(apiKeys.hash, hashOf(token)), isValid));
  if (row === undefined) return null;
  const { id, name, instanceId, scopes, addresses, usedAt, usedFrom } = row.key;
  if (!isAllowed(addresses, from)) throw new Refused('FORBIDDEN', `This key may not be used from ${from}: allow the address in the dashboard (Settings, API keys)`);
  if (scope === null) throw new Refused('FORBIDDEN', 'This is for WHMCS alone: no API key may do it');
  if (!scopes.includes(scope)) throw new Refused('FORBIDDEN', `This key may not do this: it takes the scope ${scope}`);
  if (usedAt === null || usedFrom !== from || Date.now() - usedAt.getTime() > NOTED_MS) await db.update(apiKeys).set({ usedAt: sql`now()`, usedFrom: from }).where(eq(apiKeys.id, id));
  return { instanceId, name };
}
