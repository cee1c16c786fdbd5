/**
 * For a WHMCS whose API we can't call: the module there asks what is pending, does it inside WHMCS and says what is done.
 * Tickets it leaves to the API. What we could not deliver by the API is offered as well.
 */
import { and, asc, eq, gt, inArray, isNull, sql } from 'drizzle-orm';
import type { Db } from '#db/client.ts';
import { callBacks, services, tasks } from '#db/schema/index.ts';
import { fieldsOf } from './fields.ts';
import { bornWith, isEarly, isStale } from './stale.ts';

interface Change {
  /** To be acknowledged when it is done; higher is newer. */
  id: number;
  /** WHMCS's own number of the service. */
  serviceId: string;
  clientId: string;
}
export type PendingChange = Change &
  ({ kind: 'product'; username: string | null; dedicatedIp: string | null; nameservers: readonly string[] } | { kind: 'mail'; template: string } | { kind: 'activity'; text: string } | { kind: 'notify'; title: string; text: string; status: string });

const MOST = 200;

/** In order, after the cursor. The same one is answered until it is acknowledged. */
export async function pendingChanges(db: Db, instanceId: number, after = 0): Promise<{ changes: readonly PendingChange[]; cursor: number; more: boolean }> {
  const rows = await db.select({ row: callBacks, service: services, born: bornWith }).from(callBacks).innerJoin(services, eq(services.id, callBacks.serviceId)).leftJoin(tasks, eq(tasks.id, callBacks.taskId))
    .where(and(eq(callBacks.instanceId, instanceId), gt(callBacks.id, after), isNull(callBacks.doneAt), sql`${callBacks.kind} <> 'ticket' and (${tasks.id} is null or ${tasks.status} in ('failed', 'cancelled'))`)).orderBy(asc(callBacks.id)).limit(MOST + 1);
  const changes: PendingChange[] = [];
  const shown = rows.slice(0, MOST);
  for (const about of shown) {
    if (isStale(about) || isEarly(about)) continue;
    const { row: { id, payload }, service } = about;
    const change = { id, serviceId: service.externalId, clientId: service.desired.clientId };
    if (payload.kind === 'product') {
      const { username, ip, nameservers } = await fieldsOf(db, service);
      changes.push({ ...change, kind: 'product', username, dedicatedIp: ip, nameservers });
    } else if (payload.kind === 'mail') changes.push({ ...change, kind: 'mail', template: payload.template });
    else if (payload.kind === 'activity') changes.push({ ...change, kind: 'activity', text: payload.text });
    else if (payload.kind === 'notify') changes.push({ ...change, kind: 'notify', title: payload.title, text: payload.text, status: payload.status });
  }
  return { changes, cursor: shown.at(-1)?.row.id ?? after, more: rows.length > MOST };
}

/** Answers how many it did not know to be done. */
export async function acknowledgeChanges(db: Db, instanceId: number, ids: readonly number[]): Promise<number> {
  if (ids.length === 0) return 0;
  const done = await db.update(callBacks).set({ doneAt: sql`clock_timestamp()`, doneBy: 'module' }).where(and(eq(callBacks.instanceId, instanceId), inArray(callBacks.id, [...ids]), isNull(callBacks.doneAt))).returning({ id: callBacks.id });
  return done.length;
}
