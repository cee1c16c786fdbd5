/**
 * For a WHMCS whose API we can't call: the module there asks what is pending, does it inside WHMCS and says what is done.
 * Fields of services it takes from `service.changes`, tickets it leaves to the API. What the API did not take is offered as well; not what
 * a person cancelled, and no mail that may have gone: whether it has, a person sees in WHMCS.
 */
import type { z } from 'zod';
import { and, asc, eq, gt, inArray, isNull, sql } from 'drizzle-orm';
import type { Db } from '#db/client.ts';
import { callBacks, services, tasks } from '#db/schema/index.ts';
import type { contract } from './contract.ts';
import { bornWith, isEarly, isStale } from './stale.ts';

type Change = z.output<typeof contract.pending.output>['changes'][number];

const MOST = 200;

/** In order, after the cursor. The same one is answered until it is acknowledged. */
export async function pendingChanges(db: Db, instanceId: number, publicUrl: string, after = 0): Promise<z.output<typeof contract.pending.output>> {
  const rows = await db.select({ row: callBacks, service: services, born: bornWith }).from(callBacks).innerJoin(services, eq(services.id, callBacks.serviceId)).leftJoin(tasks, eq(tasks.id, callBacks.taskId))
    .where(and(eq(callBacks.instanceId, instanceId), gt(callBacks.id, after), isNull(callBacks.doneAt), sql`${callBacks.kind} not in ('ticket', 'product') and (${tasks.id} is null or ${tasks.status} = 'failed') and not (${callBacks.kind} = 'mail' and ${callBacks.before} is not null)`)).orderBy(asc(callBacks.id)).limit(MOST + 1);
  const changes: Change[] = [];
  const shown = rows.slice(0, MOST);
  for (const about of shown) {
    if (isStale(about) || isEarly(about)) continue;
    const { row: { id, payload }, service } = about;
    const empty = { id, serviceId: service.externalId, clientId: service.desired.clientId, event: '', template: '', title: '', text: '', status: '', url: `${publicUrl}/services/${service.id}` };
    if (payload.kind !== 'product' && payload.kind !== 'ticket') changes.push({ ...empty, ...payload });
  }
  return { changes, cursor: shown.at(-1)?.row.id ?? after, more: rows.length > MOST };
}

/** Answers how many it did not know to be done. */
export async function acknowledgeChanges(db: Db, instanceId: number, ids: readonly number[]): Promise<number> {
  if (ids.length === 0) return 0;
  const done = await db.update(callBacks).set({ doneAt: sql`clock_timestamp()`, doneBy: 'module' }).where(and(eq(callBacks.instanceId, instanceId), inArray(callBacks.id, [...ids]), isNull(callBacks.doneAt))).returning({ id: callBacks.id });
  return done.length;
}
