/** Commands on mail domains and their accounts. The line is written first, everything behind it later. */
import { randomBytes } from 'node:crypto';
import { absent, activeOwner, asJson, badRestart, domainOf, hashed, invalid, isIpv4, limitReached, listing, NOISE, OK, out, owner, passwordOf, refuse, yes } from '../answers.ts';
import { count, save, stamp, type Account, type Answer, type Mail, type Spec, type Step, type User, type World } from '../world.ts';
import { addRecord, serve } from './records.ts';
import { badDomain, edit, onDomain, removeDomain, suspension, taken } from './domains.ts';

/** A public key in the form of an RSA key of 2048 bits; nobody here ever signs with it. */
function newKey(): string {
  const modulus = randomBytes(256);
  modulus[0] = (modulus[0] ?? 0) | 0x80;
  const head = Buffer.from('30820122300d06092a864886f70d01010105000382010f003082010a0282010100', 'hex');
  return Buffer.concat([head, modulus, Buffer.from('0203010001', 'hex')]).toString('base64');
}
const keyText = (mail: Mail): string => `v=DKIM1; k=rsa; p=${mail.dkim && mail.key !== '' ? mail.key : 'DKIM-SUPPORT-IS-NOT-ACTIVATED'}`;

/** With a zone of the same name the key goes into it; a full zone only says so, with exit 0. */
function publish(world: World, user: User, domain: string, mail: Mail): Answer {
  const zone = user.zones[domain];
  if (zone === undefined || !mail.dkim) return NOISE;
  const used = Object.values(user.zones).reduce((total, each) => total + each.records.length, 0);
  const full = limitReached(user, 'DNS_RECORDS', used);
  if (full !== null) return { ...NOISE, stdout: full.stdout };
  addRecord(world, zone, { name: 'mail._domainkey', type: 'TXT', priority: '', value: `"${keyText(mail)}"`, ttl: '14400' });
  zone.serial += 1;
  serve(zone);
  return NOISE;
}

function add(world: World, [argument, raw = '', spam = 'no', virus = 'no', dkim = 'yes', , restart]: readonly string[]): Step {
  if (isIpv4(raw)) return refuse(1, 'Invalid domain name: IP address');
  const domain = domainOf(raw);
  if (domain === null) return badDomain(raw);
  for (const flag of [spam, virus, dkim]) if (!['yes', 'no', ''].includes(flag)) return invalid('boolean', flag);
  const wrong = badRestart(restart);
  if (wrong !== null) return wrong;
  const user = activeOwner(world, argument);
  if ('exit' in user) return user;
  const clash = taken(world, user, 'mail', domain) ?? limitReached(user, 'MAIL_DOMAINS', Object.keys(user.mail).length);
  if (clash !== null) return clash;
  const make = (served: boolean, keyed: boolean): Mail => {
    const key = keyed && dkim !== 'no' ? newKey() : '';
    const mail: Mail = {
      antispam: false, antivirus: false, dkim: dkim !== 'no', key, suspended: false, served, accounts: {}, ...stamp(world),
    };
    user.mail[domain] = mail;
    save(world, user);
    if (served) count(world, 'created', 'mail', domain);
    return mail;
  };
  return {
    ms: user.zones[domain] === undefined ? 1_800 : 15_000,
    apply: () => publish(world, user, domain, make(true, true)),
    half: (share) => {
      if (share >= 0.2) make(false, share >= 0.6);
    },
  };
}

function complete(world: World, domain: string, mail: Mail): void {
  if (mail.dkim && mail.key === '') mail.key = newKey();
  count(world, mail.served ? 'changed' : 'created', 'mail', domain);
  mail.served = true;
}

const rebuild = onDomain('mail', (target) => edit('mail', target, 900, () => {
  complete(target.world, target.domain, target.item);
  return NOISE;
}, false), { always: true });

function rebuildAll(world: World, [argument]: readonly string[]): Step {
  const user = owner(world, argument);
  if ('exit' in user) return user;
  return {
    ms: 300 + 800 * Object.keys(user.mail).length,
    apply: () => {
      for (const [domain, mail] of Object.entries(user.mail)) complete(world, domain, mail);
      save(world, user);
      return NOISE;
    },
  };
}

/** A local part is an account's or an alias, once in its domain. */
function nameTaken(mail: Mail, name: string): Answer | null {
  if (Object.hasOwn(mail.accounts, name)) return refuse(4, `mail account ${name} already exists`);
  return Object.values(mail.accounts).some((account) => account.aliases.includes(name)) ? refuse(4, `mail alias ${name} already exists`) : null;
}

