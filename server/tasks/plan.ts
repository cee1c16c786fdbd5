/** Writes a planned operation: its row, its tasks with their edges, and what its first event says of them. */
import { sql } from 'drizzle-orm';
import type { Tx } from '#db/client.ts';
import { operations } from '#db/schema/index.ts';
import { actionFacts } from '#server/core/action.ts';
import type { OperationKind } from '#server/core/operation.ts';
import type { TaskView, OperationView } from '#server/core/view.ts';
import type { PlannedTask } from '#server/core/wish.ts';
import { attemptsFor, type Policies } from './policy.ts';
import { isoOrNull } from './rows.ts';
import type { Wake } from './wake.ts';

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
  wakes: readonly Wake[];
}

/** A plan's weight is what its steps usually take, in tenths of a second, so that the bar moves at an even pace. */
const weightOf = (task: PlannedTask): number => Math.max(1, Math.round(actionFacts[task.action].seconds * 10));

/** Of the copies that a task waits for, those that it does not need. */
const spareOf = ({ copies = [] }: PlannedTask, { quorum }: Policies): number => Math.max(0, copies.length - Math.max(1, quorum));

/** One statement with one parameter: a plan has a score of tasks with a dozen columns each, and building such an insert word by word took longer than running it. Answers the ids, and the names of the tasks' nodes, in the plan's order. */
async function writeTasks(tx: Tx, operation: NewOperation, operationId: number): Promise<readonly { id: number; node: string | null; runAt: string | null }[]> {
  const rows = operation.plan.map((task) => ({
    action: task.action, target: task.target, node_id: task.nodeId, item_id: task.item ?? null, serial_key: task.serialKey, blockers: task.after.length, spare: spareOf(task, operation.policies), weight: weightOf(task), max_attempts: attemptsFor(operation.policies, task.action), hands_over: task.handsOver === true, doubt: task.doubt === true,
  }));
  const delay = operation.delaySeconds ?? null;
  const written = await tx.execute<{ id: number; node: string | null; run_at: string | null }>(sql`
    insert into tasks (service_id, operation_id, generation, priority, action, target, node_id, item_id, serial_key, status, queued_at, run_at, because, blockers, spare, weight, max_attempts, hands_over, doubt)
    select ${operation.serviceId}::int, ${operationId}::int, ${operation.generation}::int, ${operation.priority ?? priorities.deploy}::int, action, target, node_id, item_id, serial_key,
      case when blockers > 0 then 'waiting' when ${delay}::int is null then 'queued' else 'postponed' end, case when blockers = 0 and ${delay}::int is null then now() end,
      case when blockers = 0 then now() + make_interval(secs => ${delay}::int) end, case when blockers = 0 and ${delay}::int is not null then ${UNDO}::text end, blockers, spare, weight, max_attempts, hands_over, doubt
    from rows from (jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as (action text, target text, node_id int, item_id int, serial_key text, blockers int, spare int, weight int, max_attempts int, hands_over boolean, doubt boolean))
      with ordinality as planned (action, target, node_id, item_id, serial_key, blockers, spare, weight, max_attempts, hands_over, doubt, place) order by place returning id, run_at, (select name from nodes where nodes.id = node_id) as node`);
  return written.rows.map(({ id, node, run_at }) => ({ id, node, runAt: isoOrNull(run_at) }));
}

async function writeEdges(tx: Tx, edges: readonly { taskId: number; afterId: number; copy: boolean }[]): Promise<void> {
  if (edges.length === 0) return;
  const column = (values: readonly number[]) => sql`${sql.param(values)}::int[]`;
  await tx.execute(sql`
    insert into task_edges (task_id, after_id, copy)
    select * from unnest(${column(edges.map((edge) => edge.taskId))}, ${column(edges.map((edge) => edge.afterId))}, ${sql.param(edges.map((edge) => edge.copy))}::bool[])`);
}

export async function writeOperation(tx: Tx, operation: NewOperation): Promise<Written> {
  const [row] = await tx
    .insert(operations)
    .values({ serviceId: operation.serviceId, generation: operation.generation, kind: operation.kind, number: sql`1 + (select coalesce(max(o.number), 0) from operations o where o.service_id = ${operation.serviceId} and o.kind = ${operation.kind})`, openedBy: operation.openedBy, totalWeight: operation.plan.reduce((sum, task) => sum + weightOf(task), 0) })
    .returning();
  if (row === undefined) throw new Error('An operation was not written');
  const rows = await writeTasks(tx, operation, row.id);
  const idOf = new Map(operation.plan.map((task, at) => [task.key, rows[at]?.id ?? 0]));
  const after = (task: PlannedTask): number[] => task.after.map((key) => idOf.get(key) ?? 0).toSorted((a, b) => a - b);
  await writeEdges(tx, operation.plan.flatMap((task) => task.after.map((key) => ({ taskId: idOf.get(task.key) ?? 0, afterId: idOf.get(key) ?? 0, copy: task.copies?.includes(key) === true }))));
  const at = row.openedAt.toISOString();
  const delayed = operation.delaySeconds !== undefined;
  const first = operation.plan.filter((task) => task.after.length === 0);
  return {
    operation: { id: row.id, kind: row.kind, number: row.number, generation: row.generation, status: row.status, openedBy: row.openedBy, openedAt: at, finishedAt: null, progress: 0, usualMs: null },
    tasks: operation.plan.map((task, place) => newTask(task, {
      id: idOf.get(task.key) ?? 0, operationId: row.id, node: rows[place]?.node ?? '', runAt: rows[place]?.runAt ?? null, maxAttempts: attemptsFor(operation.policies, task.action), after: after(task), at, delayed,
    })),
    wakes: first.map((task) => ({ node: task.nodeId, after: operation.delaySeconds ?? 0 })),
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
