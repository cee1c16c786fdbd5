/** Writes a planned operation: its row, its tasks with their edges, and what its first event says of them. */
import { sql } from 'drizzle-orm';
import type { PgBoss } from 'pg-boss';
import type { Tx } from '#db/client.ts';
import { actionFacts } from '#server/core/action.ts';
import type { OperationKind } from '#server/core/operation.ts';
import type { TaskView, OperationView } from '#server/core/view.ts';
import type { PlannedTask } from '#server/core/wish.ts';
import { attemptsFor, type Policies } from './policy.ts';
import { iso, isoOrNull } from './rows.ts';
import { type Wake, writeWakes } from './wake.ts';

/** Why a removal has not begun yet. */
const UNDO = 'Until then it can be taken back';

export const priorities = { person: 30, deploy: 20, background: 10 } as const;

export interface NewOperation {
  serviceId: number;
  generation: number;
  kind: OperationKind;
  openedBy: string;
  plan: readonly PlannedTask[];
  /** Of its tasks; without it a deployment's. */
  priority?: number;
  policies: Policies;
  /** Its first tasks begin so many seconds from now: until then a person can take it back. */
  delaySeconds?: number;
}
export interface Written {
  operation: OperationView;
  tasks: readonly TaskView[];
}

/** A plan's weight is what its steps usually take, in tenths of a second, so that the bar moves at an even pace. */
const weightOf = (task: PlannedTask): number => Math.max(1, Math.round(actionFacts[task.action].seconds * 10));

/** Of the copies that a task waits for, those that it does not need. */
const spareOf = ({ copies = [] }: PlannedTask, { quorum }: Policies): number => Math.max(0, copies.length - Math.max(1, quorum));

interface WrittenRow extends Record<string, unknown> {
  operation: number;
  number: number;
  opened_at: string;
  /** Null for a plan of nothing. */
  id: number | null;
  node: string | null;
  run_at: string | null;
}

/**
 * One statement with one parameter for all tasks: a plan has a score of them with a dozen columns each, and building such an
 * insert word by word took longer than running it. Answers a row for each task, in the plan's order.
 */
async function write(tx: Tx, operation: NewOperation): Promise<readonly [WrittenRow, ...WrittenRow[]]> {
  const { serviceId, generation, kind, plan, policies } = operation;
  const rows = plan.map((task) => ({
    action: task.action, target: task.target, node_id: task.nodeId, item_id: task.item ?? null, serial_key: task.serialKey, blockers: task.after.length, spare: spareOf(task, policies), weight: weightOf(task), max_attempts: attemptsFor(policies, task.action), hands_over: task.handsOver === true, doubt: task.doubt === true,
  }));
  const delay = operation.delaySeconds ?? null;
  const { rows: [first, ...others] } = await tx.execute<WrittenRow>(sql`
    with operation as (
      insert into operations (service_id, generation, kind, number, opened_by, total_weight)
      select ${serviceId}::int, ${generation}::int, ${kind}, 1 + coalesce(max(number), 0), ${operation.openedBy}, ${plan.reduce((sum, task) => sum + weightOf(task), 0)}::int from operations where service_id = ${serviceId} and kind = ${kind}
      returning id, number, opened_at),
    planned as (
      insert into tasks (service_id, operation_id, generation, priority, action, target, node_id, item_id, serial_key, status, queued_at, run_at, because, blockers, spare, weight, max_attempts, hands_over, doubt)
      select ${serviceId}::int, (select id from operation), ${generation}::int, ${operation.priority ?? priorities.deploy}::int, action, target, node_id, item_id, serial_key,
        case when blockers > 0 then 'waiting' when ${delay}::int is null then 'queued' else 'postponed' end, case when blockers = 0 and ${delay}::int is null then now() end,
        case when blockers = 0 then now() + make_interval(secs => ${delay}::int) end, case when blockers = 0 and ${delay}::int is not null then ${UNDO}::text end, blockers, spare, weight, max_attempts, hands_over, doubt
      from rows from (jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as (action text, target text, node_id int, item_id int, serial_key text, blockers int, spare int, weight int, max_attempts int, hands_over boolean, doubt boolean))
        with ordinality as planned (action, target, node_id, item_id, serial_key, blockers, spare, weight, max_attempts, hands_over, doubt, place) order by place returning id, run_at, node_id)
    select operation.id as operation, operation.number, operation.opened_at, planned.id, planned.run_at, (select name from nodes where nodes.id = planned.node_id) as node from operation left join planned on true order by planned.id`);
  if (first === undefined) throw new Error('An operation was not written');
  return [first, ...others];
}

