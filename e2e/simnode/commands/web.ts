/** Commands on web domains. `served` follows nginx: it reads its files only at a reload that succeeds. */
import { absent, activeOwner, asJson, badRestart, domainOf, isIpv4, limitReached, listing, NOISE, OK, owner, refuse, strings, yes } from '../answers.ts';
import { count, save, stamp, usersOf, type Answer, type Spec, type Step, type User, type Web, type World } from '../world.ts';
import { badDomain, edit, onDomain, removeDomain, suspension, taken } from './domains.ts';
import { poisonous } from '../poison.ts';
import { settingFields } from './sitefields.ts';
import { BACKEND_TEMPLATES, WEB_TEMPLATES } from './templates.ts';

const BROKEN = refuse(20, 'nginx restart failed');

function poisoned(world: World): boolean {
  if (world.reloadFails) return true;
  for (const name of world.suspects) if (usersOf(world, name).some((user) => Object.hasOwn(user.web, name))) return true;
  return false;
}

/** What a command says after its reload. `no` skips the reload. */
export function reloaded(world: World, restart: string | undefined, well: Answer): Answer {
  return restart === 'no' || !poisoned(world) ? well : BROKEN;
}

function aliasesOf(domain: string, argument: string | undefined): string[] {
  if (argument === 'none') return [];
  if (argument !== undefined && argument !== '') return argument.split(',').map((alias) => alias.toLowerCase()).sort();
  return domain.split('.').length > 2 ? [] : [`www.${domain}`];
}

function add(world: World, [argument, raw = '', ip = '', restart, list]: readonly string[]): Step {
  if (isIpv4(raw)) return refuse(1, 'Invalid domain name: IP address');
  if (raw === '') return refuse(4, 'Web domain  exists');
  const domain = domainOf(raw);
  if (domain === null) return badDomain(raw);
  if (ip !== '' && !isIpv4(ip)) return refuse(2, `invalid ip :: ${ip}`);
  const wrong = badRestart(restart);
  if (wrong !== null) return wrong;
  const user = activeOwner(world, argument);
  if ('exit' in user) return user;
  const limit = limitReached(user, 'WEB_DOMAINS', Object.keys(user.web).length);
  if (limit !== null) return limit;
  const clash = taken(world, user, 'web', domain);
  if (clash !== null) return clash;
  if (ip !== '' && ip !== world.ipv4) return absent(`IP ${ip}`);
  if (user.orphans.web.includes(domain)) return refuse(4, `Web domain folder for ${domain} should not exist`);
  const make = (served: boolean): void => {
    const aliases = aliasesOf(domain, list);
    user.web[domain] = { ip: world.ipv4, aliases, tpl: user.settings['WEB_TEMPLATE'] ?? 'default', backend: user.settings['BACKEND_TEMPLATE'] ?? 'default', suspended: false, served, ...stamp(world) };
    save(world, user);
    if (served) count(world, 'created', 'web', domain);
  };
  return {
    ms: restart === 'no' ? 1_830 : 2_130,
    apply: () => {
      make(!poisonous(domain) && !poisoned(world));
      return reloaded(world, restart, NOISE);
    },
    half: (share) => {
      if (share < 0.17) return;
      if (share >= 0.65) return make(false);
      user.orphans.web.push(domain);
      save(world, user);
    },
  };
}

const addAlias = onDomain('web', (target) => {
  const { world, user, item } = target;
  const wanted = (target.args[2] ?? '').split(',').map((alias) => alias.toLowerCase());
  const has = (alias: string): boolean =>
    usersOf(world, alias).some((each) => Object.entries(each.web).some(([name, web]) => name === alias || web.aliases.includes(alias)));
  const clash = wanted.find(has);
  if (clash !== undefined) return refuse(4, `Web alias ${clash} exists`);
  const used = Object.values(user.web).reduce((total, web) => total + web.aliases.length, 0);
  const limit = limitReached(user, 'WEB_ALIASES', used);
  if (limit !== null) return limit;
  const before = [...item.aliases];
  const step = edit('web', target, 1_040, () => {
    item.aliases = [...before, ...wanted];
    return reloaded(world, target.args[3], NOISE);
  });
  return 'ms' in step ? { ...step, stale: true } : step;
}, { restart: 3 });

