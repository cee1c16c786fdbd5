/** Why a task is not running, in one line for staff. */
import type { Choice, Verdict } from './allocate.ts';
import type { NodeState } from './node.ts';
import type { TaskStatus } from './task.ts';

export interface WaitFacts {
  status: TaskStatus;
  because: string | null;
  runAt: string | null;
  blockers: readonly { id: number; action: string; status: TaskStatus }[];
  /** Queued tasks of the same node that go first. */
  ahead: number;
  /** A task that is running on the same account. */
  sameAccount: number | null;
  olderGeneration: boolean;
  workers: number;
  node: { name: string; inFlight: number; slots: number; state: NodeState; circuitUntil: string | null; failures: number; halfOpen: boolean } | null;
}

const queuedReason = (facts: WaitFacts): string => {
  const { node } = facts;
  if (facts.workers === 0) return 'No worker is running';
  if (node?.state === 'maintenance') return `${node.name} is in maintenance: what is to be done there waits`;
  if (node?.state === 'off') return `${node.name} is switched off`;
  if (node?.circuitUntil != null) return `${node.name} could not be reached ${node.failures} times in a row and is left alone; then one task goes ahead as a probe`;
  if (facts.olderGeneration) return 'A step of the deployment before is still running';
  if (facts.sameAccount !== null) return `Task #${facts.sameAccount} is running on the same account`;
  if (node !== null && node.halfOpen && node.inFlight > 0) return `${node.name} was not reached before: one task goes ahead as a probe`;
  if (node !== null && node.inFlight >= node.slots) return `${node.name} is at its limit ${node.inFlight}/${node.slots}; ${facts.ahead} ahead`;
  return 'Starts in a moment';
};

/** Why a service stands on a node, or not. */
export const verdictWords: Record<Verdict, string> = {
  chosen: 'Chosen',
  busier: 'Has more to carry for its weight',
  apart: 'Kept for another account of the same service',
  room: 'Would have taken it',
  full: 'Has as many services as it may have',
  draining: 'Draining: takes no new services',
  maintenance: 'In maintenance',
  off: 'Switched off',
};

/** What keeps a service waiting for capacity; null when nothing does. */
export function whyNoRoom(choices: readonly Choice[]): string | null {
  const held = choices.filter((choice) => choice.candidates.every((one) => one.verdict !== 'room' && one.verdict !== 'chosen') || choice.candidates.some((one) => one.verdict === 'full' && choice.roles.join() === 'dns'));
  if (held.length === 0) return choices.length === 0 ? null : 'No choice of nodes with room keeps its accounts apart';
  const of = ({ roles, candidates }: Choice): string => `${roles.join(', ')}: ${candidates.filter((one) => one.verdict !== 'room').map((one) => `${one.name} ${reasons[one.verdict](one)}`).join(', ')}`;
  return `No room for ${held.map(of).join('; ')}`;
}
const reasons: Record<Verdict, (one: Choice['candidates'][number]) => string> = {
  chosen: () => 'takes it', busier: () => 'has more to carry', apart: () => 'is kept for another account', room: () => 'has room', full: ({ placed, maxAccounts }) => `is full (${placed}/${maxAccounts ?? placed})`,
  draining: () => 'is draining', maintenance: () => 'is in maintenance', off: () => 'is off',
};

/** Null for a task that does not wait. `until` is when it is looked at again. */
export function whyWaiting(facts: WaitFacts): { text: string; until: string | null } | null {
  switch (facts.status) {
    case 'waiting': {
      const failed = facts.blockers.find((one) => one.status === 'failed' || one.status === 'cancelled');
      if (failed !== undefined) return { text: `Blocked: ${failed.action} (#${failed.id}) ${failed.status === 'failed' ? 'failed' : 'was cancelled'}`, until: null };
      const open = facts.blockers.filter((one) => one.status !== 'succeeded' && one.status !== 'skipped');
      return { text: `Waits for ${open.map((one) => `${one.action} (#${one.id})`).join(', ')}`, until: null };
    }
    case 'queued':
      return { text: queuedReason(facts), until: facts.node?.circuitUntil ?? null };
    case 'retrying':
      return { text: 'Back-off after a failed attempt', until: facts.runAt };
    case 'postponed':
      return { text: facts.because ?? 'Postponed', until: facts.runAt };
    case 'cancelling':
      return { text: 'Its command is let end before it is cancelled', until: null };
    default:
      return null;
  }
}
