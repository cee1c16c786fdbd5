/** Verify & repair: reads every node of a service as it is now, and mends what differs by the same steps that made it. */
import { eq, sql } from 'drizzle-orm';
import { nodes, services } from '#db/schema/index.ts';
import { driftLine, driftView, isDrifted } from '#server/core/drift.ts';
import { nodeWords } from '#server/core/node.ts';
import { isSilence, Unreachable, WrongHostKey } from '#server/core/panel.ts';
import { type Drift, type Finding, goneWith, lookingOnly, mendable, repairPlan, verifyTask, wishedTasks, withGround } from '#server/core/verify.ts';
import type { PlannedTask } from '#server/core/wish.ts';
import { Refused } from '#server/refused.ts';
import { accountHeld } from './account-claim.ts';
import type { Engine } from './engine.ts';
import { heldBy } from './guest.ts';
import { lookAtItems } from './items-look.ts';
import type { NodeRow } from './load.ts';
import { raise } from './notice.ts';
import { openOperation, planInput, subjectOf } from './operation.ts';
import { priorities } from './plan.ts';
import { noteTrouble } from './reach.ts';
import { lockForPerson } from './retry.ts';
import { noteSettings } from './settings-look.ts';
import { emit } from './emit.ts';
import { lockService } from './transition.ts';
import { wishOf } from './wish.ts';

const LOOK_MS = 60_000;
const isWhole = (state: string): boolean => state === 'active' || state === 'suspended';

async function wished(engine: Engine, serviceId: number) {
  return engine.db.transaction(async (tx) => {
    const [known] = await tx.select({ id: services.id }).from(services).where(eq(services.id, serviceId));
    if (known === undefined) throw new Refused('NOT_FOUND', `Service ${serviceId} is not there`);
    const subject = await subjectOf(tx, serviceId);
    if (!isWhole(subject.service.state)) throw new Refused('CONFLICT', 'Only an active or suspended service can be verified: what is being built is not whole yet');
    const sites = await tx.select().from(nodes);
    return { subject, sites, tasks: wishedTasks(subject.mode, planInput(subject), subject.service.state === 'suspended'), wish: wishOf(subject.service, subject.places, sites, subject.guests, engine.sealer) };
  }, { isolationLevel: 'repeatable read', accessMode: 'read only' });
}

type Wished = Awaited<ReturnType<typeof wished>>;

/** How a look is made that nobody waits for. */
export interface Background {
  /** Ends all looks at once. */
  signal: AbortSignal;
  /** Lets one look at a time through to a node, when nobody waits for anything there. Throws when the signal ends it. */
  gate<T>(nodeId: number, look: () => Promise<T>): Promise<T>;
}

const unknown = (task: PlannedTask, found: string): Finding => ({ key: task.key, action: task.action, target: task.target, nodeId: task.nodeId ?? 0, is: 'unknown', found });

/** Why a node is not asked at all; null when it is. A person's look is let through an open circuit. */
function leftAlone(node: NodeRow | undefined, background: boolean): string | null {
  if (node === undefined) return 'Its node is not known any more';
  if (node.state === 'maintenance' || node.state === 'off') return `${node.name} was not asked: ${nodeWords[node.state].help}`;
  return background && node.circuitUntil !== null && node.circuitUntil > new Date() ? `${node.name} was not asked: ${node.lastError ?? 'it could not be reached'}` : null;
}

/** What a node that can't be asked says for itself; anything else is thrown on. A changed host key is an alarm, whoever noticed it. */
async function silence(engine: Engine, node: NodeRow, error: unknown, background: boolean): Promise<string> {
  const late = error instanceof Error && error.name === 'TimeoutError' ? new Unreachable(`${node.name} did not answer within ${LOOK_MS / 1000} s`, true) : error;
  if (!isSilence(late)) throw error;
  const alarm = late instanceof WrongHostKey;
  if (alarm || (background && late instanceof Unreachable)) await noteTrouble(engine.db, node.id, { message: late.message, alarm });
  return late.message;
}

/** One node's part, one look after another; a node that does not answer leaves its part unknown. */
async function lookAt(engine: Engine, node: NodeRow, tasks: readonly PlannedTask[], { wish, subject }: Pick<Wished, 'wish' | 'subject'>, background?: Background): Promise<readonly Finding[]> {
  const deadline = AbortSignal.timeout(LOOK_MS);
  const panel = lookingOnly(engine.panelOf(node, { write: () => undefined, signal: background === undefined ? deadline : AbortSignal.any([background.signal, deadline]), look: true }));
  const findings: Finding[] = [];
  for (const task of tasks) {
    try {
      findings.push(goneWith(task, findings) ?? await verifyTask(task, panel, wish, heldBy(subject.guests, task) ?? accountHeld(subject.places, task)));
    } catch (error) {
      const words = await silence(engine, node, error, background !== undefined);
      return [...findings, ...tasks.slice(findings.length).map((rest) => unknown(rest, words))];
    }
  }
  return findings;
}

