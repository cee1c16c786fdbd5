/** Steps on a mailbox of the service's own mail domain: add and change bring it to what is wished, whatever is there. */
import { email, localPart, type LocalPart } from '../names.ts';
import { done, failed, type Outcome, refused } from '../outcome.ts';
import type { MailAccount, MailAccountFacts } from '../items/panel.ts';
import type { Answer, Panel } from '../panel.ts';
import type { MailboxSettings } from '../items/mailbox.ts';
import type { ItemTask } from '../wish.ts';
import { accountOf, inOrder, itemOf, type Step, type StepContext } from './step.ts';

interface At {
  box: MailAccount;
  address: string;
  item: ItemTask & { kind: 'mailbox' };
  accounts: Panel['mailAccounts'];
}
type Command = () => Promise<Answer>;

function boxOf(context: StepContext): At {
  const item = itemOf(context, 'mailbox');
  const box = { login: accountOf(context, 'mail').login, domain: context.wish.domain, name: localPart.parse(item.name) };
  return { box, address: `${item.name}@${box.domain}`, item, accounts: context.panel.mailAccounts };
}

const without = <T extends string>(list: readonly T[], other: readonly string[]): T[] => list.filter((one) => !other.includes(one));

/** A panel keeps the lines of a reply in one word. */
const lines = (text: string | null): string | null => text?.replaceAll('\n', '\\n') ?? null;

/**
 * What is to be done, in an order in which nothing is lost on the way: an address is added before mail is no longer kept,
 * and mail is kept before the last address goes.
 */
function differences({ box, accounts }: At, wanted: MailboxSettings, found: MailAccountFacts): readonly Command[] {
  const [aliases, gone] = [without(wanted.aliases, found.aliases), without(found.aliases as LocalPart[], wanted.aliases)];
  const only = !wanted.keepCopy;
  const forwarding = (): Command => () => accounts.setForwardOnly(box, only);
  return [
    ...(found.quotaMb === wanted.quotaMb ? [] : [() => accounts.setQuota(box, wanted.quotaMb)]),
    ...gone.map((alias) => () => accounts.removeAlias(box, alias)),
    ...aliases.map((alias) => () => accounts.addAlias(box, alias)),
    ...without(wanted.forwards, found.forwards).map((address) => () => accounts.addForward(box, email.parse(address))),
    ...(found.forwardOnly === only ? [] : [forwarding()]),
    ...without(found.forwards, wanted.forwards).map((address) => () => accounts.removeForward(box, email.parse(address))),
    ...(lines(found.autoReply) === lines(wanted.autoReply) ? [] : [() => accounts.setAutoReply(box, wanted.autoReply)]),
    ...(found.sendLimit === wanted.sendLimit ? [] : [() => accounts.setSendLimit(box, wanted.sendLimit)]),
  ];
}

/** `fresh`: it was just made, with its password and size. */
async function bring(at: At, wanted: MailboxSettings, found: MailAccountFacts, fresh: boolean): Promise<Outcome> {
  const { box, accounts, item, address } = at;
  const { password } = item;
  const commands = [...(password === null || fresh ? [] : [() => accounts.setPassword(box, password)]), ...differences(at, wanted, found)];
  const refusal = await inOrder(...commands);
  const after = commands.length === 0 ? found : await accounts.find(box);
  if (after !== null && differences(at, wanted, after).length === 0 && refusal === null) return done(fresh || commands.length > 0, { item: { known: wanted, passwordVersion: item.passwordVersion } });
  return refusal ?? failed(`Mailbox ${address} is not as wished after it was changed`, 'The next attempt looks again and changes what differs.', { retry: true });
}

/** One that is gone is made again where its password is known. */
export const bringMailbox: Step = async (context) => {
  const at = boxOf(context);
  const { box, accounts, item, address } = at;
  if (item.settings === null) return done(false);
  const found = await accounts.find(box);
  if (found !== null && (context.doubt || item.known !== null)) return bring(at, item.settings, found, false);
  if (found !== null) return failed(`Mailbox ${address} exists on the node and was not made here`, 'Remove it there, or choose another name.', { retry: false, customer: 'There is a mailbox of this name on the server already, which was not made here' });
  if (item.password === null) return failed(`Mailbox ${address} is not on the node, and the password that it had is not known`, 'Set a new password: the mailbox is made with it.', { retry: false, customer: 'The mailbox is not on the server any more: set a new password to have it made again' });
  const answer = await accounts.add(box, item.password, item.settings.quotaMb);
  const after = await accounts.find(box);
  if (after !== null) return bring(at, item.settings, after, answer.ok);
  return answer.ok ? failed(`Mailbox ${address} is not listed after it was added`, 'The next attempt looks again and adds it.', { retry: true }) : refused(answer);
};

/** With all its mail. */
export const removeMailbox: Step = async (context) => {
  const { box, accounts, item, address } = boxOf(context);
  if (item.settings !== null) return done(false);
  const gone = { item: { known: null, passwordVersion: item.passwordVersion } };
  if ((await accounts.find(box)) === null) return done(false, gone);
  const answer = await accounts.remove(box);
  if ((await accounts.find(box)) === null) return done(true, gone);
  return answer.ok ? failed(`Mailbox ${address} is still listed after it was removed`, 'The next attempt removes it again.', { retry: true }) : refused(answer);
};
