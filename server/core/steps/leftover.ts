/**
 * The orphan of a killed creation: the system has it, the panel does not list it, and no command of the panel's clears it.
 * A step fails with that finding; clearing up is a task of its own that a person asks for.
 */
import type { Role } from '../names.ts';
import { conflict, done, failed, type Outcome, refused } from '../outcome.ts';
import type { Answer } from '../panel.ts';
import { accountOf, type Step, type StepContext } from './step.ts';

const LISTED = 'Nothing to clean up: retry the step that failed.';

/** A step's finding. `what` begins with a capital letter. */
export const orphaned = (what: string): Outcome =>
  failed(`${what} is half-made: the system has it, the panel does not list it. An interrupted attempt of ours left it`, 'Clean up the orphan, then retry this step.', { retry: false, finding: 'orphan' });

interface Removal {
  what: string;
  look(): Promise<readonly string[] | null>;
  remove(): Promise<Answer>;
}

async function remove({ say }: StepContext, { what, look, remove: act }: Removal): Promise<Outcome> {
  const left = await look();
  if (left === null) return done(false);
  for (const part of left) say(`Goes: ${part}`);
  const answer = await act();
  if ((await look()) === null) return done(true);
  return answer.ok ? failed(`${what} is still there after it was cleaned up`, 'Look at the node as root; retry when what holds it is gone.', { retry: false }) : refused(answer);
}

/** Only what was claimed by a look that found the name free, before it was made: anything else is somebody else's. */
export const cleanUpUser = (role: Role): Step => async (context) => {
  const { panel, claim } = context;
  const { login } = accountOf(context, role);
  if ((await panel.users.find(login)) !== null) return failed(`Account ${login} is listed by the panel`, LISTED, { retry: false });
  if (claim?.held !== login && (await panel.leftovers.ofAccount(login)) !== null) return conflict(`Nothing proves that the system user ${login} is ours`);
  const outcome = await remove(context, { what: `Account ${login}`, look: () => panel.leftovers.ofAccount(login), remove: () => panel.leftovers.removeAccount(login) });
  if (outcome.is === 'done') await claim?.hold(null);
  return outcome;
};

/** The account's marker proves that what stands in it is ours. */
export const cleanUpDomain: Step = async (context) => {
  const { panel, wish: { domain, marker } } = context;
  const { login } = accountOf(context, 'web');
  if ((await panel.webDomains.find(login, domain)) !== null) return failed(`${domain} is listed by the panel`, LISTED, { retry: false });
  if ((await panel.users.find(login))?.marker !== marker) return conflict(`Account ${login} is not ours`);
  return remove(context, { what: domain, look: () => panel.leftovers.ofWebDomain(login, domain), remove: () => panel.leftovers.removeWebDomain(login, domain) });
};
