import { conflict, done, failed, refused } from '../outcome.ts';
import { accountOf, inOrder, type Step } from './step.ts';

export const addDomain: Step = async (context) => {
  const { panel, wish, doubt, say } = context;
  const { login } = accountOf(context, 'mail');
  const found = await panel.mailDomains.find(login, wish.domain);
  let sure = !doubt;
  if (found === null) {
    const answer = await panel.mailDomains.add(login, wish.domain);
    if (!answer.ok && (await panel.mailDomains.find(login, wish.domain)) === null) {
      return answer.refusal === 'exists' ? conflict(`Mail domain ${wish.domain} is not listed under ${login}, yet the node says: ${answer.message}`) : refused(answer);
    }
    sure = answer.ok;
  }
  if (!sure) {
    // The line of a mail domain is written first and everything behind it later, so the list proves nothing.
    say(`Mail domain ${wish.domain} is listed after an interrupted creation: rebuilt`);
    const repaired = await inOrder(() => panel.mailDomains.rebuild(login, wish.domain));
    if (repaired !== null) return repaired;
  }
  const dkim = await panel.mailDomains.dkim(login, wish.domain);
  if (dkim !== null) return done(found === null || doubt, { dkim });
  return failed(`Mail domain ${wish.domain} has no DKIM key`, 'The next attempt rebuilds the domain, which makes the key.', { retry: true });
};

/** Takes the mail domain with all its mailboxes off the account; it is made anew by the step after this one. */
export const emptyDomain: Step = async (context) => {
  const { panel, wish } = context;
  const { login } = accountOf(context, 'mail');
  if ((await panel.mailDomains.find(login, wish.domain)) === null) return done(false);
  const answer = await panel.mailDomains.remove(login, wish.domain);
  if ((await panel.mailDomains.find(login, wish.domain)) === null) return done(true);
  return answer.ok ? failed(`Mail domain ${wish.domain} is still listed after it was removed`, 'The next attempt removes it again.', { retry: true }) : refused(answer);
};
