import * as z from 'zod';
import type { MailboxFacts, Panel } from '#server/core/panel.ts';
import { FILE, type Exit } from '#server/ssh/wire.ts';
import { nodeName, oneOf, yes, type Shell } from './exec.ts';

const listed = z.object({ QUOTA: z.string().regex(/^(\d+|unlimited|)$/), SUSPENDED: yes });

/** A mailbox on a node that has the user or the domain no more is not there either. */
export function readMailbox(exit: Exit, name: string): MailboxFacts | null {
  const box = oneOf('v-list-mail-account', exit, name, listed);
  return box === null ? null : { quotaMb: /^\d+$/.test(box.QUOTA) ? Number(box.QUOTA) : null, suspended: box.SUSPENDED };
}

type Box = Parameters<Panel['mailboxes']['find']>[0];
const words = ({ owner, domain, name }: Box): readonly string[] => [owner, nodeName(domain), name];
const size = (quotaMb: number | null): string => String(quotaMb ?? 'unlimited');

export const mailboxes = (shell: Shell): Panel['mailboxes'] => ({
  find: async (box) => readMailbox(await shell.read('v-list-mail-account', [...words(box), 'json']), box.name),
  add: (box, password, quotaMb) => shell.change('v-add-mail-account', box.owner, [...words(box), FILE, size(quotaMb)], password),
  setPassword: (box, password) => shell.change('v-change-mail-account-password', box.owner, [...words(box), FILE], password),
  setQuota: (box, quotaMb) => shell.change('v-change-mail-account-quota', box.owner, [...words(box), size(quotaMb)]),
  suspend: (box) => shell.change('v-suspend-mail-account', box.owner, words(box)),
  unsuspend: (box) => shell.change('v-unsuspend-mail-account', box.owner, words(box)),
  remove: (box) => shell.change('v-delete-mail-account', box.owner, words(box)),
});
