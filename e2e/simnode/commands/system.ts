/** What the node says about itself, and the plain Unix commands by which a driver looks behind the panel. */
import { asJson, listing, OK, out, strings } from '../answers.ts';
import { usersOf, type Answer, type NodeRole, type Spec, type Step, type User, type World } from '../world.ts';
import { packageFile } from './packages.ts';
import { sshdConfig } from './sshkeys.ts';
import { SYS_CONFIG } from './sysconfig.ts';

const SERVICES: readonly (readonly [unit: string, system: string, role: NodeRole | null])[] = [
  ['nginx', 'web server', 'web'], ['php8.2-fpm', 'php interpreter', 'web'], ['bind9', 'dns server', 'dns'], ['exim4', 'mail server', 'mail'],
  ['dovecot', 'imap/pop3 server', 'mail'], ['mariadb', 'database server', null], ['vsftpd', 'ftp server', null],
  ['cron', 'job scheduler', null], ['ssh', 'ssh server', null],
];

const runs = (world: World, role: NodeRole | null): boolean => role === null || world.roles.includes(role);

const services = (world: World): Answer => listing(SERVICES.map(([unit, system, role]) => [unit, Object.entries({
  SYSTEM: system, STATE: runs(world, role) ? 'running' : 'stopped', CPU: '0', MEM: '20', RTIME: '5',
})]));

function ips(world: World): Answer {
  const users = [...world.store.all('users').values()].filter((user) => Object.keys(user.web).length > 0);
  const domains = users.reduce((total, user) => total + Object.keys(user.web).length, 0);
  return listing([[world.ipv4, Object.entries({
    OWNER: 'admin', STATUS: 'shared', NAME: '', U_SYS_USERS: users.map((user) => user.login).join(','), U_WEB_DOMAINS: String(domains),
    INTERFACE: 'eth0', NETMASK: '255.255.255.0', NAT: '', TIME: '23:26:58', DATE: '2026-11-23',
  })]]);
}

const info = (world: World): Answer => listing([['sysinfo', Object.entries({
  HOSTNAME: world.hostname, OS: 'Debian', VERSION: '12.15', ARCH: 'x86_64', HESTIA: '1.10.3', RELEASE: 'release', UPTIME: '30', LOADAVERAGE: '0.55 / 0.27 / 0.20',
})]]);

/** A role that the node lacks is a system that its panel was installed without. */
const config = (world: World): Answer => listing([['config', Object.entries({
  ...SYS_CONFIG, WEB_SYSTEM: runs(world, 'web') ? 'nginx' : '', DNS_SYSTEM: runs(world, 'dns') ? 'bind9' : '',
  MAIL_SYSTEM: runs(world, 'mail') ? 'exim4' : '', IMAP_SYSTEM: runs(world, 'mail') ? 'dovecot' : '', WEBMAIL_SYSTEM: runs(world, 'mail') ? 'roundcube' : '',
})]]);

const look = (usage: string, answer: (world: World) => Answer): Spec => ({ usage, min: 0, changes: false, run: (world, [format]) => asJson(format, () => answer(world)) });

export const systemCommands: Record<string, Spec> = {
  'v-list-sys-info': look('[FORMAT]', info),
  'v-list-sys-config': look('[FORMAT]', config),
  'v-list-sys-services': look('[FORMAT]', services),
  'v-list-sys-ips': look('[FORMAT]', ips),
  'v-list-sys-php': look('[FORMAT]', () => strings(['8.2'])),
};

function find<T>(world: World, name: string, pick: (user: User) => T | undefined): T | undefined {
  for (const user of usersOf(world, name)) {
    const found = pick(user);
    if (found !== undefined) return found;
  }
  return undefined;
}
const own = <T>(items: Record<string, T>, name: string): T | undefined => (Object.hasOwn(items, name) ? items[name] : undefined);

/** The addresses of a name in whichever zone it lies, as far as bind has read them. */
function addresses(world: World, host: string): Answer {
  const [label = '', ...rest] = host.split('.');
  const zone = find(world, rest.join('.'), (user) => own(user.zones, rest.join('.')));
  if (zone === undefined || zone.served === null) return OK;
  return out(zone.records.filter((each) => each.name === label && each.type === 'A' && zone.unread?.includes(each.id) !== true).map((each) => `${each.value}\n`).join(''));
}

/** `dig +short @127.0.0.1 NAME SOA` or `A`: what bind serves, not what the panel lists. */
function dig(world: World, args: readonly string[]): Answer {
  const [name = '', type] = args.filter((arg) => !/^[+@-]/.test(arg));
  if (!runs(world, 'dns')) return { exit: 9, stdout: ';; communications error to 127.0.0.1#53: connection refused\n', stderr: '' };
  const domain = name.replace(/\.$/, '').toLowerCase();
  if (type === 'A') return addresses(world, domain);
  const zone = find(world, domain, (user) => own(user.zones, domain));
  if (zone === undefined || zone.served === null) return OK;
  return out(`${zone.soa}. root.${domain}. ${zone.served} 14400 3600 1209600 3600\n`);
}

