import * as z from 'zod';
import type { FtpAccount, FtpFacts } from '#server/core/items/panel.ts';
import { Unreadable, type Panel } from '#server/core/panel.ts';
import { FILE, type Exit } from '#server/ssh/wire.ts';
import { nodeName, oneOf, type Shell } from './exec.ts';

const listed = z.object({ FTP_USER: z.string().default(''), FTP_PATH: z.string().default('') });

/** Two lists of one web domain, in the same order and with colons between. */
export function readFtp(exit: Exit, name: string, user: string): FtpFacts | null {
  const web = oneOf('v-list-web-domain', exit, name, listed);
  if (web === null || web.FTP_USER === '') return null;
  const [users, paths] = [web.FTP_USER.split(':'), web.FTP_PATH.split(':')];
  if (users.length !== paths.length) throw new Unreadable('v-list-web-domain names another number of FTP accounts than of their folders');
  const at = users.indexOf(user);
  return at < 0 ? null : { path: paths[at] ?? '' };
}

const words = ({ login, domain, user }: FtpAccount): readonly string[] => [login, nodeName(domain), user];

export const ftp = (shell: Shell): Panel['ftp'] => ({
  find: async ({ login, domain, user }) => readFtp(await shell.read('v-list-web-domain', [login, nodeName(domain), 'json']), nodeName(domain), user),
  // Added by the bare name, to which the panel puts the account's; all else wants the whole.
  add: ({ login, domain, user }, password, path) => shell.change('v-add-web-domain-ftp', login, [login, nodeName(domain), user.slice(login.length + 1), FILE, ...(path === '' ? [] : [path])], password),
  setPassword: (account, password) => shell.change('v-change-web-domain-ftp-password', account.login, [...words(account), FILE], password),
  setPath: (account, path) => shell.change('v-change-web-domain-ftp-path', account.login, [...words(account), path === '' ? '/' : path]),
  remove: (account) => shell.change('v-delete-web-domain-ftp', account.login, words(account)),
});
