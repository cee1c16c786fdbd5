/**
 * The one door: every change of a task's status goes through `moveHeld`. In the caller's transaction it checks the
 * move, writes the rows and the event with the service's next seq, frees successors, settles the operation, sends the
 * wake-ups and NOTIFYs. Locks are taken in one order everywhere: service, tasks, node.
 */
import { sql, type SQL } from 'drizzle-orm';
import type { PgBoss } from 'pg-boss';
import type { Tx } from '#db/client.ts';
import type { TaskError } from '#db/schema/tasks.ts';
import { actionFacts } from '#server/core/action.ts';
import { canMove, isDone, isHeld, type TaskStatus } from '#server/core/task.ts';
import type { ItemView } from '#server/core/items/item.ts';
import type { ServiceFacts, TaskPatch, TryView } from '#server/core/view.ts';
import { emit, type Slots, Stale } from './emit.ts';
import { raiseEnds, raiseState } from './notice.ts';
import { GRACE_SECONDS, quorate } from './quorum.ts';
import { recordEnds } from './call-backs.ts';
import { settle, type Settled } from './settle.ts';
import { iso, isoOrNull, type TaskRow, taskColumns } from './rows.ts';
import type { Wake } from './wake.ts';

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

/** The move stands in no table: a bug, or a person's click on a task that has moved on. */
export class NotAllowed extends Error {
  override readonly name = 'NotAllowed';
}

export interface Extra {
  service?: Partial<ServiceFacts>;
  items?: readonly ItemView[];
  wakes?: readonly Wake[];
  /** A node of which the move takes a slot; `NoSlot` when it has none left. */
  slot?: number | null;
}

export interface ServiceLock {
  generation: number;
  state: ServiceFacts['state'];
}

export async function lockIfThere(tx: Tx, serviceId: number): Promise<ServiceLock | undefined> {
  const { rows: [row] } = await tx.execute<ServiceLock & Record<string, unknown>>(sql`select generation, state from services where id = ${serviceId} for no key update`);
  return row;
}

export async function lockService(tx: Tx, serviceId: number): Promise<ServiceLock> {
  const row = await lockIfThere(tx, serviceId);
  if (row === undefined) throw new Stale(`Service ${serviceId} is gone`);
  return row;
}

export interface HeldTask extends TaskRow {
  /** It has been put off for so long that it is given up. */
  late: boolean;
}
/** What a caller has locked: nobody else moves these tasks until its transaction ends. */
export interface Held {
  serviceId: number;
  service: ServiceLock;
  tasks: ReadonlyMap<number, HeldTask>;
}

/**
 * Locks the service and then its tasks; `only` is what must hold of each task (alias `t`) once the service is locked,
 * others are left out. No lock here or elsewhere is a plain `for update`: that one also waits for whoever writes a row
 * that refers to this one. The tasks are read by a statement of their own: one that began before the service was locked
 * would not see what changed meanwhile.
 */
export async function hold(tx: Tx, serviceId: number, taskIds: readonly number[], only: SQL = sql`true`): Promise<Held> {
  const service = await lockService(tx, serviceId);
  const { rows } = await tx.execute<HeldTask>(sql`
    select ${taskColumns}, coalesce(give_up_at <= clock_timestamp(), false) as late from tasks t where service_id = ${serviceId} and id = any(${sql.param(taskIds)}::int[]) and ${only} order by id for no key update`);
  return { serviceId, service, tasks: new Map(rows.map((row) => [row.id, row])) };
}

/**
 * Times are those under the service's lock, not the transaction's beginning: one that waited long would otherwise have
 * started before what it waited for. Only a delay counts from the beginning, as the delayed job's does.
 */
function written(from: TaskRow, move: Move): SQL {
  const set = move.set ?? {};
  const after = (moment: SQL, value: number) => sql`${moment} + make_interval(secs => ${value})`;
  return sql`
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
    where id = ${from.id} returning ${taskColumns}`;
}

