/** The nodes as the dashboard lists them, and one with all that its page shows. */
import { asc, desc, eq, sql } from 'drizzle-orm';
import type { Queryable } from '#db/client.ts';
import { groups, nodeEvents, nodes, nodeSamples, placements, readings, services } from '#db/schema/index.ts';

type Row = typeof nodes.$inferSelect;
const iso = (at: Date | null): string | null => at?.toISOString() ?? null;

/** Everything but the key. `circuitUntil` only while it is open. */
function shown({ sshKey: _, ...node }: Row) {
  const open = node.circuitUntil !== null && node.circuitUntil > new Date();
  return {
    ...node, circuitUntil: open ? iso(node.circuitUntil) : null, halfOpen: node.circuitUntil !== null && !open,
    lastErrorAt: iso(node.lastErrorAt), probedAt: iso(node.probedAt), statusAt: iso(node.statusAt), createdAt: node.createdAt.toISOString(), keyAt: node.keyAt.toISOString(),
  };
}

async function rowsOf(db: Queryable, id?: number) {
  const rows = await db.select({
    node: nodes, group: groups.name, services: sql<number>`coalesce((select placed from node_loads l where l.node_id = ${nodes.id}), 0)`,
    queued: sql<number>`(select count(*) from tasks t where t.node_id = ${nodes.id} and t.status = 'queued')`,
    taskAlarm: sql<string | null>`(select t.alarm from tasks t where t.node_id = ${nodes.id} and t.alarm is not null order by t.id limit 1)`,
  }).from(nodes).innerJoin(groups, eq(groups.id, nodes.groupId)).where(id === undefined ? undefined : eq(nodes.id, id)).orderBy(asc(nodes.name));
  return rows.map(({ node, taskAlarm, ...rest }) => ({ ...shown(node), ...rest, services: Number(rest.services), queued: Number(rest.queued), alarm: node.alarm ?? taskAlarm }));
}

export const nodeList = (db: Queryable) => rowsOf(db);

/** Samples of the last day, of which a picture needs no more than these. */
const SAMPLES = 300;
const EVENTS = 50;
const SERVICES = 50;

/** Null for a node that is not there. */
export async function nodeDetail(db: Queryable, id: number) {
  const [node] = await rowsOf(db, id);
  if (node === undefined) return null;
  const samples = await db.select().from(nodeSamples).where(eq(nodeSamples.nodeId, id)).orderBy(desc(nodeSamples.at)).limit(SAMPLES);
  const events = await db.select().from(nodeEvents).where(eq(nodeEvents.nodeId, id)).orderBy(desc(nodeEvents.id)).limit(EVENTS);
  const placed = await db.selectDistinct({ id: services.id, domain: services.domain, state: services.state, reference: services.reference, login: placements.login }).from(placements)
    .innerJoin(services, sql`${services.id} = ${placements.serviceId} and ${services.generation} = ${placements.generation} and ${services.live}`).where(eq(placements.nodeId, id)).orderBy(desc(services.id)).limit(SERVICES);
  const read = await db.select().from(readings).where(eq(readings.nodeId, id)).orderBy(asc(readings.kind));
  return {
    node,
    samples: samples.toReversed().map(({ nodeId: _, at, ...sample }) => ({ ...sample, at: at.toISOString() })),
    events: events.map((event) => ({ id: event.id, text: event.text, at: event.at.toISOString() })),
    placed,
    readings: read.map((one) => ({ kind: one.kind, nextAt: one.nextAt.toISOString(), readAt: iso(one.readAt), error: one.error })),
  };
}
