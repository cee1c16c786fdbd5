/** The account steps, the same for each role: a package, then the user that has it. */
import type { Login, Role } from '../names.ts';
import { conflict, done, failed, later, type Outcome, refused } from '../outcome.ts';
import type { UserFacts } from '../panel.ts';
import { orphaned } from './leftover.ts';
import { accountOf, inOrder, type Step, type StepContext } from './step.ts';

/** A package's name carries a hash of its content, so one of that name is as wished. */
export const addPackage = (role: Role): Step => async (context) => {
  const { panel, wish, say } = context;
  const account = accountOf(context, role);
  if (await panel.packages.find(account.package)) return done(false);
  const answer = await panel.packages.add({ name: account.package, limits: account.limits, nameservers: wish.nameservers, ...(account.templates !== undefined && { templates: account.templates }) });
  if (!answer.ok && answer.refusal === 'missing' && account.templates !== undefined) {
    const { web, proxy } = account.templates;
    return failed(`The node does not have the web template ${web}, or the proxy template ${proxy}`, 'Add it to the node, then retry. Which templates new websites get is set under Settings, Provisioning.', { retry: false });
  }
  if (!answer.ok && answer.refusal !== 'exists') return refused(answer);
  if (await panel.packages.find(account.package)) return done(answer.ok);
  say('The panel took the package, but does not list it');
  return failed(`Package ${account.package} is not listed after it was added`, 'Look at the panel of the node; retry when it answers again.', { retry: true });
};

const isWhole = (user: UserFacts): boolean => user.package !== '';

/** Of an interrupted creation the jail may lack, and its password may not be the one that is wished now. */
const mend = ({ panel, wish }: StepContext, login: Login) => inOrder(() => panel.users.rebuild(login), () => panel.users.setPassword(login, wish.password));

async function create(context: StepContext, role: Role) {
  const { panel, wish, claim } = context;
  const { login, package: name } = accountOf(context, role);
  // The panel does not know the name: whatever the system has of it is half of something.
  if (claim !== null && (await panel.leftovers.ofAccount(login)) !== null) {
    return claim.held === login ? orphaned(`Account ${login}`) : conflict(`Account ${login} is not listed by the panel, but the system has a user of that name that is not ours`);
  }
  await claim?.hold(login);
  const answer = await panel.users.add({ login, password: wish.password, email: wish.email, package: name, marker: wish.marker });
  const found = await panel.users.find(login);
  if (found !== null && isWhole(found) && found.marker === wish.marker) return (answer.ok ? null : await mend(context, login)) ?? done(true);
  if (answer.ok) return failed(`Account ${login} is not whole after it was added`, 'The next attempt looks again and repairs it.', { retry: true });
  // A clear no made nothing: what is found of that name later is not from here.
  if (answer.refusal !== 'broken' && found === null) await claim?.hold(null);
  if (answer.refusal === 'exists' && found === null) {
    return conflict(`Account ${login} is not listed by the panel, yet the panel says that it exists: a left-over of an interrupted creation, or a system user of that name`);
  }
  return refused(answer);
}

/** What is known of the account once its creation is done. */
function made(context: StepContext, role: Role, outcome: Outcome): Outcome {
  if (outcome.is !== 'done') return outcome;
  return done(outcome.changed, { account: { role, suspended: false, package: accountOf(context, role).package, password: context.wish.passwordVersion } });
}

export const addUser = (role: Role): Step => async (context) => {
  const { panel, wish, doubt, say } = context;
  const { login, package: name } = accountOf(context, role);
  const found = await panel.users.find(login);
  if (found === null) return made(context, role, await create(context, role));
  // A half-made account has neither package nor marker; only our own earlier attempt can have made it.
  if (!isWhole(found) && doubt) {
    say(`Account ${login} is half-made by an interrupted attempt: removed and made anew`);
    return (await inOrder(() => panel.users.remove(login))) ?? made(context, role, await create(context, role));
  }
  if (found.marker !== wish.marker) return conflict(`Account ${login} exists on the node and is not ours`);
  const repaired = doubt ? await mend(context, login) : null;
  const moved = repaired === null && found.package !== name ? await inOrder(() => panel.users.setPackage(login, name)) : null;
  return repaired ?? moved ?? made(context, role, done(doubt || found.package !== name));
};

type Change = (context: StepContext, login: Login, found: UserFacts) => Promise<Outcome>;

/** A step on an account that is there, and ours. */
const onAccount = (role: Role, change: Change): Step => async (context) => {
  const { login } = accountOf(context, role);
  const found = await context.panel.users.find(login);
  if (found === null) return failed(`Account ${login} is not on the node any more`, 'Redeploy the service, or terminate it.', { retry: false });
  return found.marker === context.wish.marker ? change(context, login, found) : conflict(`Account ${login} exists on the node and is not ours`);
};

const setSuspended = (role: Role, suspended: boolean): Step => onAccount(role, async ({ panel }, login, found) => {
  const known = { account: { role, suspended } };
  if (found.suspended === suspended) return done(false, known);
  const answer = await (suspended ? panel.users.suspend(login) : panel.users.unsuspend(login));
  const after = await panel.users.find(login);
  if (after?.suspended === suspended) return done(true, known);
  return answer.ok ? failed(`Account ${login} is ${suspended ? 'not suspended' : 'still suspended'} after the command`, 'The next attempt does it again.', { retry: true }) : refused(answer);
});
export const suspendUser = (role: Role): Step => setSuspended(role, true);
export const unsuspendUser = (role: Role): Step => setSuspended(role, false);

export const changePackage = (role: Role): Step => onAccount(role, async (context, login, found) => {
  const { package: name } = accountOf(context, role);
  const known = { account: { role, package: name } };
  if (found.package === name) return done(false, known);
  const answer = await context.panel.users.setPackage(login, name);
  const after = await context.panel.users.find(login);
  if (after?.package === name) return done(true, known);
  return answer.ok ? failed(`Account ${login} has the package ${after?.package ?? 'none'} instead of ${name}`, 'The next attempt sets it again.', { retry: true }) : refused(answer);
});

/** Which password an account has can't be seen: it is set, and set again. */
export const changePassword = (role: Role): Step => onAccount(role, async ({ panel, wish }, login, found) => {
  if (found.suspended) return later(60, `Account ${login} is suspended: its password is changed when it is not`);
  return (await inOrder(() => panel.users.setPassword(login, wish.password))) ?? done(true, { account: { role, password: wish.passwordVersion } });
});

/** Deletion is resumable on a node: what an interrupted one left is listed still, and goes with the next. */
export const removeUser = (role: Role): Step => async (context) => {
  const { panel, wish } = context;
  const { login } = accountOf(context, role);
  const known = { gone: role } as const;
  const found = await panel.users.find(login);
  if (found === null) return done(false, known);
  if (isWhole(found) && found.marker !== wish.marker) return conflict(`Account ${login} exists on the node and is not ours`);
  const answer = await panel.users.remove(login);
  if ((await panel.users.find(login)) === null) return done(true, known);
  return answer.ok ? failed(`Account ${login} is still listed after it was removed`, 'The next attempt removes the rest.', { retry: true }) : refused(answer);
};
