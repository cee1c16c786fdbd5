import { conflict, done, failed, refused } from '../outcome.ts';
import type { AccountWish } from '../wish.ts';
import type { Step } from './step.ts';

/** The panel counts the account anew, and then what it says is read: the same figures that the hourly reading brings. */
export const recomputeUser: Step = async ({ panel, wish, target }) => {
  const account = (Object.values(wish.accounts) as readonly AccountWish[]).find(({ login }) => login === target);
  if (account === undefined) return failed(`The service has no account ${target} any more`, 'Nothing to do.', { retry: false });
  const found = await panel.users.find(account.login);
  if (found === null) return failed(`Account ${target} is not on the node any more`, 'Redeploy the service, or terminate it.', { retry: false });
  if (found.marker !== wish.marker) return conflict(`Account ${target} exists on the node and is not ours`);
  const answer = await panel.users.recount(account.login);
  if (!answer.ok) return refused(answer);
  const usage = (await panel.users.usage()).filter(({ login }) => login === account.login);
  return usage.length > 0 ? done(true, { usage }) : failed(`Account ${target} is not among the panel's figures`, 'The next attempt reads them again.', { retry: true });
};