/** The attempt's own row, beside the task's. */
function tried(taskId: number, { set, ends }: Move): SQL {
  if (set?.started === true) return sql`insert into attempts (task_id, number, worker, started_at) select id, starts, ${set.worker ?? ''}, updated_at from moved returning started_at`;
  if (ends === undefined) return sql`select null::timestamptz as started_at where false`;
  return sql`update attempts set finished_at = (select updated_at from moved), outcome = ${ends.outcome}, message = ${ends.message} where task_id = ${taskId} and number = (select starts from moved) and finished_at is null returning started_at`;
}

/** Lowers the blockers of what waited for this task; what has none left is queued. As an array, so that no plan reads the whole table. */
const freed = (taskId: number): SQL => sql`
  update tasks set blockers = blockers - 1,
    status = case when blockers = 1 and status = 'waiting' then 'queued' else status end,
    queued_at = case when blockers = 1 and status = 'waiting' then clock_timestamp() else queued_at end,
    updated_at = case when blockers = 1 and status = 'waiting' then clock_timestamp() else updated_at end
  where id = any(array(select task_id from task_edges where after_id = ${taskId})) returning ${taskColumns}`;

interface Moved {
  row: TaskRow;
  try?: TryView | undefined;
  freed: readonly TaskRow[];
  /** A successor waits only for copies any more, of which it may have enough. */
  near: boolean;
}

/** One statement: the task, its attempt and the successors that it frees. */
async function write(tx: Tx, from: TaskRow, move: Move): Promise<Moved> {
  const frees = isDone(move.to);
  const { rows } = await tx.execute<TaskRow & { moved: boolean; try_started: string | null }>(sql`
    with moved as (${written(from, move)}), tried as (${tried(from.id, move)})${frees ? sql`, freed as (${freed(from.id)})` : sql``}
    select true as moved, (select started_at from tried) as try_started, moved.* from moved
    ${frees ? sql`union all select false, null, freed.* from freed where (status = 'queued' and blockers = 0) or (status = 'waiting' and blockers <= spare)` : sql``}`);
  const row = rows.find((one) => one.moved);
  if (row === undefined) throw new Stale(`Task ${from.id} is gone`);
  const next = rows.filter((one) => !one.moved);
  return { row, try: tryOf(row, row.try_started, move), freed: next.filter((one) => one.status === 'queued'), near: next.some((one) => one.status === 'waiting') };
}

function tryOf(row: TaskRow, started: string | null, { set, ends }: Move): TryView | undefined {
  if (started === null) return undefined;
  if (set?.started === true) return { number: row.starts, startedAt: iso(started), finishedAt: null, outcome: 'running', message: null };
  return ends && { number: row.starts, startedAt: iso(started), finishedAt: iso(row.updated_at), outcome: ends.outcome, message: ends.message };
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
  ...(row.item_id !== null && { item: row.item_id }),
  ...(one && { try: one }),
});

/** The end of an old generation's task, or of a lifecycle operation, lets tasks go that wait on other nodes. */
function freesService(generation: number, known: ReadonlyMap<number, TaskRow>, moved: readonly TaskRow[], settled: Settled): boolean {
  const late = moved.some((row) => row.generation < generation && isHeld(known.get(row.id)?.status ?? 'queued') && !isHeld(row.status));
  return late || settled.operations.some((operation) => operation.status !== 'running');
}

async function queuedPlaces(tx: Tx, serviceId: number): Promise<readonly Wake[]> {
  const { rows } = await tx.execute<{ node_id: number | null }>(sql`select distinct node_id from tasks where service_id = ${serviceId} and status = 'queued'`);
  return rows.map((row) => ({ node: row.node_id, after: 0 }));
}

/** What a copy's hold-up may have let go, or what waits again for its copies. */
const mayRelease = (status: TaskStatus): boolean => status === 'retrying' || status === 'postponed' || status === 'failed' || status === 'cancelled' || status === 'waiting';

/** Queues what waits for copies and has its quorum, when the others are held up. */
async function release(tx: Tx, serviceId: number): Promise<{ rows: readonly TaskRow[]; wakes: readonly Wake[] }> {
  const { ready, soon } = await quorate(tx, serviceId);
  const rows: TaskRow[] = [];
  for (const from of ready) rows.push((await write(tx, from, { taskId: from.id, to: 'queued' })).row);
  return { rows, wakes: [...rows.map((row) => ({ node: row.node_id, after: 0 })), ...(soon ? [{ node: null, after: GRACE_SECONDS }] : [])] };
}