async function writeEdges(tx: Tx, edges: readonly { taskId: number; afterId: number; copy: boolean }[]): Promise<void> {
  if (edges.length === 0) return;
  const column = (values: readonly number[]) => sql`${sql.param(values)}::int[]`;
  await tx.execute(sql`
    insert into task_edges (task_id, after_id, copy)
    select * from unnest(${column(edges.map((edge) => edge.taskId))}, ${column(edges.map((edge) => edge.afterId))}, ${sql.param(edges.map((edge) => edge.copy))}::bool[])`);
}

/** What wakes the nodes of its first tasks. */
const wakesOf = ({ plan, delaySeconds = 0 }: Pick<NewOperation, 'plan' | 'delaySeconds'>): readonly Wake[] => plan.filter((task) => task.after.length === 0).map((task) => ({ node: task.nodeId, after: delaySeconds }));

/** With the jobs that wake its first nodes; whoever tells of it says that they are there. */
export async function writeOperation(tx: Tx, boss: PgBoss, operation: NewOperation): Promise<Written> {
  const { plan, policies, kind, generation, openedBy } = operation;
  const [rows] = await Promise.all([write(tx, operation), writeWakes(tx, boss, wakesOf(operation))]);
  const [{ operation: id, number, opened_at: opened }] = rows;
  const idOf = new Map(plan.map((task, at) => [task.key, rows[at]?.id ?? 0]));
  const after = (task: PlannedTask): number[] => task.after.map((key) => idOf.get(key) ?? 0).toSorted((a, b) => a - b);
  await writeEdges(tx, plan.flatMap((task) => task.after.map((key) => ({ taskId: idOf.get(task.key) ?? 0, afterId: idOf.get(key) ?? 0, copy: task.copies?.includes(key) === true }))));
  const at = iso(opened);
  const delayed = operation.delaySeconds !== undefined;
  return {
    operation: { id, kind, number, generation, status: 'running', openedBy, openedAt: at, finishedAt: null, progress: 0, usualMs: null },
    tasks: plan.map((task, place) => newTask(task, {
      id: idOf.get(task.key) ?? 0, operationId: id, node: rows[place]?.node ?? '', runAt: isoOrNull(rows[place]?.run_at ?? null), maxAttempts: attemptsFor(policies, task.action), after: after(task), at, delayed,
    })),
  };
}

interface Placed {
  id: number;
  operationId: number;
  node: string;
  runAt: string | null;
  maxAttempts: number;
  after: readonly number[];
  at: string;
  delayed: boolean;
}

/** A planned task as its first event shows it. */
function newTask(task: PlannedTask, { id, operationId, node, runAt, maxAttempts, after, at, delayed }: Placed): TaskView {
  const ready = after.length === 0;
  return {
    id, operationId, action: task.action, lane: actionFacts[task.action].lane, target: task.target, node: task.nodeId === null ? null : { id: task.nodeId, name: node },
    status: !ready ? 'waiting' : delayed ? 'postponed' : 'queued', attempts: 0, maxAttempts, weight: weightOf(task), after,
    createdAt: at, queuedAt: ready && !delayed ? at : null, startedAt: null, finishedAt: null, runAt, updatedAt: at, because: ready && delayed ? UNDO : null, error: null, changed: null, tries: [],
    ...(task.item !== undefined && { item: task.item }),
  };
}
