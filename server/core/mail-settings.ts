/**
 * What a customer sets of their mail as a whole, beside its mailboxes. It is a part of what is wished of a service, so that
 * a redeployment brings it again and a look at the node sees where it differs.
 */
import * as z from 'zod';
import type { ItemFault } from './items/item.ts';
import { email } from './names.ts';
import { newestTask, type TaskStatus, wishState, type WishState } from './task.ts';

export const mailSettings = z.object({
  /** Where mail to a name that nobody has goes; null: it is refused. */
  catchAll: z.string({ error: 'Address is missing' }).trim().toLowerCase().pipe(email).nullable(),
});
export type MailSettings = z.infer<typeof mailSettings>;
export const newMail: MailSettings = { catchAll: null };

/** What is known of it on its node. */
export interface MailFacts extends MailSettings {
  /** A look found that somebody has changed it on the node since. */
  outside?: boolean;
}

/** A service's mail as people see it; a customer may see all of it. */
export interface MailView {
  /** Raised by every edit: an edit says which one it was made from. */
  rev: number;
  wish: MailSettings;
  /** Null before it exists. */
  known: MailSettings | null;
  /** Somebody has changed it on the server since it was made so. */
  outside: boolean;
}

/** The names of a domain that somebody reads, mailboxes and their other names. */
export type MailNames = readonly { name: string; aliases: readonly string[] }[];

/** Mail to a name of the domain that nobody has would go round to the same rule for ever. */
export function catchAllFault({ catchAll }: MailSettings, domain: string, names: MailNames): ItemFault | null {
  const at = `@${domain}`;
  if (catchAll === null || !catchAll.endsWith(at)) return null;
  const name = catchAll.slice(0, -at.length);
  return names.some((one) => one.name === name || one.aliases.includes(name)) ? null : { message: `${catchAll} is no mailbox: choose one that is there, or an address elsewhere`, field: 'catchAll' };
}

/** The newest task that brings mail to its wish; null when it is not known any more. */
export const taskOfMail = <T extends { id: number; action: string }>(tasks: readonly T[]): T | null => newestTask(tasks, (task) => task.action === 'mail.applySettings');

/** Where it stands between its wish and its node; `task` is the newest that brings it there. */
export const mailState = ({ wish, known }: MailView, task: { status: TaskStatus } | null): WishState => wishState(wish.catchAll === known?.catchAll, task);
