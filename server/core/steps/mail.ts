import { email } from '../names.ts';
import { conflict, done, failed, type Outcome, refused } from '../outcome.ts';
import type { MailDomainFacts } from '../panel.ts';
import { accountOf, inOrder, type Step, type StepContext } from './step.ts';

/** Where mail to a name that nobody has goes: a panel takes a new place only after the old one is gone. */
async function brought(context: StepContext, found: Pick<MailDomainFacts, 'catchAll'>): Promise<{ refusal: Outcome | null; changed: boolean }> {
  const { panel: { mailDomains }, wish: { domain, mail: { catchAll } } } = context;
  const { login } = accountOf(context, 'mail');
  if (found.catchAll === catchAll) return { refusal: null, changed: false };
  const refusal = await inOrder(
    ...(found.catchAll === null ? [] : [() => mailDomains.removeCatchAll(login, domain)]),
    ...(catchAll === null ? [] : [() => mailDomains.addCatchAll(login, domain, email.parse(catchAll))]),
  );
  if (refusal !== null) return { refusal: refusal.is === 'failed' ? { ...refusal, customer: 'The server did not take the address for all other mail' } : refusal, changed: true };
  const after = await mailDomains.find(login, domain);
  const kept = after?.catchAll === catchAll;
  return { refusal: kept ? null : failed(`Mail domain ${domain} does not have the catch-all that was set`, 'The next attempt looks again and sets it.', { retry: true, customer: 'The server did not keep the address for all other mail' }), changed: true };
}

/** An edit of what mail is set to. */
export const applySettings: Step = async (context) => {
  const { panel, wish } = context;
  const found = await panel.mailDomains.find(accountOf(context, 'mail').login, wish.domain);
  if (found === null) return failed(`Mail domain ${wish.domain} is not on the node any more`, 'Retry from mail.addDomain, or redeploy the service.', { retry: true });
  const { refusal, changed } = await brought(context, found);
  return refusal ?? done(changed, { mail: wish.mail });
};

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
  const { refusal, changed } = await brought(context, found ?? { catchAll: null });
  if (refusal !== null) return refusal;
  const dkim = await panel.mailDomains.dkim(login, wish.domain);
  if (dkim !== null) return done(found === null || doubt || changed, { dkim, mail: wish.mail });
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
