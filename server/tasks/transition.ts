/**
 * The one door: every change of a task's status goes through `transition`. In the caller's transaction it checks the
 * move, writes the rows and the event with the service's next seq, frees successors, settles the operation, sends the
 * wake-ups and NOTIFYs. Locks are taken in one order everywhere: node, service, tasks.
 */
import { sql, type SQL } from 'drizzle-orm';
import type { PgBoss } from 'pg-boss';
import type { Tx } from '#db/client.ts';
import type { TaskError } from '#db/schema/tasks.ts';
import { actionFacts } from '#server/core/action.ts';
import { canMove, isDone, isHeld, type TaskStatus } from '#server/core/task.ts';
import type { ServiceFacts, TaskPatch, TryView } from '#server/core/view.ts';
import { isUrgent, type Wake, WAKE_CHANNEL, writeWakes } from './wake.ts';
import { settle, type Settled } from './settle.ts';
import { iso, isoOrNull, type TaskRow, taskColumns } from './rows.ts';

export const EVENT_CHANNEL = 'hostwright_event';

export interface Move {
  taskId: number;
  to: TaskStatus;
  /** The start whose worker speaks; a later start, or a lost lease, makes it write nothing. */
  fence?: number;
  set?: {
    worker?: string | null;
    leaseSeconds?: number;
    /** Seconds from now until a retrying or postponed task is due. */
    dueIn?: number;
    attemptsBy?: 1 | -1;
    grant?: number;
    started?: true;
    doubt?: boolean;
    lostBy?: 1 | 'reset';
    because?: string | null;
    alarm?: string | null;
    error?: TaskError | null;
    changed?: boolean;
    giveUpIn?: number | null;
  };
  /** How the attempt that ends here is written into its history. */
  ends?: { outcome: TryView['outcome']; message: string | null };
}

/** The caller's view of the world is old: nothing was written, its transaction must roll back. */
export class Stale extends Error {
  override readonly name = 'Stale';
}
/** The move stands in no table: a bug, or a person's click on a task that has moved on. */
export class NotAllowed extends Error {
  override readonly name = 'NotAllowed';
}

export interface Extra {
  service?: Partial<ServiceFacts>;
  wakes?: readonly Wake[];
  /** What must still hold of each task (alias `t`) once the service is locked; without it the moves are stale. */
  only?: SQL;
}

export async function lockService(tx: Tx, serviceId: number): Promise<{ lastSeq: number; generation: number; state: ServiceFacts['state'] }> {
  const { rows } = await tx.execute<{ last_seq: number; generation: number; state: ServiceFacts['state'] }>(sql`select last_seq, generation, state from services where id = ${serviceId} for no key update`);
  const [row] = rows;
  if (row === undefined) throw new Stale(`Service ${serviceId} is gone`);
  return { lastSeq: row.last_seq, generation: row.generation, state: row.state };
}

/**
 * Gives back the slots of held tasks. Nodes are locked before the service, lowest id first. No lock here or elsewhere is
 * a plain `for update`: that one also waits for whoever writes a row that refers to this one.
 */
async function release(tx: Tx, serviceId: number, moves: readonly Move[]): Promise<void> {
  const leaving = moves.filter((move) => !isHeld(move.to)).map((move) => move.taskId);
  if (leaving.length === 0) return;
  await tx.execute(sql`
    with held as (select node_id, count(*)::int as n from tasks where service_id = ${serviceId} and id = any(${sql.param(leaving)}::int[]) and status in ('running', 'cancelling') and node_id is not null group by node_id),
    locked as (select id from nodes where id in (select node_id from held) order by id for no key update)
    update nodes set in_flight = greatest(in_flight - held.n, 0) from held where nodes.id = held.node_id and nodes.id in (select id from locked)`);
}

/**
 * Times are those under the service's lock, not the transaction's beginning: one that waited long would otherwise have
 * started before what it waited for. Only a delay counts from the beginning, as the delayed job's does.
 */
