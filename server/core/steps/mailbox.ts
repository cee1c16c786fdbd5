/** Steps on the one mailbox that a service has on the provider's mail user. */
import { conflict, done, failed, later, type Outcome, refused } from '../outcome.ts';
import type { MailboxFacts, Panel } from '../panel.ts';
import { addressOf, type Mailbox } from '../vanity.ts';
import { type Claim, guestOf, inOrder, type Step, type StepContext } from './step.ts';

interface At {
  box: Mailbox;
  address: string;
  quotaMb: number | null;
  boxes: Panel['mailboxes'];
  claim: Claim;
}

/** As the rows have it, beside the packages of accounts: `500`, `unlimited`. */
export const quotaName = (quotaMb: number | null): string => String(quotaMb ?? 'unlimited');

function boxOf(context: StepContext): At {
  const { guest, claim } = guestOf(context);
  return { box: guest.mailbox, address: addressOf(guest.mailbox), quotaMb: guest.quotaMb, boxes: context.panel.mailboxes, claim };
}

const foreign = (address: string): Outcome => conflict(`Mailbox ${address} exists on the node and is not of this service`);
const made = ({ wish }: StepContext, { quotaMb }: At): Outcome =>
  done(true, { guest: { suspended: false, package: quotaName(quotaMb), password: wish.passwordVersion } });

/** One that an interrupted attempt made: what is behind its line can't be seen, so all of it is set again. */
async function mend(context: StepContext, at: At, { suspended }: MailboxFacts): Promise<Outcome> {
  const { box, boxes, address, quotaMb } = at;
  context.say(`Mailbox ${address} is ours from an interrupted attempt: its password and size are set again`);
  const woken = suspended ? [() => boxes.unsuspend(box)] : [];
  return (await inOrder(...woken, () => boxes.setPassword(box, context.wish.password), () => boxes.setQuota(box, quotaMb))) ?? made(context, at);
}

export const addAccount: Step = async (context) => {
  const at = boxOf(context);
  const { box, boxes, address, claim, quotaMb } = at;
  const before = claim.held;
  const found = await boxes.find(box);
  if (found !== null) return before === address ? mend(context, at, found) : foreign(address);
  await claim.hold(address);
  const answer = await boxes.add(box, context.wish.password, quotaMb);
  const after = await boxes.find(box);
  if (after !== null && answer.ok) return made(context, at);
  // Somebody else was quicker by a moment, or nothing came of it: the claim is as it was before.
  const lost = !answer.ok && (after === null || answer.refusal === 'exists');
  if (lost) await claim.hold(before);
  if (after !== null) return lost && before !== address ? foreign(address) : mend(context, at, after);
  return answer.ok ? failed(`Mailbox ${address} is not listed after it was added`, 'The next attempt looks again and adds it.', { retry: true }) : refused(answer);
};

type Change = (context: StepContext, at: At, found: MailboxFacts) => Promise<Outcome>;

/** A step on a mailbox that is there, and ours. */
const onMailbox = (change: Change): Step => async (context) => {
  const at = boxOf(context);
  const found = await at.boxes.find(at.box);
  if (found === null) return failed(`Mailbox ${at.address} is not on the node any more`, 'Redeploy the service, or terminate it.', { retry: false });
  return at.claim.held === at.address ? change(context, at, found) : foreign(at.address);
};

const setSuspended = (suspended: boolean): Step => onMailbox(async (_, { box, boxes, address }, found) => {
  const known = { guest: { suspended } };
  if (found.suspended === suspended) return done(false, known);
  const answer = await (suspended ? boxes.suspend(box) : boxes.unsuspend(box));
  if ((await boxes.find(box))?.suspended === suspended) return done(true, known);
  return answer.ok ? failed(`Mailbox ${address} is ${suspended ? 'not suspended' : 'still suspended'} after the command`, 'The next attempt does it again.', { retry: true }) : refused(answer);
});
export const suspendAccount = setSuspended(true);
export const unsuspendAccount = setSuspended(false);

const WAIT = 60;
const asleep = (address: string): Outcome => later(WAIT, `Mailbox ${address} is suspended: it is changed when it is not`);

export const changeAccountQuota = onMailbox(async (_, { box, boxes, address, quotaMb }, found) => {
  const known = { guest: { package: quotaName(quotaMb) } };
  if (found.quotaMb === quotaMb) return done(false, known);
  if (found.suspended) return asleep(address);
  const answer = await boxes.setQuota(box, quotaMb);
  const after = await boxes.find(box);
  if (after?.quotaMb === quotaMb) return done(true, known);
  return answer.ok ? failed(`Mailbox ${address} has ${quotaName(after?.quotaMb ?? null)} MB instead of ${quotaName(quotaMb)}`, 'The next attempt sets it again.', { retry: true }) : refused(answer);
});

/** Which password a mailbox has can't be seen: it is set, and set again. */
export const changeAccountPassword = onMailbox(async ({ wish }, { box, boxes, address }, found) => {
  if (found.suspended) return asleep(address);
  return (await inOrder(() => boxes.setPassword(box, wish.password))) ?? done(true, { guest: { password: wish.passwordVersion } });
});

/** With all its mail. One that is not ours is left alone, and nothing of ours is there then. */
export const removeAccount: Step = async (context) => {
  const { box, boxes, address, claim } = boxOf(context);
  const known = { guest: 'gone' } as const;
  if (claim.held !== address || (await boxes.find(box)) === null) return done(false, known);
  const answer = await boxes.remove(box);
  if ((await boxes.find(box)) === null) return done(true, known);
  return answer.ok ? failed(`Mailbox ${address} is still listed after it was removed`, 'The next attempt removes it again.', { retry: true }) : refused(answer);
};