/** A look, and what it was a look at. */
export interface Look {
  drift: Drift;
  /** The service's last event when it began. */
  seq: number;
}

/** Only looks, and writes nothing. Nodes are asked side by side. Throws `Refused` for a service that is not whole. */
export async function lookOver(engine: Engine, serviceId: number, background?: Background): Promise<Look> {
  const { subject, sites, tasks, wish } = await wished(engine, serviceId);
  const parts = await Promise.all([...Map.groupBy(tasks, (task) => task.nodeId)].map(async ([nodeId, own]) => {
    const node = sites.find((site) => site.id === nodeId);
    const why = leftAlone(node, background !== undefined);
    if (node === undefined || why !== null) return own.map((task) => unknown(task, why ?? ''));
    const look = () => lookAt(engine, node, own, { wish, subject }, background);
    return background === undefined ? look() : background.gate(node.id, look);
  }));
  const order = new Map(tasks.map((task, at) => [task.key, at]));
  const findings = parts.flat().toSorted((a, b) => (order.get(a.key) ?? 0) - (order.get(b.key) ?? 0));
  return { drift: { at: new Date().toISOString(), generation: subject.service.generation, findings }, seq: subject.service.lastSeq };
}

/**
 * Writes what a look found, and tells those who watch. What was built anew meanwhile is left alone; `undisturbed` also what
 * had any event, which is then to be looked at again. Answers whether it was written.
 */
export async function noteLook(engine: Engine, serviceId: number, { drift, seq }: Look, undisturbed = false): Promise<boolean> {
  return engine.db.transaction(async (tx) => {
    const { generation, state } = await lockService(tx, serviceId);
    if (generation !== drift.generation || !isWhole(state)) return false;
    const { rows: [now] } = await tx.execute<{ seq: number; domain: string; drift: Drift | null }>(sql`select last_seq as seq, domain, drift from services where id = ${serviceId}`);
    const before = driftView(now?.drift ?? null, generation);
    const found = driftView(drift, generation);
    const disturbed = undisturbed && now?.seq !== seq;
    await tx.update(services).set(disturbed ? { scanWanted: true } : { drift }).where(eq(services.id, serviceId));
    const settings = now?.seq === seq ? await noteSettings(tx, serviceId, drift.findings) : {};
    if (!disturbed) await emit(tx, serviceId, { service: { drift: found, ...settings } });
    if (!disturbed && found !== null && isDrifted(found) && !isDrifted(before)) await raise(tx, 'driftFound', { subject: now?.domain ?? '', text: driftLine(found), path: `/services/${serviceId}` });
    return !disturbed;
  });
}

/** A look that a person waits for. */
export async function verify(engine: Engine, serviceId: number): Promise<Drift> {
  const look = await lookOver(engine, serviceId);
  await noteLook(engine, serviceId, look);
  await lookAtItems(engine, serviceId);
  return look.drift;
}

export interface Mending {
  by: string;
  /** Only these parts. */
  keys?: readonly string[];
  /** Nobody waits for it. */
  background?: true;
}

/** Opens the repair of what a look found to differ, never of what is in conflict. Answers how many steps that takes. */
export async function openRepair(engine: Engine, serviceId: number, { generation, findings }: Drift, { by, keys, background }: Mending): Promise<number> {
  const policies = await engine.policies();
  if (!findings.some((one) => one.is === 'differs')) return 0;
  return engine.db.transaction(async (tx) => {
    const now = await lockForPerson(tx, serviceId);
    if (now.generation !== generation || !isWhole(now.state)) throw new Refused('CONFLICT', 'The service has changed while it was looked at: verify it again');
    const { rows: open } = await tx.execute(sql`select 1 from operations where service_id = ${serviceId} and kind <> 'change' and finished_at is null`);
    if (open.length > 0) throw new Refused('CONFLICT', 'An operation of this service is running: repair it when that has ended');
    const subject = await subjectOf(tx, serviceId);
    const tasks = wishedTasks(subject.mode, planInput(subject), now.state === 'suspended');
    const mends = mendable(tasks, findings);
    const wanted = keys === undefined ? mends : withGround(tasks, keys, mends);
    if (wanted.size === 0) return 0;
    const plan = repairPlan(tasks, wanted);
    await tx.update(services).set({ scanWanted: true }).where(eq(services.id, serviceId));
    await openOperation(tx, engine, subject, { kind: 'repair', openedBy: by, policies, plan, ...(background === true && { priority: priorities.background }) });
    return plan.length;
  });
}

/** Mends what differs now, or only the parts that are named by their keys. Answers how many steps that takes. */
export async function repair(engine: Engine, serviceId: number, mending: Mending): Promise<number> {
  return openRepair(engine, serviceId, await verify(engine, serviceId), mending);
}