async function write(tx: Tx, from: TaskRow, move: Move): Promise<TaskRow> {
  const set = move.set ?? {};
  const after = (moment: SQL, value: number) => sql`${moment} + make_interval(secs => ${value})`;
  const { rows } = await tx.execute<TaskRow>(sql`
    update tasks set status = ${move.to}, updated_at = moment,
      attempts = attempts + ${set.attemptsBy ?? 0}::int,
      max_attempts = max_attempts + ${set.grant ?? 0}::int,
      starts = starts + ${set.started === true ? 1 : 0}::int,
      lost = ${set.lostBy === 'reset' ? sql`0` : sql`lost + ${set.lostBy ?? 0}::int`},
      doubt = ${set.doubt === undefined ? sql`doubt` : set.doubt},
      worker = ${!isHeld(move.to) ? null : set.worker === undefined ? sql`worker` : set.worker},
      lease_until = ${set.leaseSeconds !== undefined ? after(sql`moment`, set.leaseSeconds) : isHeld(move.to) ? sql`lease_until` : null},
      run_at = ${set.dueIn === undefined ? null : after(sql`now()`, set.dueIn)},
      give_up_at = ${set.giveUpIn === undefined ? sql`give_up_at` : set.giveUpIn === null ? null : sql`coalesce(give_up_at, ${after(sql`moment`, set.giveUpIn)})`},
      because = ${set.because ?? null},
      alarm = ${set.alarm ?? null},
      error = ${set.error === undefined ? sql`case when ${move.to} in ('succeeded', 'skipped') then null else error end` : set.error === null ? null : JSON.stringify(set.error)}::jsonb,
      changed = ${set.changed === undefined ? sql`changed` : set.changed},
      queued_at = ${move.to === 'queued' ? sql`moment` : sql`queued_at`},
      started_at = ${set.started === true ? sql`moment` : sql`started_at`},
      finished_at = ${isDone(move.to) || move.to === 'failed' || move.to === 'cancelled' ? sql`moment` : null}
    from (select clock_timestamp() as moment) clock
    where id = ${from.id} returning ${taskColumns}`);
  const [row] = rows;
  if (row === undefined) throw new Stale(`Task ${from.id} is gone`);
  return row;
}

async function writeTry(tx: Tx, row: TaskRow, move: Move): Promise<TryView | undefined> {
  const at = iso(row.updated_at);
  if (move.set?.started === true) {
    await tx.execute(sql`insert into attempts (task_id, number, worker, started_at) values (${row.id}, ${row.starts}, ${move.set.worker ?? ''}, ${row.updated_at}::timestamptz)`);
    return { number: row.starts, startedAt: at, finishedAt: null, outcome: 'running', message: null };
  }
  if (move.ends === undefined) return undefined;
  const { rows } = await tx.execute<{ started_at: string }>(sql`
    update attempts set finished_at = ${row.updated_at}::timestamptz, outcome = ${move.ends.outcome}, message = ${move.ends.message}
    where task_id = ${row.id} and number = ${row.starts} and finished_at is null returning started_at`);
  const [one] = rows;
  return one && { number: row.starts, startedAt: iso(one.started_at), finishedAt: at, outcome: move.ends.outcome, message: move.ends.message };
}

/** Lowers the blockers of what waited for this task; what has none left is queued. */
async function freeSuccessors(tx: Tx, taskId: number): Promise<readonly TaskRow[]> {
  const { rows } = await tx.execute<TaskRow>(sql`
    update tasks set blockers = blockers - 1,
      status = case when blockers = 1 and status = 'waiting' then 'queued' else status end,
      queued_at = case when blockers = 1 and status = 'waiting' then clock_timestamp() else queued_at end,
      updated_at = case when blockers = 1 and status = 'waiting' then clock_timestamp() else updated_at end
    where id in (select task_id from task_edges where after_id = ${taskId}) returning ${taskColumns}`);
  return rows.filter((row) => row.status === 'queued' && row.blockers === 0);
}

/** What an event says of a task: everything that can have changed. */
const patchOf = (row: TaskRow, one?: TryView): TaskPatch => ({
  id: row.id,
  lane: actionFacts[row.action].lane,
  status: row.status,
  attempts: row.attempts,
  maxAttempts: row.max_attempts,
  queuedAt: isoOrNull(row.queued_at),
  startedAt: isoOrNull(row.started_at),
  finishedAt: isoOrNull(row.finished_at),
  runAt: isoOrNull(row.run_at),
  updatedAt: iso(row.updated_at),
  because: row.because,
  error: row.error,
  changed: row.changed,
  ...(one && { try: one }),
});

export interface Emitted {
  /** The service's new state, when it changed. */
  state?: ServiceFacts['state'] | undefined;
  wakes?: { boss: PgBoss; list: readonly Wake[] };
}

