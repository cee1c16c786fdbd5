/** What the settings say of tasks: how often each is tried, and how many copies are enough. */
import { actionFacts, type Action } from '#server/core/action.ts';
import { defaultRetry, type RetryPolicy } from '#server/core/wish.ts';

export interface Policies {
  /** Keys: `default`, a role (`dns`), or an action (`dns.addZone`); the most special one counts. */
  retry: Readonly<Record<string, RetryPolicy>>;
  /** Nameservers that must have a zone before its service goes live. */
  quorum: number;
  /** How long a task is put off. */
  queue?: { giveUpHours: number };
}

export const policyFor = ({ retry }: Policies, action: Action): RetryPolicy => retry[action] ?? retry[actionFacts[action].role] ?? retry.default ?? defaultRetry;

/** Seconds that a task is put off before it fails. */
export const giveUpSeconds = ({ queue }: Policies): number => (queue?.giveUpHours ?? 24) * 3600;

export const attemptsFor = (policies: Policies, action: Action): number => policyFor(policies, action).attempts;
