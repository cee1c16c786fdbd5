/** Mailboxes of the service's own mail domain. */
import { email, localPart, type LocalPart } from '../names.ts';
import type { MailAccountFacts } from '../items/panel.ts';
import { type Command, type Handle, itemSteps } from './item.ts';
import { accountOf, itemOf, type StepContext } from './step.ts';

const without = <T extends string>(list: readonly T[], other: readonly string[]): T[] => list.filter((one) => !other.includes(one));

/** A panel keeps the lines of a reply in one word. */
const lines = (text: string | null): string | null => text?.replaceAll('\n', '\\n') ?? null;

function mailboxOf(context: StepContext): Handle<'mailbox', MailAccountFacts> {
  const item = itemOf(context, 'mailbox');
  const accounts = context.panel.mailAccounts;
  const box = { login: accountOf(context, 'mail').login, domain: context.wish.domain, name: localPart.parse(item.name) };
  return {
    item,
    title: `Mailbox ${item.name}@${box.domain}`,
    find: () => accounts.find(box),
    add: async ({ quotaMb }, password) => {
      if (password === null) throw new Error('A mailbox is made without a password');
      return accounts.add(box, password, quotaMb);
    },
    setPassword: (password) => accounts.setPassword(box, password),
    // An address is added before mail is no longer kept, and mail is kept before the last address goes.
    differences: (wanted, found) => [
      ...(found.quotaMb === wanted.quotaMb ? [] : [() => accounts.setQuota(box, wanted.quotaMb)]),
      ...without(found.aliases as LocalPart[], wanted.aliases).map((alias): Command => () => accounts.removeAlias(box, alias)),
      ...without(wanted.aliases, found.aliases).map((alias): Command => () => accounts.addAlias(box, alias)),
      ...without(wanted.forwards, found.forwards).map((address): Command => () => accounts.addForward(box, address)),
      ...(found.forwardOnly === !wanted.keepCopy ? [] : [() => accounts.setForwardOnly(box, !wanted.keepCopy)]),
      ...without(found.forwards, wanted.forwards).map((address): Command => () => accounts.removeForward(box, email.parse(address))),
      ...(lines(found.autoReply) === lines(wanted.autoReply) ? [] : [() => accounts.setAutoReply(box, wanted.autoReply)]),
      ...(found.sendLimit === wanted.sendLimit ? [] : [() => accounts.setSendLimit(box, wanted.sendLimit)]),
    ],
    settingsOf: ({ forwardOnly, suspended: _, ...found }) => ({ ...found, autoReply: found.autoReply?.replaceAll('\\n', '\n') ?? null, keepCopy: !forwardOnly }),
    remove: () => accounts.remove(box),
  };
}

export const mailbox = itemSteps(mailboxOf);
