import { conflict, done, failed, later, type Outcome, refused } from '../outcome.ts';
import { orphaned } from './leftover.ts';
import { accountOf, inOrder, type Step, type StepContext } from './step.ts';

const SERVED_AGAIN = 30;

export function webOf(context: StepContext) {
  const site = context.wish.sites.web;
  if (site === undefined) throw new Error('The plan has a web task for a service without a web node');
  return { login: accountOf(context, 'web').login, domain: context.wish.domain, ip: site.ipv4, web: context.panel.webDomains };
}

/** Served, if need be after a rebuild, which is also what mends it once the node's web server is well again. */
export async function served(context: StepContext, changed: boolean): Promise<Outcome> {
  const { login, domain, ip, web } = webOf(context);
  if (await web.served(domain, ip)) return done(changed);
  context.say(`${domain} is stored and not served: rebuilt`);
  const repaired = await inOrder(() => web.rebuild(login, domain));
  if (repaired !== null) return repaired;
  if (await web.served(domain, ip)) return done(true);
  return later(SERVED_AGAIN, `${domain} is stored, but the node's web server does not serve it yet`, `The web server does not serve ${domain}`);
}

/** Not listed, and yet there: the half of an interrupted attempt in our own account, or somebody else's. */
async function taken(context: StepContext, message: string): Promise<Outcome> {
  const { login, domain } = webOf(context);
  const ours = (await context.panel.users.find(login))?.marker === context.wish.marker;
  if (ours && (await context.panel.leftovers.ofWebDomain(login, domain)) !== null) return orphaned(domain);
  return conflict(`${domain} is not listed under ${login}, yet the node says: ${message}`);
}

export const addDomain: Step = async (context) => {
  const { login, domain, ip, web } = webOf(context);
  const found = await web.find(login, domain);
  let sure = !context.doubt;
  if (found === null) {
    const answer = await web.add(login, domain, ip);
    if (!answer.ok && (await web.find(login, domain)) === null) {
      return answer.refusal === 'exists' ? taken(context, answer.message) : refused(answer);
    }
    sure = answer.ok;
  }
  if (sure) return served(context, found === null);
  context.say(`${domain} is listed after an interrupted creation, which proves nothing: rebuilt`);
  return (await inOrder(() => web.rebuild(login, domain))) ?? served(context, true);
};

/** Takes the domain with all its files off the account; it is made anew by the steps after this one. */
export const emptyDomain: Step = async (context) => {
  const { login, domain, web } = webOf(context);
  if ((await web.find(login, domain)) === null) return done(false);
  const answer = await web.remove(login, domain);
  if ((await web.find(login, domain)) === null) return done(true);
  return answer.ok ? failed(`${domain} is still listed after it was removed`, 'The next attempt removes it again.', { retry: true }) : refused(answer);
};

export const removeDatabases: Step = async (context) => {
  const { login } = webOf(context);
  const { databases } = context.panel;
  const names = await databases.list(login);
  const refusal = await inOrder(...names.map((name) => () => databases.remove(login, name)));
  const left = await databases.list(login);
  if (left.length === 0) return done(names.length > 0);
  return refusal ?? failed(`${left.length} databases of ${login} are still listed after they were removed`, 'The next attempt removes them again.', { retry: true });
};
