/** Commands on packages, and the settings that a package gives its users. */
import { absent, asJson, invalid, listing, OK, out, refuse } from '../answers.ts';
import { count, save, stamp, type Answer, type Settings, type Spec, type World } from '../world.ts';
import { WEB_TEMPLATES } from './templates.ts';

const LIMITS = ['WEB_DOMAINS', 'WEB_ALIASES', 'DNS_DOMAINS', 'DNS_RECORDS', 'MAIL_DOMAINS', 'MAIL_ACCOUNTS', 'DATABASES', 'CRON_JOBS', 'DISK_QUOTA', 'BANDWIDTH', 'BACKUPS'] as const;
const SHOWN = [
  'WEB_TEMPLATE', 'PROXY_TEMPLATE', 'DNS_TEMPLATE', 'WEB_DOMAINS', 'WEB_ALIASES', 'DNS_DOMAINS', 'DNS_RECORDS', 'MAIL_DOMAINS',
  'MAIL_ACCOUNTS', 'DATABASES', 'CRON_JOBS', 'DISK_QUOTA', 'CPU_QUOTA', 'CPU_QUOTA_PERIOD', 'MEMORY_LIMIT', 'SWAP_LIMIT', 'BANDWIDTH',
  'NS', 'SHELL', 'BACKUPS', 'TIME', 'DATE',
] as const;
const IN_FILE = ['WEB_TEMPLATE', 'PROXY_TEMPLATE', 'BACKEND_TEMPLATE', ...SHOWN.slice(2, 20), 'RATE_LIMIT', 'BACKUPS_INCREMENTAL', 'TIME', 'DATE'];

const pair = /^([A-Z_0-9]+)='([^'\n]*)'$/gm;

/** The three packages of a fresh node. */
export function freshPackages(hostname: string): [name: string, settings: Settings][] {
  const zone = hostname.split('.').slice(1).join('.') || hostname;
  const base = (limit: string): Settings => ({
    WEB_TEMPLATE: 'default', PROXY_TEMPLATE: 'default', BACKEND_TEMPLATE: 'default', DNS_TEMPLATE: 'default', RATE_LIMIT: '200',
    ...Object.fromEntries(LIMITS.map((key) => [key, limit])), DISK_QUOTA: 'unlimited', BANDWIDTH: 'unlimited', BACKUPS: '1',
    CPU_QUOTA: 'unlimited', CPU_QUOTA_PERIOD: 'unlimited', MEMORY_LIMIT: 'unlimited', SWAP_LIMIT: 'unlimited',
    NS: `ns1.${zone},ns2.${zone}`, SHELL: 'nologin', BACKUPS_INCREMENTAL: 'no', TIME: '18:00:00', DATE: '2019-01-15',
  });
  return [
    ['tiny', { ...base('1'), DNS_RECORDS: '22' }],
    ['system', { ...base('1'), DNS_RECORDS: 'unlimited', DATABASES: '0', CRON_JOBS: 'unlimited' }],
    ['default', base('unlimited')],
  ];
}

export function packageFile(settings: Settings): string {
  return IN_FILE.map((key) => `${key}='${settings[key] ?? ''}'\n`).join('');
}

function fault(settings: Settings): Answer | null {
  const template = settings['WEB_TEMPLATE'] ?? '';
  if (!WEB_TEMPLATES.includes(template)) return absent(`${template} web template`);
  for (const key of LIMITS) {
    const value = settings[key] ?? '';
    if (!/^(\d+|unlimited)$/.test(value)) return refuse(2, `invalid ${key} format :: ${value}`);
  }
  return (settings['NS'] ?? '') === '' ? refuse(2, 'invalid NS format :: ') : null;
}

function add(world: World, [file = '', name = '', rewrite = 'no']: readonly string[]): Answer | { ms: number; apply: () => Answer } {
  const text = world.files.get(file);
  if (!/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/.test(name)) return invalid('package', name);
  if (text === undefined) return { exit: 3, stdout: `${file} does not exist\n`, stderr: '' };
  const old = world.store.get('packages', name);
  if (old !== undefined && rewrite !== 'yes') return refuse(4, `package ${name} already exists`);
  const read = Object.fromEntries([...text.matchAll(pair)].map(([, key = '', value = '']) => [key, value]));
  const settings: Settings = { WEB_TEMPLATE: 'default', ...read };
  const refusal = fault(settings);
  if (refusal !== null) return refusal;
  return {
    ms: 120,
    apply: () => {
      const { time, date } = stamp(world);
      world.store.put('packages', name, { ...settings, TIME: time, DATE: date });
      count(world, old === undefined ? 'created' : 'changed', 'package', name);
      return OK;
    },
  };
}

function remove(world: World, [name = '']: readonly string[]): Answer | { ms: number; apply: () => Answer } {
  if (world.store.get('packages', name) === undefined) return absent(`package ${name}`);
  return {
    ms: 300,
    apply: () => {
      const fallback = world.store.get('packages', 'default');
      for (const user of world.store.all('users').values()) {
        if (user.package !== name || fallback === undefined) continue;
        Object.assign(user, { package: 'default', settings: { ...fallback } });
        save(world, user);
      }
      world.store.drop('packages', name);
      count(world, 'deleted', 'package', name);
      return OK;
    },
  };
}

const row = (name: string, settings: Settings) => [name, SHOWN.map((key) => [key, settings[key] ?? ''] as const)] as const;

export const packageCommands: Record<string, Spec> = {
  'v-add-user-package': { usage: 'tmpfile PACKAGE [REWRITE]', min: 2, changes: true, run: add },
  'v-delete-user-package': { usage: 'PACKAGE', min: 1, changes: true, run: remove },
  'v-list-user-packages': {
    usage: '[FORMAT]', min: 0, changes: false,
    run: (world, [format]) => {
      const all = [...world.store.all('packages')];
      return format === 'list' ? out(all.map(([name]) => `${name}\n`).join('')) : asJson(format, () => listing(all.map(([name, one]) => row(name, one))));
    },
  },
  'v-list-user-package': {
    usage: 'PACKAGE [FORMAT]', min: 1, changes: false,
    run: (world, [name = '', format]) => {
      const found = world.store.get('packages', name);
      return found === undefined ? absent(`package ${name}`) : asJson(format, () => listing([row(name, found)]));
    },
  },
};
