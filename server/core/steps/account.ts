/** The account steps, the same for each role: a package, then the user that has it. */
import type { Login, Role } from '../names.ts';
import { conflict, done, failed, refused } from '../outcome.ts';
import type { UserFacts } from '../panel.ts';
import { accountOf, inOrder, type Step, type StepContext } from './step.ts';

/** A package's name carries a hash of its content, so one of that name is as wished. */
export const addPackage = (role: Role): Step => async (context) => {
  const { panel, wish, say } = context;
  const account = accountOf(context, role);
  if (await panel.packages.find(account.package)) return done(false);
  const answer = await panel.packages.add({ name: account.package, limits: account.limits, nameservers: wish.nameservers });
  if (!answer.ok && answer.refusal !== 'exists') return refused(answer);
  if (await panel.packages.find(account.package)) return done(answer.ok);
  say('The panel took the package, but does not list it');
  return failed(`Package ${account.package} is not listed after it was added`, 'Look at the panel of the node; retry when it answers again.', { retry: true });
};

const isWhole = (user: UserFacts): boolean => user.package !== '';

/** Of an interrupted creation the jail may lack, and its password may not be the one that is wished now. */
const mend = ({ panel, wish }: StepContext, login: Login) => inOrder(() => panel.users.rebuild(login), () => panel.users.setPassword(login, wish.password));

async function create(context: StepContext, role: Role) {
  const { panel, wish } = context;
  const { login, package: name } = accountOf(context, role);
  const answer = await panel.users.add({ login, password: wish.password, email: wish.email, package: name, marker: wish.marker });
  const found = await panel.users.find(login);
  if (found !== null && isWhole(found) && found.marker === wish.marker) return (answer.ok ? null : await mend(context, login)) ?? done(true);
  if (answer.ok) return failed(`Account ${login} is not whole after it was added`, 'The next attempt looks again and repairs it.', { retry: true });
  if (answer.refusal === 'exists' && found === null) {
    return conflict(`Account ${login} is not listed by the panel, yet the panel says that it exists: a left-over of an interrupted creation, or a system user of that name`);
  }
  return refused(answer);
}

export const addUser = (role: Role): Step => async (context) => {
  const { panel, wish, doubt, say } = context;
  const { login, package: name } = accountOf(context, role);
  const found = await panel.users.find(login);
  if (found === null) return create(context, role);
  // A half-made account has neither package nor marker; only our own earlier attempt can have made it.
  if (!isWhole(found) && doubt) {
    say(`Account ${login} is half-made by an interrupted attempt: removed and made anew`);
    return (await inOrder(() => panel.users.remove(login))) ?? create(context, role);
  }
  if (found.marker !== wish.marker) return conflict(`Account ${login} exists on the node and is not ours`);
  const repaired = doubt ? await mend(context, login) : null;
  const moved = repaired === null && found.package !== name ? await inOrder(() => panel.users.setPackage(login, name)) : null;
  return repaired ?? moved ?? done(doubt || found.package !== name);
};