const removeAlias = onDomain('web', (target) => {
  const alias = (target.args[2] ?? '').toLowerCase();
  if (!target.item.aliases.includes(alias)) return absent(`alias ${alias}`);
  return edit('web', target, 1_000, () => {
    target.item.aliases = target.item.aliases.filter((each) => each !== alias);
    return reloaded(target.world, target.args[3], NOISE);
  });
}, { restart: 3 });

const setTemplate = (key: 'tpl' | 'backend', ms: number, names: readonly string[], noun: string) =>
  onDomain('web', (target) => {
    const name = target.args[2] ?? '';
    if (!names.includes(name)) return absent(`${name} ${noun}`);
    return edit('web', target, ms, () => {
      target.item[key] = name;
      return reloaded(target.world, target.args[3], NOISE);
    });
  }, { restart: 3 });

/** A domain that a rebuild finds unserved is now complete: that is when it counts as created. */
function complete(world: World, domain: string, web: Web): void {
  if (!web.served && !poisoned(world)) {
    web.served = true;
    count(world, 'created', 'web', domain);
  } else count(world, 'changed', 'web', domain);
}

const rebuild = onDomain('web', (target) => edit('web', target, 2_470, () => {
  if (target.args[2] !== 'no') complete(target.world, target.domain, target.item);
  return reloaded(target.world, target.args[2], NOISE);
}, false), { restart: 2, always: true });

/** Prints an error although all went well. */
function suspended(world: World, domain: string): Answer {
  const answer = reloaded(world, undefined, OK);
  return { ...answer, stdout: `Error: web ${domain} is suspended\n${answer.stdout}` };
}

function rebuildAll(world: World, [argument, restart]: readonly string[]): Step {
  const user = owner(world, argument);
  if ('exit' in user) return user;
  return {
    ms: 600 + 1_500 * Object.keys(user.web).length,
    apply: () => {
      for (const [domain, web] of Object.entries(user.web)) complete(world, domain, web);
      save(world, user);
      return reloaded(world, restart, NOISE);
    },
  };
}

function restart(world: World, [word]: readonly string[]): Step {
  if (badRestart(word) !== null) return { ...BROKEN, stdout: `Error: invalid restart format :: ${word ?? ''}\n${BROKEN.stdout}` };
  if (poisoned(world)) return BROKEN;
  if (word === 'no') return OK;
  return {
    ms: 400,
    apply: () => {
      serveWaiting(world, () => true);
      return OK;
    },
  };
}

/** nginx reads the files of those that were stored and not served. */
export function serveWaiting(world: World, wanted: (domain: string) => boolean): void {
  for (const user of world.store.all('users').values()) {
    const waiting = Object.entries(user.web).filter(([domain, web]) => !web.served && wanted(domain));
    for (const [domain, web] of waiting) complete(world, domain, web);
    if (waiting.length > 0) save(world, user);
  }
}

