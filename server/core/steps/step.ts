/** What a step is: it looks, acts, and looks again. */
import type { Role } from '../names.ts';
import { type Outcome, refused } from '../outcome.ts';
import type { Answer, Panel } from '../panel.ts';
import type { ItemKind } from '../items/item.ts';
import type { NameSight } from '../sight.ts';
import type { AccountWish, GuestWish, ItemTask, Wish } from '../wish.ts';

/**
 * What of the service stands where no marker can tell whose it is, on an account of the provider or half-made in the system:
 * written before the thing is made, so that one found later is ours whoever died in between, and one without it is
 * somebody else's.
 */
export interface Claim {
  /** The mailbox's address, the record's, or the account's login; null: nothing there is ours. */
  held: string | null;
  hold(value: string | null): Promise<void>;
}
export interface StepContext {
  panel: Panel;
  wish: Wish;
  /** What the task is done to: an account, a domain. */
  target: string;
  /** An earlier attempt of this task may have left something half-made behind. */
  doubt: boolean;
  /** Null for a step that makes nothing of that kind. */
  claim: Claim | null;
  /** Where names point now; given to a step for which its operation waits, and which nobody looked for before. */
  sight?: ((names: readonly string[]) => Promise<readonly NameSight[]>) | undefined;
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

/** What the service is a guest with, and what of it is ours there; its absence is a bug in the plan. */
export function guestOf({ wish, claim }: StepContext): { guest: GuestWish; claim: Claim } {
  if (wish.guest === null || claim === null) throw new Error('The plan has a task of a guest for a service that is none');
  return { guest: wish.guest, claim };
}

/** The item that the task is about; another kind's, or none, is a bug in the plan. */
export function itemOf<K extends ItemKind>({ wish }: StepContext, kind: K): ItemTask & { kind: K } {
  if (wish.item?.kind !== kind) throw new Error(`A task on a ${kind} has none`);
  return wish.item as ItemTask & { kind: K };
}

/** Runs commands one after another until one is refused; null when all went well. */
export async function inOrder(...commands: readonly (() => Promise<Answer>)[]): Promise<Outcome | null> {
  for (const command of commands) {
    const answer = await command();
    if (!answer.ok) return refused(answer);
  }
  return null;
}
