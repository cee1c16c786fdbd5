/** WHMCS's Module Queue, as the module there tells of it: what was refused or got no answer waits there until a person presses Retry. */
import type { z } from 'zod';
import { and, asc, eq, sql } from 'drizzle-orm';
import type { Db, Queryable } from '#db/client.ts';
import { instances, moduleQueue, services } from '#db/schema/index.ts';
import { FLEET, EVENT_CHANNEL } from '#server/tasks/emit.ts';
import type { contract } from './contract.ts';

type Told = z.output<typeof contract.queued.input>;
/** What people are shown at once. */
const MOST = 200;

/** Takes the place of what this Server had. Answers how many stand there now; staff's pages are told when that is another list. */
export async function keepQueue(db: Db, instanceId: number, { server, queue }: Told): Promise<number> {
  // One action of a service stands there once, whatever WHMCS has of it.
  const rows = [...new Map(queue.map(({ serviceId, action, error, at }) => [`${serviceId} ${action}`, { instanceId, server, externalId: serviceId, action, error, lastAt: new Date(at) }])).values()];
  await db.transaction(async (tx) => {
    // Two runs of its cron can overlap.
    await tx.execute(sql`select pg_advisory_xact_lock(hashtext('hostwright module queue'), ${instanceId})`);
    const gone = await tx.delete(moduleQueue).where(and(eq(moduleQueue.instanceId, instanceId), eq(moduleQueue.server, server))).returning();
    if (rows.length > 0) await tx.insert(moduleQueue).values(rows);
    if (listed(gone) !== listed(rows)) await tx.execute(sql`select pg_notify(${EVENT_CHANNEL}, ${FLEET})`);
  });
  return rows.length;
}
const listed = (rows: readonly Pick<typeof moduleQueue.$inferSelect, 'externalId' | 'action' | 'error' | 'lastAt'>[]): string => rows.map(({ externalId, action, error, lastAt }) => [externalId, action, error, lastAt.getTime()].join('\n')).toSorted().join('\n');

export interface Queued {
  instance: string;
  externalId: string;
  action: string;
  error: string;
  /** ISO: when WHMCS last tried. */
  at: string;
  /** ISO: when it stood there last. */
  toldAt: string;
  /** Ours, where there is one. */
  service: { id: number; domain: string } | null;
}

/** The oldest first; of one service when it is named. A module tells with every run while there is something: one that is silent for a day is not believed any more. */
export async function queuedIn(db: Queryable, serviceId?: number): Promise<readonly Queued[]> {
  const rows = await db.select({ queued: moduleQueue, instance: instances.name, id: services.id, domain: services.domain }).from(moduleQueue).innerJoin(instances, eq(instances.id, moduleQueue.instanceId))
    .leftJoin(services, and(eq(services.instanceId, moduleQueue.instanceId), eq(services.externalId, moduleQueue.externalId)))
    .where(and(sql`${moduleQueue.toldAt} > now() - interval '1 day'`, serviceId === undefined ? undefined : eq(services.id, serviceId))).orderBy(asc(moduleQueue.lastAt), asc(moduleQueue.externalId)).limit(MOST);
  return rows.map(({ queued: { externalId, action, error, lastAt, toldAt }, instance, id, domain }) => ({ instance, externalId, action, error, at: lastAt.toISOString(), toldAt: toldAt.toISOString(), service: id === null || domain === null ? null : { id, domain } }));
}
