/** Writes a planned operation: its row, its tasks with their edges, and what its first event says of them. */
import { sql } from 'drizzle-orm';
import type { Tx } from '#db/client.ts';
import { operations, taskEdges, tasks } from '#db/schema/index.ts';
import { actionFacts } from '#server/core/action.ts';
import type { OperationKind } from '#server/core/operation.ts';
import type { TaskView, OperationView } from '#server/core/view.ts';
import type { PlannedTask } from '#server/core/wish.ts';
import type { Wake } from './wake.ts';

export const priorities = { person: 30, deploy: 20, background: 10 } as const;

export interface NewOperation {
  serviceId: number;
  generation: number;
  kind: OperationKind;
  number: number;
  openedBy: string;
  plan: readonly PlannedTask[];
  maxAttempts: (task: PlannedTask) => number;
  nodeNames: ReadonlyMap<number, string>;
}
export interface Written {
  operation: OperationView;
  tasks: readonly TaskView[];
  wakes: readonly Wake[];
}

/** A plan's weight is what its steps usually take, in tenths of a second, so that the bar moves at an even pace. */
const weightOf = (task: PlannedTask): number => Math.max(1, Math.round(actionFacts[task.action].seconds * 10));

function taskRows(operation: NewOperation, operationId: number) {
  return operation.plan.map((task) => ({
    serviceId: operation.serviceId,
    operationId,
    generation: operation.generation,
    action: task.action,
    target: task.target,
    nodeId: task.nodeId,
    serialKey: task.serialKey,
    status: task.after.length === 0 ? ('queued' as const) : ('waiting' as const),
    priority: priorities.deploy,
    blockers: task.after.length,
    weight: weightOf(task),
    maxAttempts: operation.maxAttempts(task),
    queuedAt: task.after.length === 0 ? sql`now()` : null,
  }));
}

export async function writeOperation(tx: Tx, operation: NewOperation): Promise<Written> {
  const [row] = await tx
    .insert(operations)
    .values({ serviceId: operation.serviceId, generation: operation.generation, kind: operation.kind, number: operation.number, openedBy: operation.openedBy, totalWeight: operation.plan.reduce((sum, task) => sum + weightOf(task), 0) })
    .returning();
  if (row === undefined) throw new Error('An operation was not written');
  const written = await tx.insert(tasks).values(taskRows(operation, row.id)).returning();
  const idOf = new Map(operation.plan.map((task, at) => [task.key, written[at]?.id ?? 0]));
  const after = (task: PlannedTask): number[] => task.after.map((key) => idOf.get(key) ?? 0).toSorted((a, b) => a - b);
  const edges = operation.plan.flatMap((task) => after(task).map((afterId) => ({ taskId: idOf.get(task.key) ?? 0, afterId })));
  if (edges.length > 0) await tx.insert(taskEdges).values(edges);
  const at = row.openedAt.toISOString();
  return {
    operation: { id: row.id, kind: row.kind, number: row.number, generation: row.generation, status: row.status, openedBy: row.openedBy, openedAt: at, finishedAt: null, progress: 0, usualMs: null },
    tasks: written.map((task, index) => {
      const planned = operation.plan[index];
      return {
        id: task.id,
        operationId: row.id,
        action: task.action,
        lane: actionFacts[task.action].lane,
        target: task.target,
        node: task.nodeId === null ? null : { id: task.nodeId, name: operation.nodeNames.get(task.nodeId) ?? '' },
        status: task.status,
        attempts: 0,
        maxAttempts: task.maxAttempts,
        weight: task.weight,
        after: planned === undefined ? [] : after(planned),
        createdAt: at,
        queuedAt: task.queuedAt?.toISOString() ?? null,
        startedAt: null,
        finishedAt: null,
        runAt: null,
        updatedAt: at,
        because: null,
        error: null,
        changed: null,
        tries: [],
      };
    }),
    wakes: written.filter((task) => task.status === 'queued').map((task) => ({ node: task.nodeId, after: 0 })),
  };
}
