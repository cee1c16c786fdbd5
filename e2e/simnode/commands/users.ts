/** Commands on panel users that change something. */
import { absent, activeOwner, hashed, invalid, isLogin, loginOf, OK, owner, passwordOf, refuse } from '../answers.ts';
import { count, save, stamp, type Answer, type Spec, type Step, type User, type World } from '../world.ts';

const SYSTEM = ['root', 'www-data', 'mail', 'bind', 'nobody', 'daemon', 'sshd'];
const RESERVED = ['mysql', 'mariadb', 'sudo', 'aria', 'postgres', 'adm', 'users', 'staff'];
const EMAIL = /^[^\s'"`;$\\@]+@[^\s'"`;$\\@]+\.[^\s'"`;$\\@]+$/;

function blank(world: World, login: string): User {
  return {
    login, stage: 'bare', fullName: '', password: '', email: '', package: '', settings: {}, suspended: false,
    rkey: hashed(`${login}${world.clock().getTime()}`).slice(0, 16), ...stamp(world),
    web: {}, mail: {}, zones: {}, databases: {}, jobs: [], orphans: { web: [], databases: [] },
  };
}

function add(world: World, [user = '', secret = '', email = '', pkg = 'default', ...names]: readonly string[]): Step {
  const login = loginOf(user);
  if (SYSTEM.includes(login) || world.store.get('users', login) !== undefined) return refuse(4, `user ${login} exists`);
  if (!isLogin(login) || RESERVED.includes(login)) return invalid('user', login);
  if (!EMAIL.test(email)) return invalid('email', email);
  const fullName = names.slice(0, 2).filter((name) => name !== '').join(' ');
  if (/["'\n]/.test(fullName)) return refuse(2, `Invalid name contains qoutes (" or ') :: ${fullName}`);
  const settings = world.store.get('packages', pkg);
  if (settings === undefined) return absent(`package ${pkg}`);
  const password = passwordOf(world, secret);
  if (password === '') return refuse(2, 'Password not accepted due to PAM restrictions');
  const made = (): User => ({
    ...blank(world, login), stage: 'whole', fullName: fullName.replaceAll('\t', ''), email, package: pkg, settings: { ...settings },
    password: hashed(password.split('\n')[0] ?? ''),
  });
  return {
    ms: 700,
    apply: () => {
      save(world, made());
      count(world, 'created', 'user', login);
      return OK;
    },
    half: (share) => {
      if (share < 0.05) return;
      if (share < 0.28) save(world, blank(world, login));
      else if (share < 0.45) save(world, { ...blank(world, login), stage: 'hollow' });
      else {
        save(world, made());
        count(world, 'created', 'user', login);
      }
    },
  };
}

/** Deletion goes through the parts in this order; what a kill left is finished by the repeat. */
function strip(world: World, user: User, share: number): void {
  if (share >= 0.1) user.web = {};
  if (share >= 0.4) user.zones = {};
  if (share >= 0.6) user.mail = {};
  if (share >= 0.8) user.databases = {};
  save(world, user);
}

function remove(world: World, [argument]: readonly string[]): Step {
  const user = owner(world, argument);
  if (isUserAnswer(user)) return user;
  if (user.login === 'admin') return OK;
  const parts = Object.keys({ ...user.web, ...user.zones, ...user.mail, ...user.databases }).length;
  return {
    ms: 3_500 + 400 * parts,
    apply: () => {
      for (const domain of Object.keys(user.web)) count(world, 'deleted', 'web', domain);
      for (const domain of Object.keys(user.mail)) count(world, 'deleted', 'mail', domain);
      for (const domain of Object.keys(user.zones)) count(world, 'deleted', 'zone', domain);
      for (const name of Object.keys(user.databases)) count(world, 'deleted', 'database', name);
      world.store.drop('users', user.login);
      if (user.stage === 'whole') count(world, 'deleted', 'user', user.login);
      return OK;
    },
    half: (share) => strip(world, user, share),
  };
}
const isUserAnswer = (user: User | Answer): user is Answer => 'exit' in user;

/** A command that changes the line of an active user. */
function change(ms: number, check: (world: World, user: User, args: readonly string[]) => Answer | ((user: User) => void)) {
  return (world: World, args: readonly string[]): Step => {
    const user = activeOwner(world, args[0]);
    if (isUserAnswer(user)) return user;
    const edit = check(world, user, args);
    if (typeof edit !== 'function') return edit;
    return {
      ms,
      apply: () => {
        edit(user);
        save(world, user);
        count(world, 'changed', 'user', user.login);
        return OK;
      },
    };
  };
}

const setPassword = change(330, (world, _user, [, argument = '']) => {
  const password = passwordOf(world, argument);
  if (password === '') return refuse(2, 'Password not accepted due to PAM restrictions');
  return (user) => void (user.password = hashed(password.split('\n')[0] ?? ''));
});
const setContact = change(100, (_world, _user, [, email = '']) =>
  EMAIL.test(email) ? (user: User) => void (user.email = email) : invalid('email', email));

const USED: readonly [key: string, label: string, used: (user: User) => number][] = [
  ['WEB_DOMAINS', 'WEB_DOMAIN', (user) => Object.keys(user.web).length],
  ['DNS_DOMAINS', 'DNS_DOMAIN', (user) => Object.keys(user.zones).length],
  ['MAIL_DOMAINS', 'MAIL_DOMAIN', (user) => Object.keys(user.mail).length],
  ['DATABASES', 'DATABASE', (user) => Object.keys(user.databases).length],
  ['CRON_JOBS', 'CRON', (user) => user.jobs.length],
];

function setPackage(world: World, [argument, name = '', force = 'no']: readonly string[]): Step {
  const user = owner(world, argument);
  if (isUserAnswer(user)) return user;
  const settings = world.store.get('packages', name);
  if (settings === undefined) return absent(`package ${name}`);
  for (const [key, label, used] of USED) {
    const limit = settings[key] ?? '0';
    if (force !== 'yes' && limit !== 'unlimited' && used(user) > Number(limit)) return refuse(8, `Package doesn't cover ${label} usage`);
  }
  return {
    ms: 510,
    apply: () => {
      Object.assign(user, { package: name, settings: { ...settings } });
      save(world, user);
      count(world, 'changed', 'user', user.login);
      return user.suspended ? { ...refuse(0, `user ${user.login} is suspended`) } : OK;
    },
  };
}

function setSuspended(suspended: boolean) {
  return (world: World, [argument]: readonly string[]): Step => {
    const user = owner(world, argument);
    if (isUserAnswer(user)) return user;
    if (user.login === 'admin') return OK;
    if (suspended && user.suspended) return refuse(5, `user ${user.login} is suspended`);
    return {
      ms: 1_100,
      apply: () => {
        const parts = [...Object.values(user.web), ...Object.values(user.mail), ...Object.values(user.zones), ...Object.values(user.databases)];
        for (const part of [user, ...parts]) part.suspended = suspended;
        save(world, user);
        count(world, 'changed', 'user', user.login);
        return OK;
      },
    };
  };
}

function rebuild(world: World, [argument]: readonly string[]): Step {
  const user = owner(world, argument);
  return isUserAnswer(user) ? user : { ms: 710, apply: () => OK };
}

/** Disk figures are what a test said; objects are always counted. */
const recount = rebuild;

function checkPassword(world: World, [argument, secret = '']: readonly string[]): Step {
  const user = activeOwner(world, argument);
  if (isUserAnswer(user)) return user;
  return user.password === hashed(passwordOf(world, secret)) ? OK : refuse(9, 'password missmatch', 'Method not supported by crypt(3).\n');
}

/** The admin that the installer makes. */
export function admin(world: World): User {
  const settings = world.store.get('packages', 'default') ?? {};
  return { ...blank(world, 'admin'), stage: 'whole', fullName: 'System Administrator', email: `admin@${world.hostname.split('.').slice(1).join('.') || world.hostname}`, package: 'default', settings };
}

export const userCommands: Record<string, Spec> = {
  'v-add-user': { usage: 'USER PASSWORD EMAIL [PACKAGE] [NAME] ', min: 3, changes: true, run: add },
  'v-delete-user': { usage: 'USER [RESTART]', min: 1, changes: true, run: remove },
  'v-change-user-password': { usage: 'USER PASSWORD', min: 2, changes: true, run: setPassword },
  'v-change-user-package': { usage: 'USER PACKAGE [FORCE]', min: 2, changes: true, run: setPackage },
  'v-change-user-contact': { usage: 'USER EMAIL', min: 2, changes: true, run: setContact },
  'v-suspend-user': { usage: 'USER [RESTART]', min: 1, changes: true, run: setSuspended(true) },
  'v-unsuspend-user': { usage: 'USER [RESTART]', min: 1, changes: true, run: setSuspended(false) },
  'v-rebuild-user': { usage: 'USER [RESTART]', min: 1, changes: true, run: rebuild },
  'v-update-user-counters': { usage: '[USER]', min: 0, changes: true, run: recount },
  'v-update-user-disk': { usage: 'USER', min: 1, changes: true, run: recount },
  'v-check-user-password': { usage: 'USER PASSWORD [IP] [RETURN_HASH]', min: 2, changes: false, run: checkPassword },
};