const addAccount = onDomain('mail', (target) => {
  const { world, user, domain, item, args } = target;
  const name = (args[2] ?? '').toLowerCase();
  const quota = args[4] ?? 'unlimited';
  if (!/^[a-z0-9._-]{0,64}$/.test(name)) return invalid('account', args[2] ?? '');
  if (!/^(\d+|unlimited|)$/.test(quota)) return invalid('quota', quota);
  const used = Object.values(user.mail).reduce((total, mail) => total + Object.keys(mail.accounts).length, 0);
  const limit = limitReached(user, 'MAIL_ACCOUNTS', used);
  if (limit !== null) return limit;
  const clash = nameTaken(item, name);
  if (clash !== null) return clash;
  const password = hashed(passwordOf(world, args[3] ?? ''));
  const make = (): Answer => {
    item.accounts[name] = { password, quota: quota === '' ? 'unlimited' : quota, suspended: false, aliases: [], forwards: [], forwardOnly: false, reply: null, rate: '', ...stamp(world) };
    save(world, user);
    count(world, 'created', 'account', `${name}@${domain}`);
    return OK;
  };
  return { ms: 420, apply: make, half: (share) => { if (share >= 0.4) make(); } };
});

/** `USER DOMAIN ACCOUNT …` on an account that must be there; one that is suspended can only be removed or woken. */
const onAccount = (ms: number, effect: 'changed' | 'deleted' | 'woken', apply: (accounts: Record<string, Account>, name: string, account: Account, value: string) => void) =>
  onDomain('mail', (target) => {
    const name = (target.args[2] ?? '').toLowerCase();
    const account = Object.hasOwn(target.item.accounts, name) ? target.item.accounts[name] : undefined;
    if (account === undefined) return absent(`${target.domain} account ${name}`);
    if (effect === 'changed' && account.suspended) return refuse(5, `${target.domain} ${name} is suspended`);
    if (effect === 'woken' && !account.suspended) return refuse(6, `${target.domain} ${name} is not suspended`);
    const value = passwordOf(target.world, target.args[3] ?? '');
    return edit('mail', target, ms, () => {
      apply(target.item.accounts, name, account, value);
      count(target.world, effect === 'woken' ? 'changed' : effect, 'account', `${name}@${target.domain}`);
      return OK;
    }, false);
  });

type Edit = (account: Account, value: string, mail: Mail) => Answer | undefined;

/** `USER DOMAIN ACCOUNT VALUE`: an edit of an account's own line, which may refuse. */
const editAccount = (ms: number, refused: Edit, apply: (account: Account, value: string) => void) =>
  onDomain('mail', (target) => {
    const name = (target.args[2] ?? '').toLowerCase();
    const account = Object.hasOwn(target.item.accounts, name) ? target.item.accounts[name] : undefined;
    if (account === undefined) return absent(`${target.domain} account ${name}`);
    if (account.suspended) return refuse(5, `${target.domain} ${name} is suspended`);
    const value = target.args[3] ?? '';
    const no = refused(account, value, target.item);
    if (no !== undefined) return no;
    return edit('mail', target, ms, () => {
      apply(account, value);
      count(target.world, 'changed', 'account', `${name}@${target.domain}`);
      return OK;
    }, false);
  });
const without = (list: string[], value: string): string[] => list.filter((one) => one !== value);
const never: Edit = () => undefined;
const isMail = /^[^\s@]+@[^\s@]+$/;

const common = (mail: Mail): Record<string, string> => ({
  ANTIVIRUS: yes(mail.antivirus), ANTISPAM: yes(mail.antispam), DKIM: yes(mail.dkim), CATCHALL: mail.catchAll ?? '', ACCOUNTS: String(Object.keys(mail.accounts).length),
  RATE_LIMIT: '200', REJECT: 'no', U_DISK: '0', SSL: yes(mail.tls !== undefined), SUSPENDED: yes(mail.suspended), TIME: mail.time, DATE: mail.date, WEBMAIL: 'roundcube',
});

function list(world: World, [argument, format]: readonly string[]): Answer {
  const user = owner(world, argument);
  if ('exit' in user) return user;
  return asJson(format, () => listing(Object.entries(user.mail).map(([domain, mail]) => [domain, Object.entries({ ...common(mail), WEBMAIL_ALIAS: 'webmail' })])));
}
const RELAY = { U_SMTP_RELAY: '', U_SMTP_RELAY_HOST: '', U_SMTP_RELAY_PORT: '', U_SMTP_RELAY_USERNAME: '' };

