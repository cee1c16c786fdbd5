/**
 * What a person can do to tasks: try again, cancel, skip. Ten clicks are one: what has moved on already is left alone. All of
 * it is read under the service's lock, so that a click acts on what is, not on what the page showed.
 */
import { sql } from 'drizzle-orm';
import type { Tx } from '#db/client.ts';
import { type Action, actionFacts, buildActions, isClosing } from '#server/core/action.ts';
import type { Hand } from '#server/core/history.ts';
import type { Writes } from '#server/core/outcome.ts';
import { canMove, isHeld, isOver, type TaskStatus, taskWords } from '#server/core/task.ts';
import { Refused } from '#server/refused.ts';
import type { Engine } from './engine.ts';
import { writeAll } from './finish.ts';
import { attemptsFor, type Policies } from './policy.ts';
import { taskColumns, type TaskRow } from './rows.ts';
import { hold, lockIfThere, type Move, moveHeld, type ServiceLock, transition } from './transition.ts';

/** Throws `Refused` when it is not there. */
export async function lockForPerson(tx: Tx, serviceId: number): Promise<ServiceLock> {
  const lock = await lockIfThere(tx, serviceId);
  if (lock === undefined) throw new Refused('NOT_FOUND', `Service ${serviceId} is not there`);
  return lock;
}

const isDelayed = (status: TaskStatus): boolean => status === 'retrying' || status === 'postponed';

/** Fresh attempts: as many as the policy gives, counted from those that are spent. */
function triedAgain(row: TaskRow, policies: Policies): Move {
  const left = Math.max(0, row.max_attempts - row.attempts);
  return { taskId: row.id, to: row.blockers > 0 ? 'waiting' : 'queued', set: { grant: attemptsFor(policies, row.action) - left, error: null, giveUpIn: null } };
}

/** Who it was stands with the operations that the tasks are of, for good. */
export async function sign(tx: Tx, taskIds: readonly number[], { did, by }: Pick<Hand, 'did' | 'by'>): Promise<void> {
  const hand = sql`jsonb_build_array(jsonb_build_object('did', ${did}::text, 'by', ${by}::text, 'at', to_char(now() at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')))`;
  await tx.execute(sql`update operations set hands = hands || ${hand} where id in (select operation_id from tasks where id = any(${sql.param([...taskIds])}::int[]))`);
}

/** Of these tasks, those that ended without success once more, with their history kept. Ten clicks are one. Answers how many it moved. */
export async function retryOver(tx: Tx, engine: Engine, serviceId: number, { taskIds, policies, by }: { taskIds: readonly number[]; policies: Policies; by: string }): Promise<number> {
  const held = await hold(tx, serviceId, taskIds);
  const over = [...held.tasks.values()].filter((row) => isOver(row.status));
  if (over.length > 0) {
    await moveHeld(tx, engine.boss, held, over.map((row) => triedAgain(row, policies)));
    await sign(tx, over.map((row) => row.id), { did: 'retry', by });
  }
  return over.length;
}

/**
 * What can be tried again: the newest operation's, and of what is brought to a live service's nodes beside it (a copy that
 * is catching up, a role that is written again) whatever no later change has taken over. A call-back only when it is meant itself.
 */
async function retryable(tx: Tx, serviceId: number, only: number | undefined): Promise<readonly TaskRow[]> {
  const { rows } = await tx.execute<TaskRow>(sql`
    select ${taskColumns} from tasks t where operation_id = (select max(id) from operations where service_id = ${serviceId} and kind <> 'change')
      or (service_id = ${serviceId} and operation_id is null and id = ${only ?? 0})
      or (service_id = ${serviceId} and generation = (select generation from services where id = ${serviceId} and state in ('active', 'suspended')) and action = any(${sql.param(buildActions)}::text[])
        and exists (select 1 from operations o where o.id = t.operation_id and o.kind = 'change')
        and not exists (select 1 from tasks n where n.service_id = t.service_id and n.node_id = t.node_id and n.action = t.action and n.operation_id > t.operation_id)) order by id`);
  return rows;
}

/**
 * Queues failed and cancelled tasks anew, with fresh attempts and their history kept; a single one that waits for its
 * back-off is due at once. Answers how many it moved.
 */
export async function retryFailed(engine: Engine, serviceId: number, by: string, only?: number): Promise<number> {
  const policies = await engine.policies();
  return engine.db.transaction(async (tx) => {
    await lockForPerson(tx, serviceId);
    const rows = await retryable(tx, serviceId, only);
    if (only !== undefined && !rows.some((row) => row.id === only)) throw new Refused('CONFLICT', 'A newer operation has taken over: only its steps can be tried again');
    const wanted = rows.filter((row) => (only === undefined ? isOver(row.status) : row.id === only && (isOver(row.status) || isDelayed(row.status))));
    if (wanted.length > 0) {
      await transition(tx, engine.boss, serviceId, wanted.map((row): Move => (isDelayed(row.status) ? { taskId: row.id, to: 'queued' } : triedAgain(row, policies))));
      await sign(tx, wanted.map((row) => row.id), { did: 'retry', by });
    }
    return wanted.length;
  });
}

