/** A new generation: what waits of the old one is cancelled, what runs is let end, the whole plan is written anew. */
import { and, eq, sql } from 'drizzle-orm';
import type { Tx } from '#db/client.ts';
import { nodes, placements, products, services } from '#db/schema/index.ts';
import { modes } from '#server/core/modes/index.ts';
import { domain, login, packageName, type Role } from '#server/core/names.ts';
import type { PlanInput } from '#server/core/wish.ts';
import { Refused } from '#server/refused.ts';
import type { Engine } from './engine.ts';
import { attemptsFor } from './policy.ts';
import { writeOperation } from './plan.ts';
import { lockForPerson } from './retry.ts';
import { iso } from './rows.ts';
import { emit, type Move, transition } from './transition.ts';

type Closed = { id: number; status: 'cancelled'; finishedAt: string };

/** Answers the operations that were open: they are closed for good, whatever of them still runs. */
async function stopOld(tx: Tx, engine: Engine, serviceId: number): Promise<readonly Closed[]> {
  const { rows } = await tx.execute<{ id: number; status: string }>(sql`
    select id, status from tasks where service_id = ${serviceId} and status in ('waiting', 'queued', 'retrying', 'postponed', 'running') order by id`);
  const moves = rows.map((row): Move => ({ taskId: row.id, to: row.status === 'running' ? 'cancelling' : 'cancelled' }));
  if (moves.length > 0) await transition(tx, engine.boss, serviceId, moves);
  const closed = await tx.execute<{ id: number; finished_at: string }>(sql`
    update operations set finished_at = clock_timestamp(), status = 'cancelled' where service_id = ${serviceId} and finished_at is null returning id, finished_at`);
  return closed.rows.map((row) => ({ id: row.id, status: 'cancelled', finishedAt: iso(row.finished_at) }));
}

/** A redeploy of which nothing has started yet is the one that this click asks for. */
async function isUntouched(tx: Tx, serviceId: number): Promise<boolean> {
  const { rows } = await tx.execute(sql`
    select 1 from operations o where o.service_id = ${serviceId} and o.kind = 'redeploy' and o.finished_at is null
      and not exists (select 1 from tasks t where t.operation_id = o.id and (t.starts > 0 or t.status = 'cancelled'))`);
  return rows.length > 0;
}

async function planInput(tx: Tx, service: typeof services.$inferSelect): Promise<{ input: PlanInput; names: Map<number, string> }> {
  const rows = await tx.select({ place: placements, name: nodes.name }).from(placements).innerJoin(nodes, eq(nodes.id, placements.nodeId))
    .where(and(eq(placements.serviceId, service.id), eq(placements.generation, service.generation)));
  const accounts: PlanInput['accounts'] = {};
  for (const { place } of rows) accounts[place.role] = { login: login.parse(place.login), package: packageName.parse(place.package) };
  const on = (role: Role): number[] => rows.filter(({ place }) => place.role === role).map(({ place }) => place.nodeId).toSorted((a, b) => a - b);
  return {
    input: { domain: domain.parse(service.domain), accounts, nodes: { web: on('web')[0] ?? null, mail: on('mail')[0] ?? null, dns: on('dns') } },
    names: new Map(rows.map(({ place, name }) => [place.nodeId, name])),
  };
}

/** Answers the new generation. Throws `Refused` when the service is not there any more. */
export async function redeploy(engine: Engine, serviceId: number, openedBy: string): Promise<number> {
  const policies = await engine.policies();
  return engine.db.transaction(async (tx) => {
    const before = await lockForPerson(tx, serviceId);
    if (await isUntouched(tx, serviceId)) return before.generation;
    const [row] = await tx.select({ service: services, mode: products.mode }).from(services).innerJoin(products, eq(products.id, services.productId)).where(eq(services.id, serviceId));
    const mode = row === undefined ? undefined : modes[row.mode];
    if (row === undefined || mode === undefined) throw new Refused('NOT_FOUND', `Service ${serviceId} is not there`);
    const { input, names } = await planInput(tx, row.service);
    const generation = row.service.generation + 1;
    // First the generation: from here on the old operations are history, and what ends in them moves the service no more.
    await tx.update(services).set({ generation, activatedAt: null }).where(eq(services.id, serviceId));
    const closed = await stopOld(tx, engine, serviceId);
    await tx.execute(sql`insert into placements (service_id, generation, role, node_id, login, package)
      select service_id, ${generation}, role, node_id, login, package from placements where service_id = ${serviceId} and generation = ${row.service.generation}`);
    const counted = await tx.execute<{ n: number }>(sql`select count(*)::int as n from operations where service_id = ${serviceId} and kind = 'redeploy'`);
    const written = await writeOperation(tx, { serviceId, generation, kind: 'redeploy', number: (counted.rows[0]?.n ?? 0) + 1, openedBy, plan: mode.plan(input), maxAttempts: (task) => attemptsFor(policies, task.action), nodeNames: names });
    await emit(tx, serviceId, { service: { state: 'deploying', generation, home: null }, operations: [...closed, written.operation], tasks: written.tasks }, { state: 'deploying', wakes: { boss: engine.boss, list: written.wakes } });
    return generation;
  });
}
