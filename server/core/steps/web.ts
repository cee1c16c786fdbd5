import { conflict, done, failed, later, refused } from '../outcome.ts';
import { accountOf, inOrder, type Step, type StepContext } from './step.ts';

const SERVED_AGAIN = 30;

function webOf(context: StepContext) {
  const site = context.wish.sites.web;
  if (site === undefined) throw new Error('The plan has a web task for a service without a web node');
  return { login: accountOf(context, 'web').login, domain: context.wish.domain, ip: site.ipv4, web: context.panel.webDomains };
}

export const addDomain: Step = async (context) => {
  const { login, domain, ip, web } = webOf(context);
  const found = await web.find(login, domain);
  if (found === null) {
    const answer = await web.add(login, domain, ip);
    if (!answer.ok && (await web.find(login, domain)) === null) {
      return answer.refusal === 'exists' ? conflict(`${domain} is not listed under ${login}, yet the node says: ${answer.message}`) : refused(answer);
    }
    if (!answer.ok && answer.refusal === 'unserved') return refused(answer);
  } else if (context.doubt) {
    context.say(`${domain} is there after an interrupted attempt: rebuilt, since the list alone proves nothing`);
    const repaired = await inOrder(() => web.rebuild(login, domain));
    if (repaired !== null) return repaired;
  }
  if (await web.served(domain, ip)) return done(found === null || context.doubt);
  return later(SERVED_AGAIN, `${domain} is stored, but the node's web server does not serve it yet`, `The web server does not serve ${domain}`);
};

export const applySettings: Step = async (context) => {
  const { login, domain, web } = webOf(context);
  const found = await web.find(login, domain);
  if (found === null) return failed(`${domain} is not on the node any more`, 'Retry from web.addDomain, or redeploy the service.', { retry: true });
  if (found.backend === context.wish.phpTemplate && !context.doubt) return done(false);
  const changed = found.backend !== context.wish.phpTemplate;
  const refusal = changed ? await inOrder(() => web.setBackend(login, domain, context.wish.phpTemplate)) : await inOrder(() => web.rebuild(login, domain));
  if (refusal !== null) return refusal;
  const after = await web.find(login, domain);
  if (after?.backend === context.wish.phpTemplate) return done(changed);
  return failed(`The PHP template of ${domain} is ${after?.backend ?? 'gone'} instead of ${context.wish.phpTemplate}`, 'The next attempt sets it again.', { retry: true });
};
