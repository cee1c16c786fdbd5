/** One attempt of one task: load, look, act, look again. Answers an outcome; never throws. */
import { isCallBack, type StepAction } from '#server/core/action.ts';
import { done, failed, later, type Outcome } from '#server/core/outcome.ts';
import { type Panel, Unreachable, Unreadable, WrongHostKey } from '#server/core/panel.ts';
import { steps } from '#server/core/steps/index.ts';
import type { Wish } from '#server/core/wish.ts';
import type { Engine } from './engine.ts';
import { load, type Loaded, type NodeRow } from './load.ts';
import { openLog, type TaskLog } from './log.ts';
import type { TaskRow } from './rows.ts';
import { reserveValidation } from './validations.ts';

export interface Tried {
  outcome: Outcome;
  /** Null when the attempt ended before its node was known. */
  node: NodeRow | null;
  /** The node could not be reached, or is not the one that was pinned. */
  reach: 'fine' | 'unreachable' | 'wrong-key';
  /** Something may have been left half-made on the node: the next attempt must not trust what it finds. */
  doubt: boolean;
}

/** A step without a node must not find a panel: using it is a bug in the plan. */
const noPanel = new Proxy({}, { get: () => { throw new Error('A task of the control place uses a panel'); } }) as Panel;

const accountOf = (task: TaskRow): string | null => (task.serial_key === null ? null : task.serial_key.replace(/^\d+:/, ''));

/** Before anything is looked at: no command of an earlier, lost attempt may still be running on the account. */
async function settled(panel: Panel, task: TaskRow): Promise<Outcome | null> {
  const account = accountOf(task);
  if (!task.doubt || account === null) return null;
  const answer = await panel.node.settle(account);
  return answer.ok ? null : later(5, 'A command of an earlier attempt is still running on the node');
}

function explain(error: unknown, task: TaskRow, engine: Engine): Omit<Tried, 'node'> {
  if (error instanceof WrongHostKey) return { outcome: later(60, error.message, error.message), reach: 'wrong-key', doubt: false };
  if (error instanceof Unreachable) return { outcome: later(5, error.message), reach: 'unreachable', doubt: error.sent };
  if (error instanceof Unreadable) return { outcome: failed(error.message, 'The log shows what the node printed. The next attempt asks again.', { retry: true }), reach: 'fine', doubt: true };
  const reference = `task ${task.id}, start ${task.starts}`;
  engine.log.error({ err: error, task: task.id, action: task.action }, 'A step is broken');
  return { outcome: failed(`The step ended with an internal error (${reference})`, 'The server log has the details under this reference.', { retry: true }), reach: 'fine', doubt: true };
}

const HELD = "Five validations of a name failed within an hour, and Let's Encrypt allows no more";

/** Counted before it is asked for: an answer that is lost may have been a failure. */
async function allowed(engine: Engine, task: TaskRow, wish: Wish): Promise<Outcome | null> {
  if (!task.action.endsWith('.issueCertificate')) return null;
  if (task.hands_over && (await engine.certificatePolicy()).deploySeconds === 0) return later(1, 'Deployments do not wait for certificates');
  const wait = await reserveValidation(engine.db, task, wish.certificate?.names ?? []);
  return wait === null ? null : later(wait, HELD);
}

const sightOf = ({ resolve }: Engine, { domain, nameservers }: Wish, { ipv4, ipv6 }: NodeRow) => (names: readonly string[]) =>
  Promise.all(names.map((name) => resolve(name, { domain, nameservers, ipv4, ipv6 })));

async function run(engine: Engine, task: TaskRow & { action: StepAction }, { wish, node, claim }: Loaded, log: TaskLog, signal: AbortSignal): Promise<Outcome> {
  const panel = node === null ? noPanel : engine.panelOf(node, { write: (stream, text) => log.write(stream, text), signal });
  const busy = node === null ? null : await settled(panel, task);
  // Cancelled while its worker was lost: all that is wanted is that nothing of it runs any more.
  if (task.status === 'cancelling') return busy ?? done(false);
  return busy ?? (await allowed(engine, task, wish)) ?? steps[task.action]({ panel, wish, claim, target: task.target, doubt: task.doubt, sight: task.hands_over && node !== null ? sightOf(engine, wish, node) : undefined, say: (line) => log.write('note', line) });
}

const sentence = (outcome: Outcome): string => {
  if (outcome.is === 'done') return outcome.changed ? 'Done' : 'Already as wished';
  return outcome.is === 'later' ? `Not now: ${outcome.because}` : `${outcome.message}. ${outcome.hint}`;
};

/** A node's words may hold a secret as well as its output, and an outcome is read by more people than the log. */
function hidden(outcome: Outcome, redact: (text: string) => string): Outcome {
  if (outcome.is === 'failed') return { ...outcome, message: redact(outcome.message) };
  return outcome.is === 'later' ? { ...outcome, because: redact(outcome.because), ...(outcome.alarm !== undefined && { alarm: redact(outcome.alarm) }) } : outcome;
}

/** It knows neither a wish nor a node. */
async function attemptCallBack(engine: Engine, task: TaskRow, signal: AbortSignal): Promise<Tried> {
  const log = openLog(engine.db, { taskId: task.id, attempt: task.starts, redact: (text) => text });
  let tried: Omit<Tried, 'node'>;
  try {
    const outcome = engine.callBacks === null ? later(60, 'This process calls no WHMCS') : await engine.callBacks.run(task, { say: (line) => log.write('note', line), signal });
    tried = { outcome, reach: 'fine', doubt: outcome.is === 'later' && outcome.doubt === true };
  } catch (error) {
    tried = signal.aborted ? { outcome: later(0, 'The worker had to let go of it'), reach: 'fine', doubt: true } : explain(error, task, engine);
  }
  log.write('note', sentence(tried.outcome));
  await log.close();
  return { ...tried, node: null };
}

export async function attempt(engine: Engine, task: TaskRow, signal: AbortSignal): Promise<Tried> {
  const { action } = task;
  if (isCallBack(action)) return attemptCallBack(engine, task, signal);
  let node: NodeRow | null = null;
  let log: TaskLog | null = null;
  let tried: Omit<Tried, 'node'>;
  let redact = (text: string): string => text;
  try {
    const loaded = await load(engine.db, engine.sealer, task);
    node = loaded.node;
    redact = engine.redactor(loaded.wish);
    log = openLog(engine.db, { taskId: task.id, attempt: task.starts, redact: engine.redactor(loaded.wish) });
    const outcome = await run(engine, { ...task, action }, loaded, log, signal);
    tried = { outcome, reach: 'fine', doubt: outcome.is === 'failed' || (outcome.is === 'later' && outcome.doubt === true) };
  } catch (error) {
    tried = signal.aborted ? { outcome: later(0, 'The worker had to let go of it'), reach: 'fine', doubt: true } : explain(error, task, engine);
  }
  const outcome = hidden(tried.outcome, redact);
  log?.write('note', sentence(outcome));
  await log?.close();
  return { ...tried, outcome, node };
}