const accountRow = (name: string, account: Account, size = 0) => [name, Object.entries({
  ALIAS: account.aliases.join(','), FWD: account.forwards.join(','), FWD_ONLY: account.forwardOnly ? 'yes' : '', AUTOREPLY: yes(account.reply !== null), QUOTA: account.quota, U_DISK: String(size), SUSPENDED: yes(account.suspended), TIME: account.time, DATE: account.date,
})] as const;

const addCatchAll = onDomain('mail', (target) => {
  const address = target.args[2] ?? '';
  if (!isMail.test(address)) return invalid('email', address);
  if (target.item.suspended) return refuse(5, `mail ${target.domain} is suspended`);
  if (target.item.catchAll !== undefined) return refuse(4, `CATCHALL=${target.item.catchAll} already exists`);
  return edit('mail', target, 200, () => {
    target.item.catchAll = address;
    return OK;
  });
});
const removeCatchAll = onDomain('mail', (target) => {
  if (target.item.catchAll === undefined) return refuse(3, "CATCHALL doesn't exist");
  return edit('mail', target, 200, () => {
    delete target.item.catchAll;
    return OK;
  });
}, { always: true });

export const mailCommands: Record<string, Spec> = {
  'v-add-mail-domain': { usage: 'USER DOMAIN [ANTISPAM] [ANTIVIRUS] [DKIM] [DKIM_SIZE] [RESTART] [REJECT_SPAM]', min: 2, changes: true, run: add },
  'v-delete-mail-domain': {
    usage: 'USER DOMAIN', min: 2, changes: true, run: onDomain('mail', (target) => removeDomain('mail', target, 700, () => OK), { always: true }),
  },
  'v-rebuild-mail-domain': { usage: 'USER DOMAIN', min: 2, changes: true, run: rebuild },
  'v-rebuild-mail-domains': { usage: 'USER', min: 1, changes: true, run: rebuildAll },
  'v-suspend-mail-domain': { usage: 'USER DOMAIN', min: 2, changes: true, run: suspension('mail', 500, true, () => OK) },
  'v-unsuspend-mail-domain': { usage: 'USER DOMAIN', min: 2, changes: true, run: suspension('mail', 500, false, () => OK) },
  'v-suspend-mail-account': { usage: 'USER DOMAIN ACCOUNT', min: 3, changes: true, run: onAccount(300, 'changed', (_all, _name, account) => void (account.suspended = true)) },
  'v-unsuspend-mail-account': { usage: 'USER DOMAIN ACCOUNT', min: 3, changes: true, run: onAccount(300, 'woken', (_all, _name, account) => void (account.suspended = false)) },
  'v-list-mail-domains': { usage: 'USER [FORMAT]', min: 1, changes: false, run: list },
  'v-list-mail-domain': {
    usage: 'USER DOMAIN [FORMAT]', min: 2, changes: false,
    run: onDomain('mail', ({ domain, item, args }) => asJson(args[2], () =>
      listing([[domain, Object.entries({ ...common(item), LETSENCRYPT: yes(item.tls?.letsencrypt === true), WEBMAIL_ALIAS: `webmail.${domain}`, ...RELAY })]])), { look: true }),
  },
  'v-list-mail-domain-dkim-dns': {
    usage: 'USER DOMAIN [FORMAT]', min: 2, changes: false,
    run: onDomain('mail', ({ item, args }) => asJson(args[2], () =>
      out(`{\n\n\t"mail._domainkey": {\n            "TTL": "3600",\n            "TXT": "'${keyText(item)}'"\n\t}\n}\n`)), { look: true }),
  },
  'v-add-mail-domain-catchall': { usage: 'USER DOMAIN EMAIL', min: 3, changes: true, run: addCatchAll },
  'v-delete-mail-domain-catchall': { usage: 'USER DOMAIN', min: 2, changes: true, run: removeCatchAll },
  'v-add-mail-account': { usage: 'USER DOMAIN ACCOUNT PASSWORD [QUOTA]', min: 4, changes: true, run: addAccount },
  'v-delete-mail-account': { usage: 'USER DOMAIN ACCOUNT', min: 3, changes: true, run: onAccount(300, 'deleted', (accounts, name) => void Reflect.deleteProperty(accounts, name)) },
  'v-change-mail-account-password': {
    usage: 'USER DOMAIN ACCOUNT PASSWORD', min: 4, changes: true, run: onAccount(340, 'changed', (_all, _name, account, value) => void (account.password = hashed(value))),
  },
  'v-change-mail-account-quota': {
    usage: 'USER DOMAIN ACCOUNT QUOTA', min: 4, changes: true, run: onAccount(340, 'changed', (_all, _name, account, value) => void (account.quota = value === '0' ? 'unlimited' : value)),
  },
  'v-list-mail-account': {
    usage: 'USER DOMAIN ACCOUNT [FORMAT]', min: 3, changes: false,
    run: onDomain('mail', ({ domain, item, args }) => {
      const name = (args[2] ?? '').toLowerCase();
      const account = Object.hasOwn(item.accounts, name) ? item.accounts[name] : undefined;
      return account === undefined ? absent(`${domain} account ${name}`) : asJson(args[3], () => listing([[name, [...accountRow(name, account)[1], ['RATE_LIMIT', account.rate], ['WEBMAIL_ALIAS', `webmail.${domain}`]]]]));
    }, { look: true }),
  },
  'v-add-mail-account-alias': {
    usage: 'USER DOMAIN ACCOUNT ALIAS', min: 4, changes: true,
    run: editAccount(310, (_account, value, mail) => (/^[a-z0-9._-]{1,64}$/i.test(value) ? (nameTaken(mail, value.toLowerCase()) ?? undefined) : invalid('account', value)), (account, value) => void account.aliases.push(value.toLowerCase())),
  },
  'v-delete-mail-account-alias': {
    usage: 'USER DOMAIN ACCOUNT ALIAS', min: 4, changes: true,
    run: editAccount(300, (account, value) => (account.aliases.includes(value) ? undefined : absent(`alias ${value}`)), (account, value) => void (account.aliases = without(account.aliases, value))),
  },
  'v-add-mail-account-forward': {
    usage: 'USER DOMAIN ACCOUNT FORWARD', min: 4, changes: true,
    run: editAccount(308, (account, value) => (isMail.test(value) ? (account.forwards.includes(value) ? refuse(4, `forward ${value} already exists`) : undefined) : invalid('email', value)), (account, value) => void account.forwards.push(value)),
  },
  'v-delete-mail-account-forward': {
    usage: 'USER DOMAIN ACCOUNT FORWARD', min: 4, changes: true,
    run: editAccount(300, (account, value) => (account.forwards.includes(value) ? undefined : absent(`forward ${value}`)), (account, value) => void (account.forwards = without(account.forwards, value))),
  },
  'v-add-mail-account-fwd-only': { usage: 'USER DOMAIN ACCOUNT', min: 3, changes: true, run: editAccount(316, never, (account) => void (account.forwardOnly = true)) },
  'v-delete-mail-account-fwd-only': { usage: 'USER DOMAIN ACCOUNT', min: 3, changes: true, run: editAccount(300, never, (account) => void (account.forwardOnly = false)) },
  'v-add-mail-account-autoreply': { usage: 'USER DOMAIN ACCOUNT MESSAGE', min: 4, changes: true, run: editAccount(308, never, (account, value) => void (account.reply = value)) },
  'v-delete-mail-account-autoreply': { usage: 'USER DOMAIN ACCOUNT', min: 3, changes: true, run: editAccount(300, never, (account) => void (account.reply = null)) },
  'v-change-mail-account-rate-limit': {
    usage: 'USER DOMAIN ACCOUNT RATE', min: 4, changes: true,
    run: editAccount(300, (_account, value) => (/^(\d+|system)$/.test(value) ? undefined : invalid('rate', value)), (account, value) => void (account.rate = value === 'system' ? '' : value)),
  },
  'v-list-mail-account-autoreply': {
    usage: 'USER DOMAIN ACCOUNT [FORMAT]', min: 3, changes: false,
    run: onDomain('mail', ({ domain, item, args }) => {
      const name = (args[2] ?? '').toLowerCase();
      const account = Object.hasOwn(item.accounts, name) ? item.accounts[name] : undefined;
      if (account === undefined) return absent(`${domain} account ${name}`);
      // The real node puts the text into its JSON after one pass of its own: a line's end is two characters there.
      return asJson(args[3], () => out(`{\n\t${JSON.stringify(name)}: {\n            "MSG": ${JSON.stringify((account.reply ?? '').replaceAll('\n', '\\n'))}\n\t}\n}\n`));
    }, { look: true }),
  },
  'v-list-mail-accounts': {
    usage: 'USER DOMAIN [FORMAT]', min: 2, changes: false,
    run: onDomain('mail', ({ user, item, args }) => asJson(args[2], () => listing(Object.entries(item.accounts).map(([name, account], at) => accountRow(name, account, at === 0 ? user.use?.mail : 0)))), { look: true }),
  },
};
