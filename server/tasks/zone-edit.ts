/**
 * What people make of a zone: the wish is written and a `change` opened for it in one transaction, under the service's
 * lock, with a task per nameserver. The task that runs reads the newest wish.
 */
import { eq, inArray, sql } from 'drizzle-orm';
import type { Tx } from '#db/client.ts';
import { nodes, services } from '#db/schema/index.ts';
import { published } from '#server/core/modes/parts.ts';
import { editZone, type ZoneChange } from '#server/core/zone-edit.ts';
import { Refused } from '#server/refused.ts';
import { openChange } from './change.ts';
import type { Engine } from './engine.ts';
import { openSubject } from './items.ts';
import { planInput, type Subject } from './operation.ts';
import { isSignable, missingNameservers } from './resync.ts';
import { retryOver } from './retry.ts';
import { emit } from './emit.ts';
import { wishOf } from './wish.ts';

const SYNC = 'dns.syncRecords';

/** Nameservers that are to write the zone and have not begun: they will read the newest wish. Also one that has no zone yet. */
async function aboutTo(tx: Tx, { service }: Subject): Promise<ReadonlySet<number>> {
  const { rows } = await tx.execute<{ node_id: number }>(sql`
    select distinct node_id from tasks where service_id = ${service.id} and generation = ${service.generation} and action = ${SYNC} and status in ('waiting', 'queued', 'retrying', 'postponed')`);
  return new Set(rows.map((row) => row.node_id));
}

/** Each nameserver would sign it with a key of its own, and what one of them says would not fit what the other's key is known by. */
async function oneCopy(tx: Tx, subject: Subject): Promise<void> {
  if (!isSignable(subject, await missingNameservers(tx, subject))) throw new Refused('PRECONDITION_FAILED', 'This zone is on several nameservers, and each would sign it with a key of its own: only a zone on one can be signed');
}

export interface ZoneEditing {
  /** What the person saw. */
  rev: number;
  changes: readonly ZoneChange[];
}

/** All of the changes or none. Throws `Refused`: somebody was faster, a nameserver would drop the zone, over the limit, or not to be changed now. Answers the new revision. */
export async function changeZone(engine: Engine, serviceId: number, { rev, changes }: ZoneEditing, by: string): Promise<{ rev: number }> {
  const policies = await engine.policies();
  return engine.db.transaction(async (tx) => {
    const subject = await openSubject(tx, serviceId);
    const { service, places } = subject;
    const tasks = published(planInput(subject));
    if (tasks.length === 0) throw new Refused('PRECONDITION_FAILED', 'This service has no zone of its own');
    if (service.desired.records.rev !== rev) throw new Refused('CONFLICT', 'The records were changed meanwhile, by somebody else or in another window: look at them again, then change them', 'rev');
    if (changes.some((change) => change.do === 'sign' && change.on)) await oneCopy(tx, subject);
    const sites = await tx.select().from(nodes).where(inArray(nodes.id, places.map((place) => place.nodeId)));
    const wish = wishOf(service, places, sites, subject.guests, engine.sealer);
    const edited = editZone(wish, changes, service.desired.limits.dns_records);
    if (!edited.ok) throw new Refused('CONFLICT', edited.message, edited.field);
    await tx.update(services).set({ desired: { ...service.desired, records: edited.edits } }).where(eq(services.id, serviceId));
    const facts = { zoneRev: edited.edits.rev };
    const about = await aboutTo(tx, subject);
    const plan = tasks.filter((task) => task.nodeId !== null && !about.has(task.nodeId));
    if (plan.length === 0) await emit(tx, serviceId, { service: facts });
    else await openChange(tx, engine, subject, { plan, openedBy: by, policies, urgent: true, facts });
    return { rev: edited.edits.rev };
  });
}

/** Whatever nameserver did not take the zone is given it once more, with fresh attempts. Answers how many. */
export async function retryZone(engine: Engine, serviceId: number, by: string): Promise<{ retried: number }> {
  const policies = await engine.policies();
  return engine.db.transaction(async (tx) => {
    const { service } = await openSubject(tx, serviceId);
    const { rows } = await tx.execute<{ id: number }>(sql`select max(id) as id from tasks where service_id = ${serviceId} and generation = ${service.generation} and action = ${SYNC} group by node_id`);
    return { retried: await retryOver(tx, engine, serviceId, { taskIds: rows.map((row) => row.id), policies, by }) };
  });
}