/** Writes the event that a service's watchers get next, and the wake-ups with it. Takes the service's lock as held. */
export async function emit(tx: Tx, serviceId: number, body: object, { state, wakes }: Emitted = {}): Promise<void> {
  if (wakes !== undefined) await writeWakes(tx, wakes.boss, wakes.list);
  await tx.execute(sql`
    with numbered as (update services set last_seq = last_seq + 1, state = ${state === undefined ? sql`state` : state} where id = ${serviceId} returning last_seq),
    written as (insert into events (service_id, seq, at, body) select ${serviceId}, last_seq, clock_timestamp(), ${JSON.stringify(body)}::jsonb from numbered returning seq)
    select pg_notify(${EVENT_CHANNEL}, ${String(serviceId)} || ':' || seq)${isUrgent(wakes?.list ?? []) ? sql`, pg_notify(${WAKE_CHANNEL}, '')` : sql``} from written`);
}

async function current(tx: Tx, serviceId: number, moves: readonly Move[], only: SQL): Promise<Map<number, TaskRow>> {
  const ids = moves.map((move) => move.taskId).toSorted((a, b) => a - b);
  const { rows } = await tx.execute<TaskRow>(sql`select ${taskColumns} from tasks t where service_id = ${serviceId} and id = any(${sql.param(ids)}::int[]) and ${only} order by id for no key update`);
  return new Map(rows.map((row) => [row.id, row]));
}

/** The end of an old generation's task, or of a lifecycle operation, lets tasks go that wait on other nodes. */
function freesService(generation: number, known: ReadonlyMap<number, TaskRow>, moved: readonly TaskRow[], settled: Settled): boolean {
  const late = moved.some((row) => row.generation < generation && isHeld(known.get(row.id)?.status ?? 'queued') && !isHeld(row.status));
  return late || settled.operations.some((operation) => operation.status !== 'running');
}

async function queuedPlaces(tx: Tx, serviceId: number): Promise<readonly Wake[]> {
  const { rows } = await tx.execute<{ node_id: number | null }>(sql`select distinct node_id from tasks where service_id = ${serviceId} and status = 'queued'`);
  return rows.map((row) => ({ node: row.node_id, after: 0 }));
}

/**
 * Moves tasks of one service, all or none. Throws `Stale` when a fence does not hold any more, `NotAllowed` when a
 * move stands in no table.
 */
export async function transition(tx: Tx, boss: PgBoss, serviceId: number, moves: readonly Move[], extra: Extra = {}): Promise<readonly TaskRow[]> {
  await release(tx, serviceId, moves);
  const service = await lockService(tx, serviceId);
  const known = await current(tx, serviceId, moves, extra.only ?? sql`true`);
  const patches: TaskPatch[] = [];
  const wakes: Wake[] = [...(extra.wakes ?? [])];
  const moved: TaskRow[] = [];
  for (const move of moves) {
    const from = known.get(move.taskId);
    if (from === undefined) throw new Stale(`Task ${move.taskId} is gone or has moved on`);
    if (move.fence !== undefined && from.starts !== move.fence) throw new Stale(`Task ${from.id} was started again`);
    if (!canMove(from.status, move.to)) throw new (move.fence === undefined ? NotAllowed : Stale)(`Task ${from.id} is ${from.status} and can't become ${move.to}`);
    const row = await write(tx, from, move);
    patches.push(patchOf(row, await writeTry(tx, row, move)));
    moved.push(row);
    if (row.status === 'queued' || isHeld(from.status) !== isHeld(row.status)) wakes.push({ node: row.node_id, after: 0 });
    if (move.set?.dueIn !== undefined) wakes.push({ node: row.node_id, after: move.set.dueIn });
    if (!isDone(row.status)) continue;
    for (const freed of await freeSuccessors(tx, row.id)) {
      patches.push(patchOf(freed));
      wakes.push({ node: freed.node_id, after: 0 });
    }
  }
  const settled = await settle(tx, service, moved);
  if (freesService(service.generation, known, moved, settled)) wakes.push(...(await queuedPlaces(tx, serviceId)));
  const body = { tasks: patches, ...(settled.operations.length > 0 && { operations: settled.operations }) };
  const facts = { ...extra.service, ...(settled.state !== undefined && { state: settled.state }) };
  // A claim frees nothing and its own worker goes on looking: it needs no wake-up.
  const claims = moves.every((move) => move.to === 'running');
  await emit(tx, serviceId, { ...body, ...(Object.keys(facts).length > 0 && { service: facts }) }, { state: settled.state, ...(!claims && { wakes: { boss, list: wakes } }) });
  return moved;
}

