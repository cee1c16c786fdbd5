/** How much one key and one address may ask of WHMCS's door within a minute: a loop that runs wild and a stranger who guesses slow down themselves, and nobody else. */
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { Refused } from '#server/refused.ts';
import { hashOf } from './tokens.ts';

const MINUTE = 60;
/** Of WHMCS more than twice what one PHP process can ask: its cron and its pages together stay below. */
const MOST = { whmcs: 30_000, script: 6_000 } as const;
const WRONG_KEYS = 60;

const calls = { whmcs: new RateLimiterMemory({ points: MOST.whmcs, duration: MINUTE }), script: new RateLimiterMemory({ points: MOST.script, duration: MINUTE }) };
const wrong = new RateLimiterMemory({ points: WRONG_KEYS, duration: MINUTE });

const secondsOf = (spent: unknown): number => (spent instanceof RateLimiterRes ? Math.max(1, Math.ceil(spent.msBeforeNext / 1000)) : MINUTE);

/** Before a key is looked up. Who had a good one within the last minute is let through, however many wrong ones come from beside it. */
export async function mayKnock(from: string, key: string | null): Promise<void> {
  const spent = await wrong.get(from);
  if (spent === null || spent.consumedPoints < WRONG_KEYS) return;
  const hash = key === null ? null : hashOf(key);
  if (hash !== null && ((await calls.whmcs.get(hash)) ?? (await calls.script.get(hash))) !== null) return;
  throw new Refused('TOO_MANY_REQUESTS', `Too many calls with wrong keys came from ${from}: put the right key in, then try again in ${secondsOf(spent)} seconds`);
}

export const noteWrongKey = (from: string): Promise<unknown> => wrong.penalty(from);

export async function spendCall(kind: keyof typeof MOST, key: string): Promise<void> {
  await calls[kind].consume(hashOf(key)).catch((spent: unknown) => {
    throw new Refused('TOO_MANY_REQUESTS', `This key was used more than ${MOST[kind].toLocaleString('en')} times within a minute: try again in ${secondsOf(spent)} seconds`);
  });
}
