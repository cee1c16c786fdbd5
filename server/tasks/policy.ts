/** Retry policy per action class: the default, and what an operator changed for a role or a single action. */
import { actionFacts, type Action } from '#server/core/action.ts';
import { defaultRetry, type RetryPolicy } from '#server/core/wish.ts';

/** Keys: `default`, a role (`dns`), or an action (`dns.addZone`); the most special one counts. */
export type Policies = Readonly<Record<string, RetryPolicy>>;

export const policyFor = (policies: Policies, action: Action): RetryPolicy => policies[action] ?? policies[actionFacts[action].role] ?? policies.default ?? defaultRetry;

export const attemptsFor = (policies: Policies, action: Action): number => policyFor(policies, action).attempts;
