/** *Clean up the orphan*: what a failed step found half-made is shown as it is now, and cleared away by a task of its own. */
import { and, eq, sql } from 'drizzle-orm';
import { nodes, tasks } from '#db/schema/index.ts';
import { cleanUpOf, type Action } from '#server/core/action.ts';
import { domain, login } from '#server/core/names.ts';
import { isSilence } from '#server/core/panel.ts';
import { Refused } from '#server/refused.ts';
import { openChange } from './change.ts';
import type { Engine } from './engine.ts';
import { planInput, type Subject, subjectOf } from './operation.ts';
import { lockForPerson } from './retry.ts';

const LOOK_MS = 8000;

async function failedStep({ db }: Engine, taskId: number) {
  const [row] = await db.select({ task: tasks, node: nodes }).from(tasks).leftJoin(nodes, eq(nodes.id, tasks.nodeId)).where(eq(tasks.id, taskId));
  if (row === undefined) throw new Refused('NOT_FOUND', `Task #${taskId} is not there`);
  const action = cleanUpOf(row.task.action);
  if (row.node === null || action === null || row.task.status !== 'failed' || row.task.error?.finding !== 'orphan') throw new Refused('CONFLICT', `Task #${taskId} has found nothing that could be cleaned up`);
  return { task: row.task, node: row.node, action };
}

/** The account on the task's node that the step was about. */
function loginOf(subject: Subject, action: Action, nodeId: number): string {
  const place = subject.places.find((one) => one.nodeId === nodeId && action.startsWith(`${one.role}.`));
  if (place === undefined) throw new Refused('CONFLICT', 'The service has no account on that node any more');
  return place.login;
}

export interface Leftover {
  node: string;
  /** What would go, each part as a person reads it; empty when nothing is there any more. */
  parts: readonly string[];
}

/** Read from the node now. Throws `Refused`, also when the node does not answer. */
export async function leftoverOf(engine: Engine, taskId: number): Promise<Leftover> {
  const { task, node, action } = await failedStep(engine, taskId);
  const subject = await engine.db.transaction((tx) => subjectOf(tx, task.serviceId));
  const account = login.parse(loginOf(subject, action, node.id));
  const { leftovers } = engine.panelOf(node, { write: () => undefined, signal: AbortSignal.timeout(LOOK_MS), look: true });
  try {
    const parts = await (action.endsWith('.cleanUpDomain') ? leftovers.ofWebDomain(account, domain.parse(subject.service.domain)) : leftovers.ofAccount(account));
    return { node: node.name, parts: parts ?? [] };
  } catch (error) {
    const late = error instanceof Error && error.name === 'TimeoutError';
    if (late || isSilence(error)) throw new Refused('PRECONDITION_FAILED', late ? `${node.name} did not answer within ${LOOK_MS / 1000} s` : error.message);
    throw error;
  }
}

/** Opens the task that clears it away. Ten clicks are one. Answers the operation. */
export async function cleanUp(engine: Engine, taskId: number, openedBy: string): Promise<number> {
  const { task, node, action } = await failedStep(engine, taskId);
  const policies = await engine.policies();
  return engine.db.transaction(async (tx) => {
    const { generation } = await lockForPerson(tx, task.serviceId);
    if (generation !== task.generation) throw new Refused('CONFLICT', 'The service has been built anew since: look at its newest operation');
    const [open] = await tx.select({ operation: tasks.operationId }).from(tasks)
      .where(and(eq(tasks.serviceId, task.serviceId), eq(tasks.action, action), eq(tasks.nodeId, node.id), sql`${tasks.status} in ('waiting', 'queued', 'running', 'retrying', 'postponed', 'cancelling')`)).limit(1);
    if (open?.operation != null) return open.operation;
    const subject = await subjectOf(tx, task.serviceId);
    const target = action.endsWith('.cleanUpDomain') ? planInput(subject).domain : loginOf(subject, action, node.id);
    return openChange(tx, engine, subject, { openedBy, policies, urgent: true, plan: [{ key: action, action, nodeId: node.id, target, after: [], serialKey: task.serialKey }] });
  });
}