/**
 * Moves held tasks of one service, all or none. Where it takes or gives back a slot it is the last of its transaction,
 * for the node's lock. Throws `Stale` when a fence does not hold any more, `NotAllowed` when a move stands in no table.
 */
export async function moveHeld(tx: Tx, boss: PgBoss, { serviceId, service, tasks }: Held, moves: readonly Move[], extra: Extra = {}): Promise<readonly TaskRow[]> {
  const patches: TaskPatch[] = [];
  const wakes: Wake[] = [...(extra.wakes ?? [])];
  const moved: TaskRow[] = [];
  let near = false;
  for (const move of moves) {
    const from = tasks.get(move.taskId);
    if (from === undefined) throw new Stale(`Task ${move.taskId} is gone or has moved on`);
    if (move.fence !== undefined && from.starts !== move.fence) throw new Stale(`Task ${from.id} was started again`);
    if (!canMove(from.status, move.to)) throw new (move.fence === undefined ? NotAllowed : Stale)(`Task ${from.id} is ${from.status} and can't become ${move.to}`);
    const { row, try: one, freed: successors, near: nearer } = await write(tx, from, move);
    moved.push(row);
    near ||= nearer || mayRelease(row.status);
    // A call-back is a part of no operation: a watcher is told that something moved, and reads its lists anew.
    if (row.operation_id !== null) patches.push(patchOf(row, one));
    patches.push(...successors.map((next) => patchOf(next)));
    if (row.status === 'queued' || isHeld(from.status) !== isHeld(row.status)) wakes.push({ node: row.node_id, after: 0 });
    if (move.set?.dueIn !== undefined) wakes.push({ node: row.node_id, after: move.set.dueIn });
    wakes.push(...successors.map((next) => ({ node: next.node_id, after: 0 })));
  }
  const released = near ? await release(tx, serviceId) : { rows: [], wakes: [] };
  patches.push(...released.rows.map((row) => patchOf(row)));
  wakes.push(...released.wakes);
  const settled = await settle(tx, service, [...moved, ...released.rows]);
  patches.push(...settled.tasks);
  if (settled.state !== undefined) await raiseState(tx, serviceId, settled.state);
  const ended = settled.operations.some((operation) => operation.status !== 'running');
  if (freesService(service.generation, tasks, moved, settled)) wakes.push(...(await queuedPlaces(tx, serviceId)));
  if (ended) wakes.push({ node: null, after: 0 });
  await raiseEnds(tx, settled.ended);
  if (settled.ended.length > 0) wakes.push(...(await recordEnds(tx, serviceId, service.generation, settled.ended)));
  const body = { tasks: patches, ...(settled.operations.length > 0 && { operations: settled.operations }) };
  const facts = { ...extra.service, ...(settled.state !== undefined && { state: settled.state }) };
  const gives = moved.filter((row) => !isHeld(row.status) && isHeld(tasks.get(row.id)?.status ?? 'queued')).map((row) => row.node_id).filter((node) => node !== null);
  const slots: Slots = typeof extra.slot === 'number' ? { take: extra.slot } : { give: gives };
  // A claim frees nothing and its own worker goes on looking: it needs no wake-up.
  const claims = moves.every((move) => move.to === 'running');
  await emit(tx, serviceId, { ...body, ...(extra.items !== undefined && { items: extra.items }), ...(Object.keys(facts).length > 0 && { service: facts }) }, { state: settled.state, slots, ...(ended && { pursued: true }), ...(!claims && { wakes: { boss, list: wakes } }) });
  return moved;
}

/** Locks and moves in one; a task of which `only` does not hold makes it `Stale`. */
export const transition = async (tx: Tx, boss: PgBoss, serviceId: number, moves: readonly Move[], only?: SQL): Promise<readonly TaskRow[]> =>
  moveHeld(tx, boss, await hold(tx, serviceId, moves.map((move) => move.taskId), only), moves);
