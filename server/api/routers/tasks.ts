import { asc, eq, sql } from 'drizzle-orm';
import * as z from 'zod';
import { linesAfter, taskPage, taskSorts, type TaskSort } from '#db/queries/tasks.ts';
import { attempts, nodes, services, taskEdges, tasks } from '#db/schema/index.ts';
import type { Queryable } from '#db/client.ts';
import { taskView } from '#db/queries/view.ts';
import { taskStatuses } from '#server/core/task.ts';
import { whyWaiting } from '#server/core/why.ts';
import { Refused } from '#server/refused.ts';
import { cleanUp, leftoverOf } from '#server/tasks/leftovers.ts';
import { cancelTask, resumeFrom, retryFailed, skipTask } from '#server/tasks/retry.ts';
import { may, router, surely } from '../trpc.ts';

const byId = z.object({ id: z.number().int() });
const sorts = Object.keys(taskSorts) as [TaskSort, ...TaskSort[]];

async function taskOf(db: Queryable, id: number) {
  const [row] = await db.select({ task: tasks, node: nodes, domain: services.domain }).from(tasks).innerJoin(services, eq(services.id, tasks.serviceId)).leftJoin(nodes, eq(nodes.id, tasks.nodeId)).where(eq(tasks.id, id));
  if (row === undefined) throw new Refused('NOT_FOUND', `Task #${id} is not there`);
  return row;
}

/** What stands before a queued task on its node, and whatever else can hold it. */
async function waiting(db: Queryable, { task, node }: Awaited<ReturnType<typeof taskOf>>) {
  const blockers = await db.select({ id: tasks.id, action: tasks.action, status: tasks.status }).from(taskEdges).innerJoin(tasks, eq(tasks.id, taskEdges.afterId)).where(eq(taskEdges.taskId, task.id)).orderBy(asc(tasks.id));
  const { rows } = await db.execute<{ ahead: number; account: number | null; older: boolean; workers: number }>(sql`select
    (select count(*)::int from tasks a where a.status = 'queued' and a.node_id is not distinct from ${task.nodeId} and (a.priority > ${task.priority} or (a.priority = ${task.priority} and a.id < ${task.id}))) as ahead,
    (select h.id from tasks h where h.serial_key = ${task.serialKey} and h.status in ('running', 'cancelling') and h.id <> ${task.id} limit 1) as account,
    exists (select 1 from tasks o where o.service_id = ${task.serviceId} and o.generation < ${task.generation} and o.status in ('running', 'cancelling')) as older,
    (select count(*)::int from processes where role in ('all', 'worker') and beat_at > now() - interval '15 seconds') as workers`);
  const facts = rows[0] ?? { ahead: 0, account: null, older: false, workers: 0 };
  return whyWaiting({
    status: task.status, because: task.because, runAt: task.runAt?.toISOString() ?? null, blockers, ahead: facts.ahead, sameAccount: facts.account, olderGeneration: facts.older, workers: facts.workers,
    node: node === null ? null : { name: node.name, inFlight: node.inFlight, slots: node.slots, state: node.state, circuitUntil: node.circuitUntil !== null && node.circuitUntil > new Date() ? node.circuitUntil.toISOString() : null, failures: node.failures, halfOpen: node.circuitUntil !== null && node.circuitUntil <= new Date() },
  });
}

export const tasksRouter = router({
  list: may('look').input(z.object({
    serviceId: z.number().int().optional(), nodeId: z.number().int().optional(), search: z.string().max(200).optional(), status: z.enum(taskStatuses).optional(), sort: z.enum(sorts).default('id'), direction: z.enum(['asc', 'desc']).default('desc'),
    size: z.number().int().min(10).max(200).default(25), after: z.object({ value: z.string().max(200).nullable(), id: z.number().int() }).optional(),
  })).query(({ ctx, input }) => taskPage(ctx.api.db, input)),
  byId: may('look').input(byId).query(async ({ ctx, input }) => {
    const row = await taskOf(ctx.api.db, input.id);
    const tries = await ctx.api.db.select().from(attempts).where(eq(attempts.taskId, input.id)).orderBy(asc(attempts.number));
    const views = tries.map((one) => ({ number: one.number, startedAt: one.startedAt.toISOString(), finishedAt: one.finishedAt?.toISOString() ?? null, outcome: one.outcome, message: one.message }));
    return { task: taskView({ ...row.task, nodeName: row.node?.name ?? null }, [], views), service: { id: row.task.serviceId, domain: row.domain }, why: await waiting(ctx.api.db, row) };
  }),
  log: may('look').input(z.object({ id: z.number().int(), attempt: z.number().int(), after: z.number().int().default(0) })).query(({ ctx, input }) => linesAfter(ctx.api.db, input.id, input.attempt, input.after)),
  retry: may('care').input(byId).mutation(async ({ ctx, input }) => {
    const { task } = await taskOf(ctx.api.db, input.id);
    return { retried: await retryFailed(ctx.api.engine, task.serviceId, ctx.caller.name, task.id) };
  }),
  /** This step and what has ended without success after it. */
  resume: may('care').input(byId).mutation(async ({ ctx, input }) => {
    const { task } = await taskOf(ctx.api.db, input.id);
    return { retried: await resumeFrom(ctx.api.engine, task.serviceId, task.id, ctx.caller.name) };
  }),
  cancel: may('drive').input(byId).mutation(async ({ ctx, input }) => {
    const { task } = await taskOf(ctx.api.db, input.id);
    return { status: await cancelTask(ctx.api.engine, task.serviceId, task.id) };
  }),
  /** What a failed step found half-made, as it is on the node now. */
  leftover: may('look').input(byId).query(({ ctx, input }) => leftoverOf(ctx.api.engine, input.id)),
  cleanUp: surely('drive').input(byId).mutation(async ({ ctx, input }) => ({ operation: await cleanUp(ctx.api.engine, input.id, ctx.caller.name) })),
  skip: may('drive').input(byId.extend({ reason: z.string({ error: 'Reason is missing' }).trim().min(3, 'Reason is missing: say in a few words why it goes on without this step').max(300, 'Reason is longer than 300 characters') })).mutation(async ({ ctx, input }) => {
    const { task } = await taskOf(ctx.api.db, input.id);
    return { status: await skipTask(ctx.api.engine, task.serviceId, task.id, input.reason, ctx.caller.name) };
  }),
});
