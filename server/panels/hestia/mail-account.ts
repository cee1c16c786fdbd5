import * as z from 'zod';
import type { MailAccount, MailAccountFacts } from '#server/core/items/panel.ts';
import type { Panel } from '#server/core/panel.ts';
import { FILE, type Exit } from '#server/ssh/wire.ts';
import { nodeName, oneOf, yes, type Shell } from './exec.ts';

const list = z.string().default('').transform((text) => text.split(',').map((word) => word.trim().toLowerCase()).filter((word) => word !== ''));
const listed = z.object({
  ALIAS: list, FWD: list, FWD_ONLY: yes, AUTOREPLY: yes, QUOTA: z.string().regex(/^(\d+|unlimited|)$/), RATE_LIMIT: z.string().regex(/^(\d+|unlimited|system|)$/).default(''), SUSPENDED: yes,
});
const reply = z.object({ MSG: z.string() });

const numeric = (text: string): number | null => (/^\d+$/.test(text) ? Number(text) : null);

/** Without its automatic reply, whose text is read apart. */
export function readMailAccount(exit: Exit, name: string): (Omit<MailAccountFacts, 'autoReply'> & { replies: boolean }) | null {
  const box = oneOf('v-list-mail-account', exit, name, listed);
  return box === null ? null : { quotaMb: numeric(box.QUOTA), aliases: box.ALIAS, forwards: box.FWD, forwardOnly: box.FWD_ONLY, replies: box.AUTOREPLY, sendLimit: numeric(box.RATE_LIMIT), suspended: box.SUSPENDED };
}

/** Lines come as `\n` in one word. */
export const readAutoReply = (exit: Exit, name: string): string | null => oneOf('v-list-mail-account-autoreply', exit, name, reply)?.MSG.replaceAll('\\n', '\n') ?? null;

const words = ({ login, domain, name }: MailAccount): readonly string[] => [login, nodeName(domain), name];
const size = (quotaMb: number | null): string => String(quotaMb ?? 'unlimited');

export const mailAccounts = (shell: Shell): Panel['mailAccounts'] => ({
  async find(box) {
    const found = readMailAccount(await shell.read('v-list-mail-account', [...words(box), 'json']), box.name);
    if (found === null) return null;
    const { replies, ...facts } = found;
    return { ...facts, autoReply: replies ? readAutoReply(await shell.read('v-list-mail-account-autoreply', [...words(box), 'json']), box.name) : null };
  },
  add: (box, password, quotaMb) => shell.change('v-add-mail-account', box.login, [...words(box), FILE, size(quotaMb)], password),
  setPassword: (box, password) => shell.change('v-change-mail-account-password', box.login, [...words(box), FILE], password),
  setQuota: (box, quotaMb) => shell.change('v-change-mail-account-quota', box.login, [...words(box), size(quotaMb)]),
  addAlias: (box, alias) => shell.change('v-add-mail-account-alias', box.login, [...words(box), alias]),
  removeAlias: (box, alias) => shell.change('v-delete-mail-account-alias', box.login, [...words(box), alias]),
  addForward: (box, address) => shell.change('v-add-mail-account-forward', box.login, [...words(box), address]),
  removeForward: (box, address) => shell.change('v-delete-mail-account-forward', box.login, [...words(box), address]),
  setForwardOnly: (box, only) => shell.change(only ? 'v-add-mail-account-fwd-only' : 'v-delete-mail-account-fwd-only', box.login, words(box)),
  setAutoReply: (box, text) => (text === null ? shell.change('v-delete-mail-account-autoreply', box.login, words(box)) : shell.change('v-add-mail-account-autoreply', box.login, [...words(box), text])),
  setSendLimit: (box, perHour) => shell.change('v-change-mail-account-rate-limit', box.login, [...words(box), String(perHour ?? 'system')]),
  remove: (box) => shell.change('v-delete-mail-account', box.login, words(box)),
});
