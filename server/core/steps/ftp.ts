/** FTP accounts of the service's website, each kept to one folder of it. */
import { ftpUser } from '../names.ts';
import type { FtpFacts } from '../items/panel.ts';
import { type Handle, itemSteps } from './item.ts';
import { accountOf, itemOf, type StepContext } from './step.ts';

function ftpOf(context: StepContext): Handle<'ftp', FtpFacts> {
  const item = itemOf(context, 'ftp');
  const { ftp } = context.panel;
  const { login } = accountOf(context, 'web');
  const at = { login, domain: context.wish.domain, user: ftpUser.parse(`${login}_${item.name}`) };
  return {
    item,
    title: `FTP account ${at.user}`,
    find: () => ftp.find(at),
    add: async ({ path }, password) => {
      if (password === null) throw new Error('An FTP account is made without a password');
      return ftp.add(at, password, path);
    },
    setPassword: (password) => ftp.setPassword(at, password),
    differences: (wanted, found) => (found.path === wanted.path ? [] : [() => ftp.setPath(at, wanted.path)]),
    settingsOf: ({ path }) => ({ path }),
    remove: () => ftp.remove(at),
  };
}

export const ftp = itemSteps(ftpOf);
