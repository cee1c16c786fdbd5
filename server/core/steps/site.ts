/** A website's settings: the node is looked at, what differs is changed, and it is looked at again. */
import { type Hostname, hostname } from '../names.ts';
import { failed, type Outcome } from '../outcome.ts';
import type { SiteFacts } from '../site.ts';
import type { WebDomainFacts } from '../site-panel.ts';
import type { Command } from './item.ts';
import { inOrder, type Step, type StepContext } from './step.ts';
import { served, webOf } from './web.ts';

interface Difference {
  run: Command;
  /** What a customer reads when it is refused. */
  words: string;
}

/** Names that were set by somebody else stay. */
function names(context: StepContext, found: WebDomainFacts): readonly Difference[] {
  const { login, domain, web } = webOf(context);
  const { aliases, ours } = context.wish.site;
  const gone = found.aliases.filter((alias) => ours.includes(alias) && !aliases.includes(alias as Hostname));
  const missing = aliases.filter((alias) => !found.aliases.includes(alias));
  return [
    ...gone.map((alias): Difference => ({ run: () => web.removeAlias(login, domain, hostname.parse(alias)), words: `The server did not let the name ${alias} go` })),
    ...missing.map((alias): Difference => ({ run: () => web.addAlias(login, domain, alias), words: `The server did not take the name ${alias}: it may belong to another website` })),
  ];
}

/** Browsers are told to come by HTTPS only after all are sent there, and are told no more before that ends. */
function security(context: StepContext, found: WebDomainFacts): readonly Difference[] {
  // Nothing can be forced without a certificate: it waits for one.
  if (!found.ssl) return [];
  const { login, domain, web } = webOf(context);
  const { forceHttps, hsts } = context.wish.site;
  const force: Difference[] = found.forceHttps === forceHttps ? [] : [{ run: () => web.setForceHttps(login, domain, forceHttps), words: 'The server did not switch HTTPS for everybody' }];
  const strict: Difference[] = found.hsts === hsts ? [] : [{ run: () => web.setHsts(login, domain, hsts), words: 'The server did not switch HSTS' }];
  return hsts ? [...force, ...strict] : [...strict, ...force];
}

function differences(context: StepContext, found: WebDomainFacts): readonly Difference[] {
  const { login, domain, web } = webOf(context);
  const { phpTemplate, folder, redirect, cache } = context.wish.site;
  const away = found.redirect?.url !== redirect?.url || found.redirect?.code !== redirect?.code;
  return [
    ...(found.backend === phpTemplate ? [] : [{ run: () => web.setBackend(login, domain, phpTemplate), words: 'The server did not take this PHP version' }]),
    ...(found.folder === folder ? [] : [{ run: () => web.setFolder(login, domain, folder), words: `The server did not take the folder public_html${folder}: it may not be there yet` }]),
    ...names(context, found),
    ...security(context, found),
    ...(found.cache === cache ? [] : [{ run: () => web.setCache(login, domain, cache), words: 'The server did not switch the cache' }]),
    ...(away ? [{ run: () => web.setRedirect(login, domain, redirect), words: 'The server did not take the redirect' }] : []),
  ];
}

async function changed(all: readonly Difference[]): Promise<Outcome | null> {
  for (const { run, words } of all) {
    const refusal = await inOrder(run);
    if (refusal !== null) return refusal.is === 'failed' ? { ...refusal, customer: words } : refusal;
  }
  return null;
}

/** A panel takes no settings of a website that is off: it is on while they are brought. One that sleeps with its account is left to that. */
function wanted(context: StepContext, found: WebDomainFacts, asleep: boolean): readonly Difference[] {
  const { login, domain, web } = webOf(context);
  const { off } = context.wish.site;
  if (off && found.suspended) return [];
  return [
    ...(found.suspended && !asleep ? [{ run: () => web.unsuspend(login, domain), words: 'The server did not switch the website on' }] : []),
    ...differences(context, found),
    ...(off ? [{ run: () => web.suspend(login, domain), words: 'The server did not switch the website off' }] : []),
  ];
}

function factsOf({ wish: { site: { ours: _, off, ...applied } } }: StepContext, found: WebDomainFacts): SiteFacts {
  return { applied, ours: applied.aliases, waiting: (applied.forceHttps || applied.hsts) && !found.ssl, off };
}

export const applySettings: Step = async (context) => {
  const { login, domain, web } = webOf(context);
  const found = await web.find(login, domain);
  if (found === null) return failed(`${domain} is not on the node any more`, 'Retry from web.addDomain, or redeploy the service.', { retry: true });
  const asleep = found.suspended && !context.wish.site.off && (await context.panel.users.find(login))?.suspended === true;
  const missing = wanted(context, found, asleep);
  const refusal = missing.length === 0 && context.doubt ? await inOrder(() => web.rebuild(login, domain)) : await changed(missing);
  if (refusal !== null) return refusal;
  const after = missing.length === 0 ? found : await web.find(login, domain);
  if (after === null || wanted(context, after, asleep).length > 0) {
    return failed(`The settings of ${domain} are not as wished after they were changed`, 'The next attempt looks again and changes what differs.', { retry: true, customer: 'The server did not keep the settings' });
  }
  const outcome = await served(context, missing.length > 0);
  return outcome.is === 'done' ? { ...outcome, writes: { site: factsOf(context, after) } } : outcome;
};
