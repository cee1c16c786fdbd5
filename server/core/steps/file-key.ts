import { done, failed, refused } from '../outcome.ts';
import { accountOf, type Step } from './step.ts';

/** Lets the service's own key in to its web account, where the account is in a jail: without one it would open more than files. */
export const addFileKey: Step = async ({ panel, wish, ...rest }) => {
  const { login } = accountOf({ panel, wish, ...rest }, 'web');
  if (wish.fileKey === null) throw new Error('A task on a key for files has none');
  const found = await panel.users.find(login);
  if (found === null || found.marker !== wish.marker) return failed(`Account ${login} is not on the node, or not ours`, 'Redeploy the service, or terminate it.', { retry: false });
  if (!(await panel.fileKeys.jailed(login))) {
    return failed(`Account ${login} is in no SFTP jail of its node: a key would open more than its files`, 'Run v-add-sys-sftp-jail and v-add-user-sftp-jail on the node, then try again.', { retry: false, customer: 'Files can not be opened on this server' });
  }
  if (await panel.fileKeys.find(login, wish.fileKey)) return done(false);
  const answer = await panel.fileKeys.add(login, wish.fileKey);
  if (await panel.fileKeys.find(login, wish.fileKey)) return done(true);
  return answer.ok ? failed(`The key is not listed for ${login} after it was added`, 'The next attempt adds it again.', { retry: true }) : refused(answer);
};
