/** When a failed attempt is tried again. */
import type { RetryPolicy } from './wish.ts';

/** Seconds after attempt `attempt` (1 = the first) has failed. `random` in [0, 1). */
export function backoffSeconds(policy: RetryPolicy, attempt: number, random: number): number {
  const plain = Math.min(policy.baseSeconds * policy.factor ** (attempt - 1), policy.capSeconds);
  return Math.min(plain * (1 + policy.jitter * (2 * random - 1)), policy.capSeconds);
}

/** The delays between a policy's attempts without jitter, as the settings page draws them. */
export const schedule = (policy: RetryPolicy): readonly number[] =>
  Array.from({ length: Math.max(0, policy.attempts - 1) }, (_, at) => backoffSeconds(policy, at + 1, 0.5));
