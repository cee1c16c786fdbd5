/** *Resync role*: what makes a role's part of a live service is done again, whatever its nodes say of themselves. */
import { eq, sql } from 'drizzle-orm';
import type { Tx } from '#db/client.ts';
import { nodeLoads, placements, products } from '#db/schema/index.ts';
import { actionFacts, buildActions } from '#server/core/action.ts';
import { isZones } from '#server/core/allocate.ts';
import type { Role } from '#server/core/names.ts';
import { type ServiceState, serviceWords } from '#server/core/operation.ts';
import { resyncPlan } from '#server/core/verify.ts';
import type { PlannedTask } from '#server/core/wish.ts';
import { defaultZone } from '#server/core/zone.ts';
import { Refused } from '#server/refused.ts';
import { openChange } from './change.ts';
import type { Engine } from './engine.ts';
import { type PlacementRow, planInput, type Subject, subjectOf } from './operation.ts';
import { candidates } from './place.ts';
import { lockForPerson } from './retry.ts';

export interface Resync {
  role: Role;
  /** One of the role's nodes, or a nameserver of the group that has no copy yet; all of them without it. */
  nodeId?: number | undefined;
  by: string;
}

/** Nameservers of the service's group that take a copy and have none: added to the group later, or left out when it was placed. A zone that is signed stays on the one whose key is known above. */
export async function missingNameservers(tx: Tx, { service, mode, places }: Subject): Promise<readonly { id: number; name: string }[]> {
  if (service.desired.records.signed || !mode.accounts(service.desired.roles).some(isZones)) return [];
  const [product] = await tx.select({ groupId: products.groupId, vanity: products.vanity }).from(products).where(eq(products.id, service.productId));
  const all = product === undefined ? [] : await candidates(tx, product);
  const takes = ({ maxAccounts, placed }: (typeof all)[number]): boolean => maxAccounts === null || placed < maxAccounts;
  return all.filter((node) => node.roles.includes('dns') && node.state === 'active' && takes(node) && !places.some((place) => place.nodeId === node.id));
}

/** A zone can be signed that has one copy and gets no other. */
export const isSignable = (subject: Subject, missing: readonly unknown[]): boolean => subject.places.filter(({ role }) => role === 'dns').length === 1 && missing.length === 0;

/** They become the service's, with the login and the package that it has on the others. Counted as every choice of nodes is. */
async function adopt(tx: Tx, subject: Subject, nodeId: number | undefined): Promise<readonly PlacementRow[]> {
  const known = subject.places.find((place) => place.role === 'dns');
  if (known === undefined) return [];
  await tx.execute(sql`select g.id from groups g join products p on p.group_id = g.id where p.id = ${subject.service.productId} for no key update of g`);
  const rows = (await missingNameservers(tx, subject)).filter(({ id }) => nodeId === undefined || id === nodeId).map(({ id }): PlacementRow => ({ ...known, nodeId: id, fact: null }));
  if (rows.length === 0) return [];
  await tx.insert(placements).values(rows);
  await tx.insert(nodeLoads).values(rows.map((row) => ({ nodeId: row.nodeId, placed: 1 }))).onConflictDoUpdate({ target: nodeLoads.nodeId, set: { placed: sql`${nodeLoads.placed} + 1` } });
  return rows;
}

/** All of its nameservers are written again: with what the product makes of a zone now. */
const takeZone = (tx: Tx, serviceId: number) => tx.execute(sql`
  update services s set desired = s.desired || jsonb_build_object('zone', coalesce(p.zone, ${JSON.stringify(defaultZone)}::jsonb)) from products p where p.id = s.product_id and s.id = ${serviceId}`);

/** Nodes on which the role is being brought already, and by which change. */
async function underWay(tx: Tx, { service }: Subject, role: Role): Promise<ReadonlyMap<number, number>> {
  const own = buildActions.filter((action) => actionFacts[action].role === role);
  const { rows } = await tx.execute<{ node_id: number; id: number }>(sql`
    select t.node_id, max(o.id) as id from tasks t join operations o on o.id = t.operation_id
    where t.service_id = ${service.id} and t.generation = ${service.generation} and o.kind = 'change' and o.finished_at is null
      and t.status not in ('succeeded', 'skipped', 'failed', 'cancelled') and t.action = any(${sql.param(own)}::text[]) group by t.node_id`);
  return new Map(rows.map((row) => [row.node_id, row.id]));
}

const whyNot = (state: ServiceState): string => `Only an active service can be resynced, and this one is ${serviceWords[state].staff.toLowerCase()}`;

function nothingThere({ role, nodeId }: Resync): Refused {
  return nodeId === undefined ? new Refused('CONFLICT', `This service has no ${role} role`) : new Refused('CONFLICT', `Node #${nodeId} has nothing of this service's ${role} role, and can't take a copy now: see its state and cap on the node's page`);
}

/** Ten clicks are one: a node that is being brought it already is left to that change. Answers the operation. */
export async function resyncRole(engine: Engine, serviceId: number, wish: Resync): Promise<number> {
  const policies = await engine.policies();
  return engine.db.transaction(async (tx) => {
    const { state } = await lockForPerson(tx, serviceId);
    if (state !== 'active') throw new Refused('CONFLICT', whyNot(state));
    if (wish.role === 'dns' && wish.nodeId === undefined) await takeZone(tx, serviceId);
    const found = await subjectOf(tx, serviceId);
    const added = wish.role === 'dns' ? await adopt(tx, found, wish.nodeId) : [];
    const subject = { ...found, places: [...found.places, ...added] };
    const all = resyncPlan(subject.mode.plan('deploy', planInput(subject)), wish.role, wish.nodeId);
    if (all.length === 0) throw nothingThere(wish);
    const going = await underWay(tx, subject, wish.role);
    const plan = all.filter((task: PlannedTask) => !going.has(task.nodeId ?? 0));
    const [operation] = going.values();
    return plan.length === 0 && operation !== undefined ? operation : openChange(tx, engine, subject, { plan, openedBy: wish.by, policies, urgent: true });
  });
}
