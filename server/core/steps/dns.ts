import type { Login } from '../names.ts';
import { conflict, done, failed, later, type Outcome, refused } from '../outcome.ts';
import { compareRecords, zoneRecords } from '../zone.ts';
import { accountOf, inOrder, type Step, type StepContext } from './step.ts';

const SERVED_AGAIN = 15;

async function served({ panel, wish }: StepContext, login: Parameters<typeof panel.zones.rebuild>[0], changed: boolean) {
  if ((await panel.zones.serial(wish.domain)) !== null) return done(changed);
  const repaired = await inOrder(() => panel.zones.rebuild(login, wish.domain));
  if (repaired !== null) return repaired;
  if ((await panel.zones.serial(wish.domain)) !== null) return done(true);
  return later(SERVED_AGAIN, `The zone of ${wish.domain} is stored, but the nameserver does not serve it yet`, `The nameserver does not serve ${wish.domain}`);
}

export const addZone: Step = async (context) => {
  const { panel, wish, doubt } = context;
  const { login } = accountOf(context, 'dns');
  // The line and the records of a zone are written first, what the nameserver reads comes later: the list proves nothing.
  const rebuilt = async () => (await inOrder(() => panel.zones.rebuild(login, wish.domain))) ?? served(context, login, true);
  const found = await panel.zones.find(login, wish.domain);
  if (found !== null) return doubt ? rebuilt() : served(context, login, false);
  const site = wish.sites.web ?? wish.sites.mail;
  if (site === undefined) return failed('The service has neither a web nor a mail address for its zone', 'Give the product a web or mail role.', { retry: false });
  const answer = await panel.zones.add(login, wish.domain, site.ipv4, wish.nameservers);
  if (!answer.ok && (await panel.zones.find(login, wish.domain)) === null) {
    return answer.refusal === 'exists' ? conflict(`The zone ${wish.domain} is not listed under ${login}, yet the node says: ${answer.message}`) : refused(answer);
  }
  return answer.ok ? served(context, login, true) : rebuilt();
};

const SIGNED_AGAIN = 15;

/** A zone that nobody ever signed is not asked whether it is. */
async function signed({ panel, wish }: StepContext, login: Login, outcome: Outcome): Promise<Outcome> {
  const { domain, zoneEdits: { signed: on } } = wish;
  if (outcome.is !== 'done' || (!on && wish.signer === null)) return outcome;
  const differs = (await panel.zones.find(login, domain))?.signed !== on;
  const refusal = differs ? await inOrder(() => panel.zones.setSigned(login, domain, on)) : null;
  if (refusal !== null) return refusal;
  const signer = on ? await panel.zones.signer(login, domain) : null;
  return on && signer === null ? later(SIGNED_AGAIN, `The nameserver has not made a key for ${domain} yet`) : done(outcome.changed || differs, { ...outcome.writes, signer });
}

export const syncRecords: Step = async (context) => {
  const { panel, wish, doubt, say } = context;
  const { login } = accountOf(context, 'dns');
  const wanted = zoneRecords(wish);
  const before = compareRecords(wanted, await panel.zones.records(login, wish.domain));
  const equal = before.missing === 0 && before.extra === 0;
  say(`${wanted.length} records wished: ${before.missing} missing, ${before.extra} not wished`);
  // A list that was replaced but not rebuilt looks right and is not served: in doubt it is written again.
  if (equal && !doubt) return signed(context, login, await served(context, login, false));
  const refusal = await inOrder(() => panel.zones.replaceRecords(login, wish.domain, wanted));
  if (refusal !== null) return refusal;
  const after = compareRecords(wanted, await panel.zones.records(login, wish.domain));
  if (after.missing === 0 && after.extra === 0) return signed(context, login, await served(context, login, true));
  return failed(`The zone of ${wish.domain} lacks ${after.missing} of ${wanted.length} records after they were written`, 'The next attempt writes the whole list again.', { retry: true });
};
