/** A service's first operation: nodes are chosen and its tasks are written, or it waits until the fleet has room. */
import { eq, sql } from 'drizzle-orm';
import type { PgBoss } from 'pg-boss';
import type { Tx } from '#db/client.ts';
import { groups, products, services } from '#db/schema/index.ts';
import { domain } from '#server/core/names.ts';
import { canMove, type TaskStatus } from '#server/core/task.ts';
import type { ServiceFacts } from '#server/core/view.ts';
import { Refused } from '#server/refused.ts';
import type { Engine } from './engine.ts';
import { modeOf, place, type Placement, type Placing, type Product } from './place.ts';
import type { Policies } from './policy.ts';
import { writeOperation } from './plan.ts';
import { emit } from './emit.ts';
import { lockService, type Move, transition } from './transition.ts';

export interface Beginning extends Placing {
  policies: Policies;
  openedBy: string;
  /** What else its event says of the service. */
  facts: Partial<ServiceFacts>;
}
export interface Begun {
  state: 'deploying' | 'waiting';
  logins: Placement['logins'];
}

/**
 * An orphan that stands where the service is built again is removed by the new plan, not by its own clean-up, which
 * could come after it. Answers whether there is one.
 */
async function takeOver(tx: Tx, boss: PgBoss, serviceId: number): Promise<boolean> {
  const { rows } = await tx.execute<{ task_id: number; status: TaskStatus }>(sql`
    select o.task_id, t.status from orphans o join services s on s.id = o.service_id join tasks t on t.id = o.task_id
    where o.service_id = ${serviceId} and o.cleaned_at is null
      and exists (select 1 from placements p where p.service_id = s.id and p.generation = s.generation and p.node_id = o.node_id and p.login = o.login)`);
  const moves = rows.flatMap((row): Move[] => (canMove(row.status, 'cancelled') ? [{ taskId: row.task_id, to: 'cancelled' }] : row.status === 'running' ? [{ taskId: row.task_id, to: 'cancelling' }] : []));
  if (moves.length > 0) await transition(tx, boss, serviceId, moves);
  return rows.length > 0;
}

/** In the accepting transaction, or later under the service's lock. Says why it was so, each time. */
export async function begin(tx: Tx, boss: PgBoss, beginning: Beginning): Promise<Begun> {
  const { serviceId, generation, policies, openedBy, facts, mode } = beginning;
  const { input, logins, choices } = await place(tx, beginning);
  if (input === null) {
    await tx.update(services).set({ choices }).where(eq(services.id, serviceId));
    await emit(tx, serviceId, { service: { ...facts, state: 'waiting' } }, { state: 'waiting' });
    return { state: 'waiting', logins };
  }
  const left = generation > 1 && (await takeOver(tx, boss, serviceId));
  const written = await writeOperation(tx, boss, { serviceId, generation, kind: 'deploy', openedBy, plan: mode.plan(left ? 'redeploy' : 'deploy', input), policies });
  await emit(tx, serviceId, { service: { ...facts, state: 'deploying' }, operations: [written.operation], tasks: written.tasks }, { state: 'deploying', urgent: true });
  return { state: 'deploying', logins };
}

async function resume(tx: Tx, engine: Engine, policies: Policies, service: typeof services.$inferSelect, product: Product): Promise<boolean> {
  const { desired } = service;
  const begun = await begin(tx, engine.boss, {
    serviceId: service.id, generation: service.generation, domain: domain.parse(service.domain), reference: service.reference, product, mode: modeOf(product), roles: desired.roles, nameservers: desired.nameservers, limits: desired.limits, templates: desired.templates,
    policies, openedBy: 'Hostwright', facts: {},
  });
  return begun.state === 'deploying';
}

/** Services of one product that are tried in one go. */
const ROUND = 50;

/** Nothing is written of a try that finds no room: its transaction is rolled back with this. */
class NoRoom extends Error {
  override readonly name = 'NoRoom';
}

async function tryOne(engine: Engine, policies: Policies, id: number): Promise<boolean> {
  try {
    await engine.db.transaction(async (tx) => {
      await lockService(tx, id);
      const [row] = await tx.select().from(services).innerJoin(products, eq(products.id, services.productId)).innerJoin(groups, eq(groups.id, products.groupId)).where(eq(services.id, id));
      if (row === undefined || row.services.state !== 'waiting' || row.services.wanted === 'terminated') return;
      if (!(await resume(tx, engine, policies, row.services, { ...row.products, nameservers: row.groups.nameservers }))) throw new NoRoom();
    });
    return true;
  } catch (error) {
    if (error instanceof NoRoom || error instanceof Refused) return false;
    throw error;
  }
}

/** Of each product the oldest; a product whose oldest finds no room is left. Answers whether any began. */
async function beginOldest(engine: Engine): Promise<boolean> {
  const { rows } = await engine.db.execute<{ id: number; product_id: number }>(sql`
    select id, product_id from (select id, product_id, row_number() over (partition by product_id order by id) as place from services where state = 'waiting' and wanted <> 'terminated') waiting
    where place <= ${ROUND} order by id`);
  if (rows.length === 0) return false;
  const policies = await engine.policies();
  const full = new Set<number>();
  for (const { id, product_id: product } of rows) if (!full.has(product) && !(await tryOne(engine, policies, id))) full.add(product);
  return rows.some(({ product_id: product }) => !full.has(product));
}

/** Begins services that wait for capacity, oldest first, until there is no room. Woken when a node may take more, and by the sweep. */
export async function beginWaiting(engine: Engine): Promise<void> {
  while (await beginOldest(engine));
}
