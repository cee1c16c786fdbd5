/** When a WHMCS was last heard of, and with which module: written once a minute, not with each of a cron's hundred calls. */
import { noteSeen } from '#db/queries/instance.ts';
import type { Api, Request } from './context.ts';

const EVERY_MS = 60_000;
const written = new WeakMap<object, Map<string, number>>();

export async function seen({ db }: Api, instanceId: number, { moduleVersion, whmcsVersion }: Request): Promise<void> {
  const of = written.get(db) ?? new Map<string, number>();
  written.set(db, of);
  const key = [instanceId, moduleVersion, whmcsVersion].join(' ');
  if (performance.now() - (of.get(key) ?? -Infinity) < EVERY_MS) return;
  // Another version has its own key: the one before is forgotten, so that going back to it is noticed.
  for (const old of of.keys()) if (old.startsWith(`${instanceId} `)) of.delete(old);
  of.set(key, performance.now());
  await noteSeen(db, instanceId, { moduleVersion, whmcsVersion });
}
