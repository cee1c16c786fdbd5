/** Why a task is not running, in one line for staff. */
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
  node: { name: string; inFlight: number; slots: number; enabled: boolean; circuitUntil: string | null } | null;
}

const queuedReason = (facts: WaitFacts): string => {
  const { node } = facts;
  if (facts.workers === 0) return 'No worker is running';
  if (node !== null && !node.enabled) return `${node.name} is switched off`;
  if (node?.circuitUntil != null) return `${node.name} could not be reached and is left alone for a moment`;
  if (facts.olderGeneration) return 'A step of the deployment before is still running';
  if (facts.sameAccount !== null) return `Task #${facts.sameAccount} is running on the same account`;
  if (node !== null && node.inFlight >= node.slots) return `${node.name} is at its limit ${node.inFlight}/${node.slots}; ${facts.ahead} ahead`;
  return 'Starts in a moment';
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
