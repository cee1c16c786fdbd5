/** Writes a planned operation: its row, its tasks with their edges, and what its first event says of them. */
import { sql } from 'drizzle-orm';
import type { Tx } from '#db/client.ts';
import { operations } from '#db/schema/index.ts';
import { actionFacts } from '#server/core/action.ts';
import type { OperationKind } from '#server/core/operation.ts';
import type { TaskView, OperationView } from '#server/core/view.ts';
import type { PlannedTask } from '#server/core/wish.ts';
import { attemptsFor, type Policies } from './policy.ts';
import type { Wake } from './wake.ts';

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
async function writeTasks(tx: Tx, operation: NewOperation, operationId: number): Promise<readonly { id: number; node: string | null }[]> {
  const rows = operation.plan.map((task) => ({
    action: task.action, target: task.target, node_id: task.nodeId, serial_key: task.serialKey, blockers: task.after.length, spare: spareOf(task, operation.policies), weight: weightOf(task), max_attempts: attemptsFor(operation.policies, task.action), doubt: task.doubt === true,
  }));
  const written = await tx.execute<{ id: number; node: string | null }>(sql`
    insert into tasks (service_id, operation_id, generation, priority, action, target, node_id, serial_key, status, queued_at, blockers, spare, weight, max_attempts, doubt)
    select ${operation.serviceId}::int, ${operationId}::int, ${operation.generation}::int, ${operation.priority ?? priorities.deploy}::int, action, target, node_id, serial_key,
      case when blockers = 0 then 'queued' else 'waiting' end, case when blockers = 0 then now() end, blockers, spare, weight, max_attempts, doubt
    from rows from (jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as (action text, target text, node_id int, serial_key text, blockers int, spare int, weight int, max_attempts int, doubt bool))
      with ordinality as planned (action, target, node_id, serial_key, blockers, spare, weight, max_attempts, doubt, place) order by place returning id, (select name from nodes where nodes.id = node_id) as node`);
  return written.rows;
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
    .values({ serviceId: operation.serviceId, generation: operation.generation, kind: operation.kind, number: sql`1 + (select count(*) from operations o where o.service_id = ${operation.serviceId} and o.kind = ${operation.kind})`, openedBy: operation.openedBy, totalWeight: operation.plan.reduce((sum, task) => sum + weightOf(task), 0) })
    .returning();
  if (row === undefined) throw new Error('An operation was not written');
  const rows = await writeTasks(tx, operation, row.id);
  const idOf = new Map(operation.plan.map((task, at) => [task.key, rows[at]?.id ?? 0]));
  const after = (task: PlannedTask): number[] => task.after.map((key) => idOf.get(key) ?? 0).toSorted((a, b) => a - b);
  await writeEdges(tx, operation.plan.flatMap((task) => task.after.map((key) => ({ taskId: idOf.get(task.key) ?? 0, afterId: idOf.get(key) ?? 0, copy: task.copies?.includes(key) === true }))));
  const at = row.openedAt.toISOString();
  return {
    operation: { id: row.id, kind: row.kind, number: row.number, generation: row.generation, status: row.status, openedBy: row.openedBy, openedAt: at, finishedAt: null, progress: 0, usualMs: null },
    tasks: operation.plan.map((task, place) => ({
      id: idOf.get(task.key) ?? 0,
      operationId: row.id,
      action: task.action,
      lane: actionFacts[task.action].lane,
      target: task.target,
      node: task.nodeId === null ? null : { id: task.nodeId, name: rows[place]?.node ?? '' },
      status: task.after.length === 0 ? 'queued' : 'waiting',
      attempts: 0,
      maxAttempts: attemptsFor(operation.policies, task.action),
      weight: weightOf(task),
      after: after(task),
      createdAt: at,
      queuedAt: task.after.length === 0 ? at : null,
      startedAt: null,
      finishedAt: null,
      runAt: null,
      updatedAt: at,
      because: null,
      error: null,
      changed: null,
      tries: [],
    })),
    wakes: operation.plan.filter((task) => task.after.length === 0).map((task) => ({ node: task.nodeId, after: 0 })),
  };
}