const row = ({ login, web: all, use }: User, domain: string, web: Web) => [domain, Object.entries({
  IP: web.ip, IP6: '', DOCUMENT_ROOT: `/home/${login}/web/${domain}/public_html/`, U_DISK: String(Object.keys(all)[0] === domain ? (use?.disk ?? 0) : 0), U_BANDWIDTH: '0', TPL: web.tpl,
  ALIAS: web.aliases.join(','), STATS: '', STATS_USER: '', SSL: yes(web.tls !== undefined), SSL_FORCE: '', SSL_HSTS: '', SSL_HOME: 'same', LETSENCRYPT: yes(web.tls?.letsencrypt === true),
  FTP_USER: (web.ftp ?? []).map((one) => one.user).join(':'), FTP_PATH: (web.ftp ?? []).map((one) => one.path).join(':'), AUTH_USER: '', BACKEND: web.backend, PROXY: 'default', PROXY_EXT: '', FASTCGI_CACHE: '', FASTCGI_DURATION: '',
  REDIRECT: '', REDIRECT_CODE: '', CUSTOM_DOCROOT: '', ...settingFields(web), SUSPENDED: yes(web.suspended), TIME: web.time, DATE: web.date,
})] as const;
const ONLY_IN_ONE = ['SSL_FORCE', 'SSL_HSTS', 'FASTCGI_CACHE', 'FASTCGI_DURATION', 'REDIRECT', 'REDIRECT_CODE', 'CUSTOM_DOCROOT'];

function list(world: World, [argument, format]: readonly string[]): Answer {
  const user = owner(world, argument);
  if ('exit' in user) return user;
  return asJson(format, () => listing(Object.entries(user.web).map(([domain, web]) => {
    const [name, fields] = row(user, domain, web);
    return [name, fields.filter(([key]) => !ONLY_IN_ONE.includes(key))] as const;
  })));
}

export const webCommands: Record<string, Spec> = {
  'v-add-web-domain': { usage: 'USER DOMAIN [IP] [RESTART] [ALIASES] [PROXY_EXTENSIONS]', min: 2, changes: true, run: add },
  'v-delete-web-domain': {
    usage: 'USER DOMAIN [RESTART]', min: 2, changes: true,
    run: onDomain('web', (target) => removeDomain('web', target, 1_020, () => reloaded(target.world, target.args[2], OK)), { always: true, restart: 2 }),
  },
  'v-add-web-domain-alias': { usage: 'USER DOMAIN ALIASES [RESTART]', min: 3, changes: true, run: addAlias },
  'v-delete-web-domain-alias': { usage: 'USER DOMAIN ALIAS [RESTART]', min: 3, changes: true, run: removeAlias },
  'v-change-web-domain-tpl': { usage: 'USER DOMAIN TEMPLATE [RESTART]', min: 3, changes: true, run: setTemplate('tpl', 860, WEB_TEMPLATES, 'web template') },
  'v-change-web-domain-backend-tpl': {
    usage: 'USER DOMAIN TEMPLATE [RESTART]', min: 3, changes: true, run: setTemplate('backend', 1_240, BACKEND_TEMPLATES, 'backend template'),
  },
  'v-rebuild-web-domain': { usage: 'USER DOMAIN [RESTART]', min: 2, changes: true, run: rebuild },
  'v-rebuild-web-domains': { usage: 'USER [RESTART]', min: 1, changes: true, run: rebuildAll },
  'v-suspend-web-domain': { usage: 'USER DOMAIN [RESTART]', min: 2, changes: true, run: suspension('web', 900, true, suspended) },
  'v-unsuspend-web-domain': { usage: 'USER DOMAIN [RESTART]', min: 2, changes: true, run: suspension('web', 900, false, (world) => reloaded(world, undefined, OK)) },
  'v-restart-web': { usage: '[RESTART]', min: 0, changes: true, run: restart },
  'v-list-web-domains': { usage: 'USER [FORMAT]', min: 1, changes: false, run: list },
  'v-list-web-domain': {
    usage: 'USER DOMAIN [FORMAT]', min: 2, changes: false,
    run: onDomain('web', ({ user, domain, item, args }) => asJson(args[2], () => listing([row(user, domain, item)])), { look: true }),
  },
  'v-list-web-templates': { usage: '[FORMAT]', min: 0, changes: false, run: (_world, [format]) => asJson(format, () => strings(WEB_TEMPLATES)) },
  'v-list-web-templates-backend': { usage: '[FORMAT]', min: 0, changes: false, run: (_world, [format]) => asJson(format, () => strings(BACKEND_TEMPLATES)) },
};