/**
 * *Resume from here*: the step and everything that comes after it and has ended without success, anew; what stands beside it
 * stays as it is. Answers how many it moved.
 */
export async function resumeFrom(engine: Engine, serviceId: number, taskId: number, by: string): Promise<number> {
  const policies = await engine.policies();
  return engine.db.transaction(async (tx) => {
    await lockForPerson(tx, serviceId);
    const { rows } = await tx.execute<TaskRow>(sql`
      with recursive later as (select ${taskId}::int as id union select e.task_id from task_edges e join later on e.after_id = later.id)
      select ${taskColumns} from tasks where id in (select id from later) and operation_id = (select max(id) from operations where service_id = ${serviceId} and kind <> 'change') order by id`);
    if (!rows.some((row) => row.id === taskId)) throw new Refused('CONFLICT', 'A newer operation has taken over: only its steps can be tried again');
    return retryOver(tx, engine, serviceId, { taskIds: rows.map((row) => row.id), policies, by });
  });
}

/** Stops a task that waits; one that runs is let end and then looked at. Answers its new status. */
export async function cancelTask(engine: Engine, serviceId: number, taskId: number): Promise<TaskStatus> {
  return engine.db.transaction(async (tx) => {
    await lockForPerson(tx, serviceId);
    const { rows } = await tx.execute<{ status: TaskStatus }>(sql`select status from tasks where id = ${taskId} and service_id = ${serviceId}`);
    const status = rows[0]?.status;
    if (status === undefined) throw new Refused('NOT_FOUND', `Task ${taskId} is not there`);
    if (status === 'cancelling' || status === 'cancelled') return status;
    const to = isHeld(status) ? 'cancelling' : 'cancelled';
    if (!canMove(status, to)) throw new Refused('CONFLICT', `Task ${taskId} can't be cancelled any more: it is ${taskWords[status].staff.toLowerCase()}`);
    await transition(tx, engine.boss, serviceId, [{ taskId, to }]);
    return to;
  });
}

/**
 * A skipped step counts as done, as if it had been done by hand: else what it was for would be begun again at once, and
 * be skipped again. The next step that touches the account looks at what is there all the same.
 */
async function vouched(tx: Tx, { action, target, service_id }: TaskRow): Promise<Writes> {
  const { role } = actionFacts[action];
  if (role === 'service' || role === 'server' || role === 'whmcs') return {};
  switch (action.slice(role.length + 1)) {
    case 'suspendUser':
      return { account: { role, suspended: true } };
    case 'unsuspendUser':
      return { account: { role, suspended: false } };
    case 'changePackage':
      return { account: { role, package: target } };
    case 'changePassword': {
      const { rows } = await tx.execute<{ version: number }>(sql`select password_version as version from services where id = ${service_id}`);
      return { account: { role, password: rows[0]?.version ?? 1 } };
    }
    case 'removeUser':
      return { gone: role };
    default:
      return {};
  }
}

async function isNewest(tx: Tx, row: TaskRow): Promise<boolean> {
  const { rows } = await tx.execute(sql`
    select 1 from operations n join operations o on o.id = ${row.operation_id} where n.service_id = o.service_id and n.kind <> 'change' and n.id > o.id and o.kind <> 'change'`);
  return rows.length === 0;
}

/** Goes on without a step that waits or has failed; its successors are freed. `reason` is what staff read of it later. */
export async function skipTask(engine: Engine, serviceId: number, taskId: number, reason: string, by: string): Promise<TaskStatus> {
  return engine.db.transaction(async (tx) => {
    await lockForPerson(tx, serviceId);
    const held = await hold(tx, serviceId, [taskId]);
    const row = held.tasks.get(taskId);
    if (row === undefined) throw new Refused('NOT_FOUND', `Task ${taskId} is not there`);
    if (row.status === 'skipped') return row.status;
    if (!canMove(row.status, 'skipped')) throw new Refused('CONFLICT', `Task ${taskId} can't be skipped: it is ${taskWords[row.status].staff.toLowerCase()}`);
    if (isClosing(row.action)) throw new Refused('CONFLICT', `${row.action} is our own book-keeping, without which the operation has no end: skip or retry what it waits for`);
    if (row.generation < held.service.generation || !(await isNewest(tx, row))) throw new Refused('CONFLICT', 'A newer operation has taken over: only its steps can be skipped');
    await writeAll(tx, row, await vouched(tx, row));
    await moveHeld(tx, engine.boss, held, [{ taskId, to: 'skipped', set: { because: `Skipped by ${by}: ${reason}` } }]);
    return 'skipped';
  });
}

/** The newest task of an action in a service's present generation. Throws `Refused` when there is none. */
export async function newestTaskOf(tx: Tx, service: { id: number; generation: number }, action: Action): Promise<number> {
  const { rows: [task] } = await tx.execute<{ id: number }>(sql`select id from tasks where service_id = ${service.id} and generation = ${service.generation} and action = ${action} order by id desc limit 1`);
  if (task === undefined) throw new Refused('CONFLICT', 'There is nothing to try again');
  return task.id;
}
