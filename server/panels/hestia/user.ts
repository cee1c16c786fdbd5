import * as z from 'zod';
import { marker } from '#server/core/names.ts';
import { type AccountUsage, type Panel, Unreadable, type UserFacts } from '#server/core/panel.ts';
import { FILE, type Exit } from '#server/ssh/wire.ts';
import { readContents } from './contents.ts';
import { count, jsonOf, oneOf, yes, type Shell } from './exec.ts';

/** The list of a user holds keys and one-time secrets beside these: nothing else of it is read. */
const listed = z.object({ NAME: z.string(), PACKAGE: z.string(), SUSPENDED: yes });

export function readUser(exit: Exit, login: string): UserFacts | null {
  const user = oneOf('v-list-user', exit, login, listed);
  if (user === null) return null;
  const ours = marker.safeParse(user.NAME);
  return { login, package: user.PACKAGE, marker: ours.success ? ours.data : null, suspended: user.SUSPENDED };
}

/** Counters that lost an update can stand below nothing. */
const amount = count.transform((value) => Math.max(0, value));
const figures = z.object({
  U_DISK: amount, U_DISK_MAIL: amount, U_BANDWIDTH: amount, U_WEB_DOMAINS: amount, U_DATABASES: amount, U_MAIL_DOMAINS: amount, U_MAIL_ACCOUNTS: amount,
  U_DNS_DOMAINS: amount, U_DNS_RECORDS: amount, U_CRON_JOBS: amount, U_BACKUPS: amount,
});
const isWhole = (user: unknown): boolean => typeof user === 'object' && user !== null && 'PACKAGE' in user && user.PACKAGE !== '';

/** Of the list of all users nothing else is read: it holds keys. A half-made one has no figures of its own. */
export function readUsage(exit: Exit): readonly AccountUsage[] {
  const all = jsonOf('v-list-users', exit, z.record(z.string(), z.unknown())) ?? {};
  return Object.entries(all).filter(([, user]) => isWhole(user)).map(([login, user]) => {
    const one = jsonOf('v-list-users', { ...exit, stdout: JSON.stringify(user) }, figures);
    if (one === null) throw new Unreadable('v-list-users does not know its own users');
    return { login, figures: {
      diskMb: one.U_DISK, mailDiskMb: one.U_DISK_MAIL, bandwidthMb: one.U_BANDWIDTH, webDomains: one.U_WEB_DOMAINS, databases: one.U_DATABASES, mailDomains: one.U_MAIL_DOMAINS,
      mailAccounts: one.U_MAIL_ACCOUNTS, dnsDomains: one.U_DNS_DOMAINS, dnsRecords: one.U_DNS_RECORDS, cronJobs: one.U_CRON_JOBS, backups: one.U_BACKUPS,
    } };
  });
}

export const users = (shell: Shell): Panel['users'] => ({
  find: async (login) => readUser(await shell.read('v-list-user', [login, 'json']), login),
  usage: async () => readUsage(await shell.read('v-list-users', ['json'])),
  contents: async (login) => (readUser(await shell.read('v-list-user', [login, 'json']), login) === null ? null : readContents(shell, login)),
  recount: async (login) => {
    const counted = await shell.change('v-update-user-counters', login, [login]);
    return counted.ok ? shell.change('v-update-user-disk', login, [login]) : counted;
  },
  /** The marker's two words are the first and last name, which the panel stores as one NAME. */
  add: (wish) =>
    shell.change('v-add-user', wish.login, [wish.login, FILE, wish.email, wish.package, ...wish.marker.split(' ')], wish.password),
  setPassword: (login, password) => shell.change('v-change-user-password', login, [login, FILE], password),
  setPackage: (login, name) => shell.change('v-change-user-package', login, [login, name]),
  rebuild: (login) => shell.change('v-rebuild-user', login, [login, 'yes']),
  suspend: (login) => shell.change('v-suspend-user', login, [login, 'yes']),
  unsuspend: (login) => shell.change('v-unsuspend-user', login, [login, 'yes']),
  remove: (login) => shell.change('v-delete-user', login, [login, 'yes']),
});
