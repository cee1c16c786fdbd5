/**
 * What is read from each node on a schedule that all workers share: its status every few minutes, its accounts' usage
 * every hour. Nobody waits for it and it changes nothing on the node, so it is a read and no task.
 */
import { eq, sql } from 'drizzle-orm';
import { nodes, nodeSamples } from '#db/schema/index.ts';
import { type ReadingKind, readingKinds } from '#server/core/node.ts';
import { isSilence, type NodeStatus, type Panel, type Room, Unreachable, WrongHostKey } from '#server/core/panel.ts';
import { lookWhereCounted } from './backup-look.ts';
import { comeBack } from './come-back.ts';
import type { Engine } from './engine.ts';
import type { NodeRow } from './load.ts';
import { isOpen, noteTrouble } from './reach.ts';
import { writeUsage } from './usage.ts';

const EVERY: Record<ReadingKind, number> = { 'server.collectStatus': 300, 'server.syncUsage': 3600 };
const DEADLINE_MS = 90_000;
/** Readings at once in one process. */
const AT_ONCE = 4;

interface Due extends Record<string, unknown> {
  node_id: number;
  kind: ReadingKind;
}

/** Takes the reading that is due longest by moving its time on: a worker that dies with it costs one turn. Spread by a tenth. */
async function takeDue({ db, random }: Engine): Promise<Due | null> {
  const seconds = sql`(case kind when 'server.collectStatus' then ${EVERY['server.collectStatus']}::int else ${EVERY['server.syncUsage']}::int end) * ${0.95 + random() / 10}::float`;
  const { rows } = await db.execute<Due>(sql`
    update readings set next_at = now() + make_interval(secs => ${seconds})
    where (node_id, kind) = (select r.node_id, r.kind from readings r join nodes n on n.id = r.node_id where r.next_at <= now() and ${isOpen('n')} order by r.next_at limit 1 for update of r skip locked)
    returning node_id, kind`);
  return rows[0] ?? null;
}

/** Rows of nodes that are new: status at once, usage within five minutes, so that a fleet's do not come together. */
async function plan({ db }: Engine): Promise<void> {
  await db.execute(sql`
    insert into readings (node_id, kind, next_at) select n.id, k.kind, case k.kind when 'server.collectStatus' then now() else now() + random() * interval '5 minutes' end
    from nodes n, unnest(${sql.param([...readingKinds])}::text[]) as k(kind) on conflict do nothing`);
}

const share = (room: Room | null): number | null => (room === null ? null : room.usedMb / Math.max(1, room.totalMb));

async function collectStatus({ db }: Engine, node: NodeRow, panel: Panel): Promise<void> {
  const found: NodeStatus = await panel.node.status();
  const asked = Date.now();
  const clock = await panel.node.clock();
  // It read its clock about half way between the question and the answer.
  const clockAheadMs = Math.round(clock - (asked + Date.now()) / 2);
  await db.update(nodes).set({ status: { ...found, clockAheadMs }, statusAt: sql`now()` }).where(eq(nodes.id, node.id));
  await db.insert(nodeSamples).values({ nodeId: node.id, load: found.load, memory: share(found.memory), disk: share(found.disk) }).onConflictDoNothing();
}

const read: Record<ReadingKind, (engine: Engine, node: NodeRow, panel: Panel) => Promise<unknown>> = {
  'server.collectStatus': collectStatus,
  'server.syncUsage': async (engine, node, panel) => {
    const usage = await panel.users.usage();
    await writeUsage(engine.db, node.id, usage);
    await lookWhereCounted(engine, node.id, panel, usage);
  },
};

const isTimeout = (error: unknown): boolean => error instanceof Error && error.name === 'TimeoutError';

/** A node that is not reached counts for its circuit as a task would; one that answers after it was open is well. */
async function readNode(engine: Engine, kind: ReadingKind, node: NodeRow, signal: AbortSignal): Promise<string | null> {
  try {
    await read[kind](engine, node, engine.panelOf(node, { write: () => undefined, signal, look: true }));
    if (node.failures > 0 || node.circuitUntil !== null) await comeBack(engine.db, engine.boss, node.id);
    return null;
  } catch (error) {
    if (signal.aborted && !isTimeout(signal.reason)) return 'The worker was shut down meanwhile';
    const silent = isTimeout(error) || isTimeout(signal.reason) ? new Unreachable(`${node.name} did not answer within ${DEADLINE_MS / 1000} s`, true) : error;
    if (silent instanceof Unreachable || silent instanceof WrongHostKey) await noteTrouble(engine.db, node.id, { message: silent.message, alarm: silent instanceof WrongHostKey });
    if (isSilence(silent)) return silent.message;
    engine.log.error({ err: error, node: node.name, kind }, 'A reading is broken');
    return 'It ended with an internal error; the server log has the details';
  }
}

/** One reading, now. Answers why it did not go well. */
export async function readNow(engine: Engine, kind: ReadingKind, nodeId: number, signal: AbortSignal = AbortSignal.timeout(DEADLINE_MS)): Promise<string | null> {
  const [node] = await engine.db.select().from(nodes).where(eq(nodes.id, nodeId));
  if (node === undefined) return 'The node is gone';
  const error = await readNode(engine, kind, node, signal);
  await engine.db.execute(sql`update readings set error = ${error}, read_at = case when ${error === null} then now() else read_at end where node_id = ${nodeId} and kind = ${kind}`);
  return error;
}

/** All that are due, a few at a time. Answers how many it took. */
export async function readDue(engine: Engine, signal?: AbortSignal): Promise<number> {
  await plan(engine);
  let taken = 0;
  const drain = async (): Promise<void> => {
    for (let due = await takeDue(engine); due !== null && signal?.aborted !== true; due = await takeDue(engine)) {
      taken++;
      const deadline = AbortSignal.timeout(DEADLINE_MS);
      await readNow(engine, due.kind, due.node_id, signal === undefined ? deadline : AbortSignal.any([signal, deadline]));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, drain));
  return taken;
}
