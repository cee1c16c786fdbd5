/** What a step is: it looks, acts, and looks again. */
import type { Role } from '../names.ts';
import { type Outcome, refused } from '../outcome.ts';
import type { Answer, Panel } from '../panel.ts';
import type { AccountWish, Wish } from '../wish.ts';

export interface StepContext {
  panel: Panel;
  wish: Wish;
  /** What the task is done to: an account, a domain. */
  target: string;
  /** An earlier attempt of this task may have left something half-made behind. */
  doubt: boolean;
  /** One line for the task's log. */
  say(line: string): void;
}
export type Step = (context: StepContext) => Promise<Outcome>;

/** The account of a role that the plan gave a task to; its absence is a bug in the plan. */
export function accountOf({ wish }: StepContext, role: Role): AccountWish {
  const account = wish.accounts[role];
  if (account === undefined) throw new Error(`The plan has a ${role} task for a service without a ${role} account`);
  return account;
}

/** Runs commands one after another until one is refused; null when all went well. */
export async function inOrder(...commands: readonly (() => Promise<Answer>)[]): Promise<Outcome | null> {
  for (const command of commands) {
    const answer = await command();
    if (!answer.ok) return refused(answer);
  }
  return null;
}
