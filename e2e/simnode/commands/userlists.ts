/** v-list-user and v-list-users: the same users, two sets of fields. */
import { asJson, listing, out, owner, yes } from '../answers.ts';
import type { Spec, User, World } from '../world.ts';

const LIMITS = 'WEB_DOMAINS WEB_ALIASES DNS_DOMAINS DNS_RECORDS MAIL_DOMAINS MAIL_ACCOUNTS DATABASES CRON_JOBS DISK_QUOTA';
const STATE =
  'ROLE SUSPENDED SUSPENDED_USERS SUSPENDED_WEB SUSPENDED_DNS SUSPENDED_MAIL SUSPENDED_DB SUSPENDED_CRON IP_AVAIL IP_OWNED U_USERS U_DISK ' +
  'U_DISK_DIRS U_DISK_WEB U_DISK_MAIL U_DISK_DB U_BANDWIDTH U_WEB_DOMAINS U_WEB_SSL U_WEB_ALIASES U_DNS_DOMAINS U_DNS_RECORDS U_MAIL_DOMAINS ' +
  'U_MAIL_DKIM U_MAIL_ACCOUNTS U_DATABASES U_CRON_JOBS U_BACKUPS';
const HEAD = `NAME PACKAGE WEB_TEMPLATE BACKEND_TEMPLATE PROXY_TEMPLATE DNS_TEMPLATE ${LIMITS}`;
const ONE = (
  `${HEAD} BANDWIDTH HOME NS SHELL BACKUPS CONTACT CRON_REPORTS RKEY TWOFA QRCODE ${STATE} BACKUPS_INCREMENTAL LANGUAGE THEME ` +
  'NOTIFICATIONS PREF_UI_SORT LOGIN_DISABLED LOGIN_USE_IPLIST LOGIN_ALLOW_IPS PHPCLI TIME DATE'
).split(' ');
const MANY = (
  `${HEAD} CPU_QUOTA CPU_QUOTA_PERIOD MEMORY_LIMIT SWAP_LIMIT BANDWIDTH NS SHELL BACKUPS CONTACT CRON_REPORTS RKEY ${STATE} LANGUAGE TIME DATE`
).split(' ');

const sum = (numbers: readonly number[]): string => String(numbers.reduce((total, number) => total + number, 0));
const size = (object: object): string => String(Object.keys(object).length);
const stopped = (parts: object): string => String(Object.values(parts as Record<string, { suspended: boolean }>).filter((part) => part.suspended).length);

function facts(world: World, user: User): Record<string, string> {
  const users = String(world.store.all('users').size);
  const suspended = String([...world.store.all('users').values()].filter((each) => each.suspended).length);
  // What the panel prints for a user without a user.conf: values of the system leak in.
  if (user.stage !== 'whole') {
    return { DISK_QUOTA: 'no', HOME: `/home/${user.login}`, SHELL: '/bin/bash', SUSPENDED_USERS: '0', U_USERS: users, LANGUAGE: 'en', THEME: 'dark' };
  }
  const zero = Object.fromEntries(STATE.split(' ').map((key) => [key, '0']));
  return {
    ...user.settings, ...zero,
    NAME: user.fullName, PACKAGE: user.package, HOME: `/home/${user.login}`, CONTACT: user.email, CRON_REPORTS: 'yes', RKEY: user.rkey,
    ROLE: user.login === 'admin' ? 'admin' : 'user', SUSPENDED: yes(user.suspended), IP_AVAIL: '1', U_USERS: users, SUSPENDED_USERS: suspended,
    SUSPENDED_WEB: stopped(user.web), SUSPENDED_DNS: stopped(user.zones), SUSPENDED_MAIL: stopped(user.mail), SUSPENDED_DB: stopped(user.databases),
    U_WEB_DOMAINS: size(user.web), U_WEB_ALIASES: sum(Object.values(user.web).map((web) => web.aliases.length)),
    U_DNS_DOMAINS: size(user.zones), U_DNS_RECORDS: sum(Object.values(user.zones).map((zone) => zone.records.length)),
    U_MAIL_DOMAINS: size(user.mail), U_MAIL_DKIM: sum(Object.values(user.mail).map((mail) => Number(mail.dkim))),
    U_MAIL_ACCOUNTS: sum(Object.values(user.mail).map((mail) => Object.keys(mail.accounts).length)),
    U_DISK: String((user.use?.disk ?? 0) + (user.use?.mail ?? 0)), U_DISK_MAIL: String(user.use?.mail ?? 0), U_BANDWIDTH: String(user.use?.bandwidth ?? 0),
    U_DATABASES: size(user.databases), U_CRON_JOBS: String(user.jobs.length), U_BACKUPS: String(user.backups?.length ?? 0),
    BACKUPS_INCREMENTAL: 'no', LANGUAGE: user.login === 'admin' ? 'en' : '', NOTIFICATIONS: yes(user.login === 'admin'), PREF_UI_SORT: 'name', LOGIN_DISABLED: 'no',
    LOGIN_USE_IPLIST: 'no', TIME: user.time, DATE: user.date,
  };
}

function row(world: World, user: User, keys: readonly string[]) {
  const all = facts(world, user);
  return [user.login, keys.map((key) => [key, all[key] ?? ''] as const)] as const;
}

export const userListCommands: Record<string, Spec> = {
  'v-list-users': {
    usage: '[FORMAT]', min: 0, changes: false,
    run: (world, [format]) => {
      const users = [...world.store.all('users').values()].filter((user) => user.stage !== 'bare');
      if (format === 'list') return out(users.map((user) => `${user.login}\n`).join(''));
      return asJson(format, () => listing(users.map((user) => row(world, user, MANY)), ['NAME']));
    },
  },
  'v-list-user': {
    usage: 'USER [FORMAT]', min: 1, changes: false,
    run: (world, [argument, format]) => {
      const user = owner(world, argument);
      if ('exit' in user) return user;
      const noise = `/usr/local/hestia/func/main.sh: line 36: /usr/local/hestia/data/users/${user.login}/user.conf: No such file or directory\n`;
      return { ...asJson(format, () => listing([row(world, user, ONE)], ['NAME'])), stderr: user.stage === 'whole' ? '' : noise };
    },
  },
};
