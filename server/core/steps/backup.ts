import type { Role } from '../names.ts';
import { conflict, done, failed, refused } from '../outcome.ts';
import { accountOf, type Step } from './step.ts';

/** An archive of the account, before something that can't be undone. An attempt in doubt makes another one: nobody can tell whose the newest is. */
export const createBackup = (role: Role): Step => async (context) => {
  const { panel, wish, say } = context;
  const { login } = accountOf(context, role);
  const found = await panel.users.find(login);
  if (found === null) {
    say(`Account ${login} is not on the node: there is nothing to back up`);
    return done(false);
  }
  if (found.marker !== wish.marker) return conflict(`Account ${login} exists on the node and is not ours`);
  const before = new Set((await panel.backups.list(login)).map(({ name }) => name));
  const answer = await panel.backups.add(login);
  const made = (await panel.backups.list(login)).find(({ name }) => !before.has(name));
  if (made !== undefined) {
    say(`The archive is ${made.name} on the node, ${made.sizeMb} MB`);
    return done(true);
  }
  return answer.ok ? failed(`The node lists no new backup of ${login}`, 'See how many backups its package allows; retry, or skip this step to go on without one.', { retry: true }) : refused(answer);
};
