/** How much one key and one address may ask of WHMCS's door within a minute: a loop that runs wild and a stranger who guesses slow down themselves, and nobody else. */
import { isIPv6 } from 'node:net';
import { isNull } from 'drizzle-orm';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { Db } from '#db/client.ts';
import { apiKeys, instanceKeys } from '#db/schema/index.ts';
import { Refused } from '#server/refused.ts';
import { isApiKey, isValid } from './api-keys.ts';
import { hashOf } from './tokens.ts';

const MINUTE = 60;
/** Of WHMCS more than twice what one PHP process can ask: its cron and its pages together stay below. */
const MOST = { whmcs: 30_000, script: 6_000 } as const;
const WRONG_KEYS = 60;
/** A key that is pasted in while its address is held back is known within it. */
const FRESH_MS = 5000;

const calls = { whmcs: new RateLimiterMemory({ points: MOST.whmcs, duration: MINUTE }), script: new RateLimiterMemory({ points: MOST.script, duration: MINUTE }) };
const wrong = new RateLimiterMemory({ points: WRONG_KEYS, duration: MINUTE });

const secondsOf = (spent: unknown): number => (spent instanceof RateLimiterRes ? Math.max(1, Math.ceil(spent.msBeforeNext / 1000)) : MINUTE);
/** Whoever has an IPv6 address has a network of them: its first half. */
function placeOf(from: string): string {
  if (!isIPv6(from) || /^::ffff:/i.test(from)) return from;
  const [front = [], back = []] = from.split('::').map((part) => part.split(':').filter((group) => group !== ''));
  return [...front, ...Array.from({ length: 8 - front.length - back.length }, () => '0'), ...back].slice(0, 4).join(':');
}

const valid = new WeakMap<Db, { at: number; hashes: Promise<ReadonlySet<string>> }>();
async function readValid(db: Db): Promise<ReadonlySet<string>> {
  const rows = await db.select({ hash: instanceKeys.hash }).from(instanceKeys).where(isNull(instanceKeys.revokedAt))
    .unionAll(db.select({ hash: apiKeys.hash }).from(apiKeys).where(isValid));
  return new Set(rows.map(({ hash }) => hash));
}
/** One look at all keys for however many guesses: they are few. */
function validIn(db: Db): Promise<ReadonlySet<string>> {
  const known = valid.get(db);
  if (known !== undefined && performance.now() - known.at < FRESH_MS) return known.hashes;
  const hashes = readValid(db);
  valid.set(db, { at: performance.now(), hashes });
  hashes.catch(() => valid.delete(db));
  return hashes;
}

/** Before a key is looked up. A right one is let through, however many wrong ones come from beside it: of a forgotten script, or of anybody behind the same proxy. */
export async function mayKnock(db: Db, from: string, key: string | null): Promise<void> {
  const spent = await wrong.get(placeOf(from));
  if (spent === null || spent.consumedPoints < WRONG_KEYS) return;
  if (key !== null && (await validIn(db)).has(hashOf(key))) return;
  throw new Refused('TOO_MANY_REQUESTS', `Too many calls with wrong keys came from ${from}: put the right key in, then try again in ${secondsOf(spent)} seconds`);
}

export const noteWrongKey = (from: string): Promise<unknown> => wrong.penalty(placeOf(from));

/** Before anything is done with a key, whatever comes of it. */
export async function spendCall(key: string): Promise<void> {
  const kind = isApiKey(key) ? 'script' : 'whmcs';
  await calls[kind].consume(hashOf(key)).catch((spent: unknown) => {
    throw new Refused('TOO_MANY_REQUESTS', `This key was used more than ${MOST[kind].toLocaleString('en')} times within a minute: try again in ${secondsOf(spent)} seconds`);
  });
}