/** `curl … -w %{http_code} -H 'Host: NAME' …`: a suspended site answers 200 too. */
function curl(world: World, args: readonly string[]): Answer {
  if (!runs(world, 'web')) return { exit: 7, stdout: '000', stderr: '' };
  const host = args.find((arg) => /^host:/i.test(arg))?.replace(/^host:\s*/i, '').toLowerCase() ?? '';
  const web = find(world, host, (user) => own(user.web, host) ?? Object.values(user.web).find((each) => each.aliases.includes(host)));
  return out(web?.served === true ? '200' : '404');
}

function cat(world: World, [path = '']: readonly string[]): Answer {
  const name = /^\/usr\/local\/hestia\/data\/packages\/([^/]+)\.pkg$/.exec(path)?.[1];
  const settings = name === undefined ? undefined : world.store.get('packages', name);
  if (settings !== undefined) return out(packageFile(settings));
  if (path === '/etc/ssh/sshd_config') return out(sshdConfig(world));
  const text = path === '/proc/meminfo' ? MEMINFO : world.files.get(path);
  return text === undefined ? { exit: 1, stdout: '', stderr: `cat: ${path}: No such file or directory\n` } : out(text);
}

function id(world: World, args: readonly string[]): Answer {
  const login = args.find((arg) => !arg.startsWith('-')) ?? 'root';
  if (login === 'root' || world.store.get('users', login) !== undefined) return out(args.includes('-u') ? '1000\n' : `uid=1000(${login})\n`);
  return { exit: 1, stdout: '', stderr: `id: '${login}': no such user\n` };
}

function getent(world: World, [database, login = '']: readonly string[]): Answer {
  const user = database === 'passwd' ? world.store.get('users', login) : undefined;
  return user === undefined ? { exit: 2, stdout: '', stderr: '' } : out(`${login}:x:1001:1001:${user.email}:/home/${login}:/sbin/nologin\n`);
}

/** Only what stands in an account: the folder and the pool of a web domain, listed or not. */
const WEB_FOLDER = /^\/home\/([^/]+)\/web\/([^/]+)$/;
const holds = (user: User | undefined, domain: string): boolean => user !== undefined && (user.orphans.web.includes(domain) || Object.hasOwn(user.web, domain));

function findPaths(world: World, args: readonly string[]): Answer {
  const asked = args.filter((_, at) => args[at - 1] === '-path');
  const folder = asked.map((path) => WEB_FOLDER.exec(path)).find((found) => found !== null);
  const [path = '', login = '', domain = ''] = folder ?? [];
  return holds(world.store.get('users', login), domain) ? out(`${path}\n/etc/php/8.2/fpm/pool.d/${domain}.conf\n`) : OK;
}

/** Takes what a kill left, and nothing that the panel lists. */
function rm(world: World, args: readonly string[]): Step {
  return { ms: 50, apply: () => {
    for (const path of args) {
      const [, login = '', domain = ''] = WEB_FOLDER.exec(path) ?? [];
      const user = world.store.get('users', login);
      if (user === undefined) continue;
      user.orphans.web = user.orphans.web.filter((each) => each !== domain);
      world.store.put('users', login, user);
    }
    return OK;
  } };
}

/** A user that the panel lists is one that it would lose: nothing of ours may do that. */
function userdel(world: World, [login = '']: readonly string[]): Step {
  const user = world.store.get('users', login);
  if (user === undefined) return { exit: 6, stdout: '', stderr: `userdel: user '${login}' does not exist\n` };
  if (user.stage !== 'bare') return { exit: 8, stdout: '', stderr: `userdel: user ${login} is currently used by process 1\n` };
  return { ms: 50, apply: () => {
    world.store.drop('users', login);
    return OK;
  } };
}

const asRoot = (run: Spec['run']): Spec => ({ usage: '', min: 1, changes: true, run });
const probe = (run: Spec['run']): Spec => ({ usage: '', min: 0, changes: false, run });
const DF = 'Filesystem     1024-blocks     Used Available Capacity Mounted on\n/dev/vda1         82043328 23068672  54761472      30% /\n';
const MEMINFO = 'MemTotal:        8140652 kB\nMemFree:          611216 kB\nMemAvailable:    5218444 kB\n';

/** The node's own clock: a test may let it run ahead. */
const date = (world: World): Answer => out(`${world.clock().getTime()}\n`);

export const probes: Record<string, Spec> = { df: probe(() => out(DF)), date: probe(date), true: probe(() => OK), cat: probe(cat), dig: probe(dig), curl: probe(curl), id: probe(id), getent: probe(getent), find: probe(findPaths) };
/** Plain commands that only root may run. */
export const rootCommands: Record<string, Spec> = { rm: asRoot(rm), userdel: asRoot(userdel), groupdel: asRoot(() => ({ exit: 6, stdout: '', stderr: 'groupdel: group does not exist\n' })), chattr: asRoot(() => OK) };
