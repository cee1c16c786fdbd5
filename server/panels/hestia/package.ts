import * as z from 'zod';
import type { Limits, PackageWish, Panel } from '#server/core/panel.ts';
import { TEMPLATE, usualTemplates } from '#server/core/site.ts';
import { FILE } from '#server/ssh/wire.ts';
import { invalid } from './codes.ts';
import { oneOf, type Shell } from './exec.ts';

const LIMITS = [
  ['webDomains', 'WEB_DOMAINS'],
  ['webAliases', 'WEB_ALIASES'],
  ['dnsDomains', 'DNS_DOMAINS'],
  ['dnsRecords', 'DNS_RECORDS'],
  ['mailDomains', 'MAIL_DOMAINS'],
  ['mailAccounts', 'MAIL_ACCOUNTS'],
  ['databases', 'DATABASES'],
  ['cronJobs', 'CRON_JOBS'],
  ['diskMb', 'DISK_QUOTA'],
  ['bandwidthMb', 'BANDWIDTH'],
  ['backups', 'BACKUPS'],
] as const satisfies readonly (readonly [keyof Limits, string])[];

/** To the panel an unlimited number of backups is none at all: it compares a word with 0, and answers that they are disabled. */
const MANY_BACKUPS = 999;
const worded = (key: keyof Limits, limit: number | null): string => String(limit ?? (key === 'backups' ? MANY_BACKUPS : 'unlimited'));

/** The file that v-add-user-package reads: it refuses one in which a key lacks. */
export function packageFile(wish: PackageWish): string {
  const limits = LIMITS.map(([key, name]) => [name, worded(key, wish.limits[key])] as const);
  const { web, proxy } = wish.templates ?? usualTemplates;
  const rest = [
    ['WEB_TEMPLATE', web], ['PROXY_TEMPLATE', proxy], ['BACKEND_TEMPLATE', 'default'], ['DNS_TEMPLATE', 'default'],
    ['RATE_LIMIT', '200'], ['CPU_QUOTA', 'unlimited'], ['CPU_QUOTA_PERIOD', 'unlimited'], ['MEMORY_LIMIT', 'unlimited'], ['SWAP_LIMIT', 'unlimited'],
    ['NS', wish.nameservers.join(',')], ['SHELL', 'nologin'], ['BACKUPS_INCREMENTAL', 'no'], ['TIME', '00:00:00'], ['DATE', '2026-01-01'],
  ] as const;
  return [...limits, ...rest].map(([key, value]) => `${key}='${value}'\n`).join('');
}

const whole = (limit: number | null): boolean => limit === null || (Number.isSafeInteger(limit) && limit >= 0);

export const packages = (shell: Shell): Panel['packages'] => ({
  find: async (name) => oneOf('v-list-user-package', await shell.read('v-list-user-package', [name, 'json']), name, z.object({})) !== null,
  add: async (wish) => {
    const bad = LIMITS.find(([key]) => !whole(wish.limits[key]));
    if (bad !== undefined) return invalid(`The limit ${bad[0]} is not a whole number.`);
    if (wish.templates !== undefined && !(TEMPLATE.test(wish.templates.web) && TEMPLATE.test(wish.templates.proxy))) return invalid('The name of a template is not valid.');
    if (wish.nameservers.length === 0) return invalid('A package needs at least one nameserver.', 'Name the nameservers in the settings.');
    return shell.change('v-add-user-package', null, [FILE, wish.name], packageFile(wish));
  },
});
