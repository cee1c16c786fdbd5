/** Terminates a service though some of its nodes can't be reached: what is left there is written down, and goes when they are back. */
import { sql } from 'drizzle-orm';
import type { Tx } from '#db/client.ts';
import { orphans, services } from '#db/schema/index.ts';
import { actionFacts, isCallBack } from '#server/core/action.ts';
import type { PlannedTask } from '#server/core/wish.ts';
import { openChange } from './change.ts';
import { standing } from './command.ts';
import type { Engine } from './engine.ts';
import { openAnew, type Subject, subjectOf } from './operation.ts';
import type { Policies } from './policy.ts';
import { lockForPerson } from './retry.ts';
import { type TaskRow, taskColumns } from './rows.ts';
import type { Standing } from './emit.ts';
import { type Move, transition } from './transition.ts';

/** Removals of the newest termination that do not get on: put off, failed, or on a node that is left alone. The others go their way. */
async function undone(tx: Tx, serviceId: number): Promise<readonly TaskRow[]> {
  const { rows } = await tx.execute<TaskRow>(sql`
    select ${taskColumns} from tasks t where operation_id = (select max(id) from operations where service_id = ${serviceId} and kind = 'terminate')
      and node_id is not null and (status in ('postponed', 'retrying', 'failed', 'cancelled') or (status in ('waiting', 'queued')
        and exists (select 1 from nodes n where n.id = t.node_id and (n.state in ('maintenance', 'off') or n.circuit_until > now())))) order by id`);
  return rows;
}

/** The removals once more, as an edit of the closed service: each waits for its node. */
async function cleanLater(tx: Tx, engine: Engine, policies: Policies, subject: Subject, tasks: readonly TaskRow[], by: string): Promise<void> {
  if (tasks.length === 0) return;
  const plan = tasks.flatMap(({ id, action, target, node_id: nodeId, serial_key: serialKey }): PlannedTask[] => (isCallBack(action) ? [] : [{ key: `${id}`, action, nodeId, target, after: [], serialKey }]));
  const operationId = await openChange(tx, engine, subject, { plan, openedBy: by, policies });
  // Written in the plan's order.
  const { rows: cleaners } = await tx.execute<{ id: number }>(sql`select id from tasks where operation_id = ${operationId} order by id`);
  await tx.insert(orphans).values(tasks.map((row, at) => ({
    serviceId: row.service_id, nodeId: row.node_id ?? 0, login: row.target, taskId: cleaners[at]?.id ?? 0, leftBy: by,
    reason: row.error?.message ?? row.because ?? `${actionFacts[row.action].doing} had not been possible yet`,
  })));
}

/** Pressed again it takes what has shown itself stuck since. Throws `Refused` for a service that is not there. */
export async function forceTerminate(engine: Engine, serviceId: number, by: string): Promise<Standing> {
  const policies = await engine.policies();
  return engine.db.transaction(async (tx) => {
    const { state } = await lockForPerson(tx, serviceId);
    if (state !== 'terminated') {
      await tx.update(services).set({ wanted: 'terminated' }).where(sql`id = ${serviceId}`);
      if (state !== 'terminating') await openAnew(tx, engine, await subjectOf(tx, serviceId), { kind: 'terminate', openedBy: by, policies });
      const left = await undone(tx, serviceId);
      if (left.length > 0) await transition(tx, engine.boss, serviceId, left.map((row): Move => ({ taskId: row.id, to: 'skipped', set: { because: `Left behind by ${by}: it is cleaned when the node is back` } })));
      await cleanLater(tx, engine, policies, await subjectOf(tx, serviceId), left, by);
    }
    return standing(tx, serviceId);
  });
}
