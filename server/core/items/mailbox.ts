/** A mailbox of a service's own mail domain. */
import * as z from 'zod';
import { email, localPart } from '../names.ts';
import type { Beside, ItemFault, ItemRules } from './item.ts';

const MOST_ALIASES = 50;
const MOST_FORWARDS = 20;
const MOST_TEXT = 2000;

/** Lines are kept, everything else that can't be seen is refused: the text stands in a file that a mail server reads. */
const reply = z.string().trim().min(1, 'Automatic reply is empty').max(MOST_TEXT, `Automatic reply is longer than ${MOST_TEXT} characters`)
  .transform((text) => text.replaceAll('\r\n', '\n'))
  .refine((text) => /^[^\p{Cc}\p{Zl}\p{Zp}]*$/u.test(text.replaceAll('\n', '')), 'Automatic reply holds control characters');

const distinct = (list: readonly string[]): boolean => new Set(list).size === list.length;
const lowerEmail = z.string().trim().toLowerCase().pipe(email);

export const mailboxSettings = z.object({
  /** Null: as much as the service has. */
  quotaMb: z.number({ error: 'Size is not a number' }).int('Size is not a whole number').min(1, 'Size is below 1 MB').max(10_000_000, 'Size is too large').nullable(),
  /** Other names of the same domain that arrive here. */
  aliases: z.array(localPart).max(MOST_ALIASES, `At most ${MOST_ALIASES} other names`).refine(distinct, 'A name stands twice'),
  forwards: z.array(lowerEmail).max(MOST_FORWARDS, `At most ${MOST_FORWARDS} addresses`).refine(distinct, 'An address stands twice'),
  /** False: what is forwarded is not kept here. */
  keepCopy: z.boolean(),
  autoReply: reply.nullable(),
  /** Mails per hour; null: the server's own limit. */
  sendLimit: z.number({ error: 'Limit is not a number' }).int('Limit is not a whole number').min(1, 'Limit is below 1').max(100_000, 'Limit is above 100000').nullable(),
});
export type MailboxSettings = z.infer<typeof mailboxSettings>;

export const newMailbox: MailboxSettings = { quotaMb: null, aliases: [], forwards: [], keepCopy: true, autoReply: null, sendLimit: null };

function nameFault(name: string, { aliases }: MailboxSettings, { others }: Beside<'mailbox'>): ItemFault | null {
  const taken = new Set<string>(others.flatMap((other) => [other.name, ...other.settings.aliases]));
  if (others.some((other) => other.settings.aliases.some((alias) => alias === name))) return { message: `${name} is already another name of a mailbox`, field: 'name' };
  if (aliases.some((alias) => alias === name)) return { message: `${name} is the mailbox itself`, field: 'aliases' };
  const clash = aliases.find((alias) => taken.has(alias));
  return clash === undefined ? null : { message: `${clash} is taken by another mailbox`, field: 'aliases' };
}

export const mailbox: ItemRules<'mailbox'> = {
  role: 'mail',
  limit: 'mail_accounts',
  noun: 'mailbox',
  name: localPart,
  settings: mailboxSettings,
  password: true,
  actions: { add: 'mail.addMailbox', change: 'mail.changeMailbox', remove: 'mail.removeMailbox' },
  title: (name, { domain }) => `${name}@${domain}`,
  fault(name, settings, beside) {
    const { mail_disk_quota: whole } = beside.limits;
    if (whole !== null && settings.quotaMb !== null && settings.quotaMb > whole) return { message: `All mailboxes together have ${whole} MB: choose a size up to that`, field: 'quotaMb' };
    if (settings.forwards.some((address) => address === `${name}@${beside.domain}`)) return { message: 'A mailbox can not forward to itself', field: 'forwards' };
    if (!settings.keepCopy && settings.forwards.length === 0) return { message: 'Mail would be thrown away: keep it here, or name an address', field: 'keepCopy' };
    return nameFault(name, settings, beside);
  },
};
