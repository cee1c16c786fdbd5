/** Verify & repair: reads every node of a service as it is now, and mends what differs by the same steps that made it. */
import { eq, sql } from 'drizzle-orm';
import { nodes, services } from '#db/schema/index.ts';
import { Unreachable, Unreadable, WrongHostKey } from '#server/core/panel.ts';
import { type Drift, type Finding, lookingOnly, repairPlan, verifyTask, wishedTasks } from '#server/core/verify.ts';
import type { PlannedTask } from '#server/core/wish.ts';
import { Refused } from '#server/refused.ts';
import type { Engine } from './engine.ts';
import { heldBy } from './guest.ts';
import type { NodeRow } from './load.ts';
import { openOperation, planInput, subjectOf } from './operation.ts';
import { lockForPerson } from './retry.ts';
import { wishOf } from './wish.ts';

const LOOK_MS = 60_000;

async function wished(engine: Engine, serviceId: number) {
  return engine.db.transaction(async (tx) => {
    const [known] = await tx.select({ id: services.id }).from(services).where(eq(services.id, serviceId));
    if (known === undefined) throw new Refused('NOT_FOUND', `Service ${serviceId} is not there`);
    const subject = await subjectOf(tx, serviceId);
    if (subject.service.state !== 'active' && subject.service.state !== 'suspended') throw new Refused('CONFLICT', 'Only an active or suspended service can be verified: what is being built is not whole yet');
    const sites = await tx.select().from(nodes);
    return { subject, sites, tasks: wishedTasks(subject.mode, planInput(subject), subject.service.state === 'suspended'), wish: wishOf(subject.service, subject.places, sites, subject.guests, engine.sealer) };
  }, { isolationLevel: 'repeatable read', accessMode: 'read only' });
}

type Wished = Awaited<ReturnType<typeof wished>>;

const unknown = (task: PlannedTask, found: string): Finding => ({ key: task.key, action: task.action, target: task.target, nodeId: task.nodeId ?? 0, is: 'unknown', found });

/** One node's part, one look after another; a node that does not answer leaves its part unknown. */
async function lookAt(engine: Engine, node: NodeRow, tasks: readonly PlannedTask[], { wish, subject }: Pick<Wished, 'wish' | 'subject'>): Promise<readonly Finding[]> {
  const panel = lookingOnly(engine.panelOf(node, { write: () => undefined, signal: AbortSignal.timeout(LOOK_MS) }));
  const findings: Finding[] = [];
  for (const task of tasks) {
    try {
      findings.push(await verifyTask(task, panel, wish, heldBy(subject.guests, task)));
    } catch (error) {
      if (!(error instanceof Unreachable || error instanceof Unreadable || error instanceof WrongHostKey)) throw error;
      return [...findings, ...tasks.slice(findings.length).map((rest) => unknown(rest, error.message))];
    }
  }
  return findings;
}

/** Only looks. Nodes are asked side by side. Throws `Refused` for a service that is not whole. */
export async function verify(engine: Engine, serviceId: number): Promise<Drift> {
  const { subject, sites, tasks, wish } = await wished(engine, serviceId);
  const parts = await Promise.all([...Map.groupBy(tasks, (task) => task.nodeId)].map(async ([nodeId, own]) => {
    const node = sites.find((site) => site.id === nodeId);
    return node === undefined ? own.map((task) => unknown(task, 'Its node is not known any more')) : lookAt(engine, node, own, { wish, subject });
  }));
  const order = new Map(tasks.map((task, at) => [task.key, at]));
  const findings = parts.flat().toSorted((a, b) => (order.get(a.key) ?? 0) - (order.get(b.key) ?? 0));
  const drift = { at: new Date().toISOString(), generation: subject.service.generation, findings };
  await engine.db.update(services).set({ drift }).where(eq(services.id, serviceId));
  return drift;
}

/** Mends what differs now, or only the parts that are named by their keys. Answers how many steps that takes. */
export async function repair(engine: Engine, serviceId: number, { by, keys }: { by: string; keys?: readonly string[] }): Promise<number> {
  const policies = await engine.policies();
  const { generation, findings } = await verify(engine, serviceId);
  const differing = new Set(findings.filter((one) => one.is === 'differs' && (keys === undefined || keys.includes(one.key))).map((one) => one.key));
  if (differing.size === 0) return 0;
  return engine.db.transaction(async (tx) => {
    const now = await lockForPerson(tx, serviceId);
    if (now.generation !== generation || (now.state !== 'active' && now.state !== 'suspended')) throw new Refused('CONFLICT', 'The service has changed while it was looked at: verify it again');
    const { rows: open } = await tx.execute(sql`select 1 from operations where service_id = ${serviceId} and kind <> 'change' and finished_at is null`);
    if (open.length > 0) throw new Refused('CONFLICT', 'An operation of this service is running: repair it when that has ended');
    const subject = await subjectOf(tx, serviceId);
    const plan = repairPlan(wishedTasks(subject.mode, planInput(subject), now.state === 'suspended'), differing);
    await openOperation(tx, engine, subject, { kind: 'repair', openedBy: by, policies, plan });
    return plan.length;
  });
}
