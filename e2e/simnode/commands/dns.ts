/** Commands on zones and records. Everything costs about 0.3 s per record: the panel starts a PHP for each. */
import { createHash, randomInt } from 'node:crypto';
import { absent, activeOwner, asJson, badRestart, domainOf, invalid, isIpv4, limitReached, listing, OK, owner, refuse, yes } from '../answers.ts';
import { count, save, stamp, type Answer, type Rec, type Spec, type Step, type World, type Zone } from '../world.ts';
import { badDomain, edit, onDomain, removeDomain, suspension, taken } from './domains.ts';
import { addRecord, checked, serve, template } from './records.ts';

const SERIAL = 3_000_000_000;
const PER_RECORD = 400;

function add(world: World, args: readonly string[]): Step {
  const [argument, raw = '', ip = ''] = args;
  const given = args.slice(3, 11).filter((server) => server !== '');
  const domain = domainOf(raw);
  if (domain === null) return badDomain(raw);
  if (!isIpv4(ip)) return refuse(2, `invalid ip :: ${ip}`);
  const wrong = badRestart(args[11]);
  if (wrong !== null) return wrong;
  const user = activeOwner(world, argument);
  if ('exit' in user) return user;
  const clash = taken(world, user, 'zones', domain) ?? limitReached(user, 'DNS_DOMAINS', Object.keys(user.zones).length);
  if (clash !== null) return clash;
  const nameservers = (given.length > 0 ? given : (user.settings['NS'] ?? '').split(',')).map((server) => server.replace(/\.$/, ''));
  const make = (complete: boolean): Answer => {
    const zone: Zone = {
      ip, soa: nameservers[0] ?? '', serial: SERIAL, dnssec: args[12] === 'yes', key: args[12] === 'yes' ? 10_000 : null, suspended: false, served: null,
      records: template(world, domain, ip, nameservers), ...stamp(world),
    };
    if (complete) serve(zone);
    user.zones[domain] = zone;
    save(world, user);
    if (complete) count(world, 'created', 'zone', domain);
    return OK;
  };
  return {
    ms: 6_700,
    apply: () => make(true),
    half: (share) => {
      if (share >= 0.05) make(false);
    },
  };
}

/** A zone that was not served before becomes complete with this. */
function rebuilt(world: World, domain: string, zone: Zone, raise: boolean): void {
  const had = zone.served !== null;
  if (raise) zone.serial += 1;
  serve(zone);
  count(world, had || zone.served === null ? 'changed' : 'created', 'zone', domain);
}

const rebuild = onDomain('zones', (target) => edit('zones', target, 1_000 + 300 * target.item.records.length, () => {
  rebuilt(target.world, target.domain, target.item, target.args[3] !== 'no');
  return OK;
}, false), { always: true, restart: 2 });

function rebuildAll(world: World, [argument]: readonly string[]): Step {
  const user = owner(world, argument);
  if ('exit' in user) return user;
  const records = Object.values(user.zones).reduce((total, zone) => total + zone.records.length, 0);
  return {
    ms: 1_000 + 300 * records,
    apply: () => {
      for (const [domain, zone] of Object.entries(user.zones)) rebuilt(world, domain, zone, true);
      save(world, user);
      return OK;
    },
  };
}

const addOne = onDomain('zones', (target) => {
  const { world, user, item, args } = target;
  const [, , name = '', type = '', value = '', priority = '', id = '', restart, ttl = ''] = args;
  const record = checked(name, type.toUpperCase(), value, priority, ttl);
  if ('exit' in record) return record;
  const wrong = badRestart(restart);
  if (wrong !== null) return wrong;
  if (item.suspended) return refuse(5, `dns ${target.domain} is suspended`);
  const limit = limitReached(user, 'DNS_RECORDS', Object.values(user.zones).reduce((total, zone) => total + zone.records.length, 0));
  if (limit !== null) return limit;
  if (id !== '' && !/^\d+$/.test(id)) return invalid('id', id);
  if (item.records.some((each) => each.id === id)) return refuse(4, `ID=${id} already exists`);
  const put = (): void => {
    addRecord(world, item, record, id === '' ? undefined : id);
    item.serial += 1;
  };
  const work = edit('zones', target, PER_RECORD * item.records.length, () => {
    put();
    serve(item);
    return OK;
  });
  return {
    ...work,
    half: (share: number) => {
      if (share < 0.2) return;
      put();
      item.unread = [...(item.unread ?? []), item.records.at(-1)?.id ?? ''];
      save(world, user);
    },
  };
});

/** `USER DOMAIN ID …` on a record that must be there. */
const onRecord = (edits: (zone: Zone, record: Rec, args: readonly string[]) => Answer | (() => void)) =>
  onDomain('zones', (target) => {
    const id = target.args[2] ?? '';
    if (!/^\d+$/.test(id)) return invalid('id', id);
    const record = target.item.records.find((each) => each.id === id);
    if (record === undefined) return absent(`${target.domain} id ${id}`);
    const change = edits(target.item, record, target.args);
    if (typeof change !== 'function') return change;
    return edit('zones', target, PER_RECORD * target.item.records.length, () => {
      change();
      target.item.serial += 1;
      serve(target.item);
      return OK;
    });
  });

const changeOne = onRecord((_zone, record, [, , , name = '', type = '', value = '', priority = '', , ttl = '']) => {
  const next = checked(name, type.toUpperCase(), value, priority, ttl === '' ? record.ttl : ttl);
  if ('exit' in next) return next;
  const same = next.name === record.name && next.type === record.type && next.value === record.value && next.priority === record.priority && next.ttl === record.ttl;
  return same ? { exit: 4, stdout: 'No pending changes in DNS entry.\n', stderr: '' } : () => void Object.assign(record, next);
});
const removeOne = onRecord((zone, record) => () => void (zone.records = zone.records.filter((each) => each !== record)));

const FIELD = /([A-Z]+)='([^']*)'/g;
function readRecord(line: string): Rec | null {
  const found = new Map([...line.matchAll(FIELD)].map(([, key = '', value = '']) => [key, value]));
  const field = (key: string, otherwise = ''): string => found.get(key) ?? otherwise;
  if (field('ID') === '' || field('TYPE') === '') return null;
  return {
    id: field('ID'), name: field('RECORD'), type: field('TYPE'), priority: field('PRIORITY'), value: field('VALUE'),
    ttl: field('TTL', '14400'), time: field('TIME'), date: field('DATE'),
  };
}

/** Replaces the list by the file and moves the file away; nothing is checked, and bind learns of it at a rebuild. */
const insert = onDomain('zones', (target) => edit('zones', target, 60, () => {
  const path = target.args[2] ?? '';
  const text = target.world.files.get(path);
  if (text === undefined) return OK;
  target.world.files.delete(path);
  target.item.records = text.split('\n').map(readRecord).filter((record) => record !== null);
  return OK;
}), { always: true });

/** The key dies with the signing: a zone that is signed again, or made anew, has another. */
const sign = onDomain('zones', (target) => {
  const wish = target.args[2] ?? '';
  if (wish !== 'yes' && wish !== 'no') return invalid('status', wish);
  return edit('zones', target, 1_000 + 300 * target.item.records.length, () => {
    const { item } = target;
    if (wish === 'no' || !item.dnssec) item.key = wish === 'yes' ? randomInt(10_000, 60_000) : null;
    item.dnssec = wish === 'yes';
    serve(item);
    return OK;
  });
});
function publicKey(domain: string, { key }: Zone) {
  if (key === null) return { RECORD: '', FLAG: '', ALGORITHM: '', KEY: '', DS: '' };
  const text = createHash('sha256').update(`${domain} ${key}`).digest();
  return { RECORD: `${domain}. 3600 IN DNSKEY 257 3 13 ${text.toString('base64')}`, FLAG: '257', ALGORITHM: '13', KEY: `${text.toString('base64')} `, DS: `${domain}. IN DS ${key} 13 2 ${text.toString('hex').toUpperCase()}` };
}

const row = (domain: string, zone: Zone) => [domain, Object.entries({
  IP: zone.ip, TPL: 'default', TTL: '14400', EXP: `${Number(zone.date.slice(0, 4)) + 1}${zone.date.slice(4)}`, SOA: zone.soa, SERIAL: String(zone.serial),
  DNSSEC: yes(zone.dnssec), SRC: '', RECORDS: String(zone.records.length), SUSPENDED: yes(zone.suspended), TIME: zone.time, DATE: zone.date,
})] as const;
const recordRow = (record: Rec) => [record.id, Object.entries({
  RECORD: record.name, TYPE: record.type, PRIORITY: record.priority, VALUE: record.value, ID: record.id, SUSPENDED: 'no', TIME: record.time, DATE: record.date, TTL: record.ttl,
})] as const;

export const dnsCommands: Record<string, Spec> = {
  'v-add-dns-domain': { usage: 'USER DOMAIN IP [NS1] [NS2] [NS3] [NS4] [NS5] [NS6] [NS7] [NS8] [RESTART] [DNSSEC]', min: 3, changes: true, run: add },
  'v-delete-dns-domain': {
    usage: 'USER DOMAIN [RESTART]', min: 2, changes: true, run: onDomain('zones', (target) => removeDomain('zones', target, 900, () => OK), { always: true }),
  },
  'v-rebuild-dns-domain': { usage: 'USER DOMAIN [RESTART] [UPDATE_SERIAL]', min: 2, changes: true, run: rebuild },
  'v-rebuild-dns-domains': { usage: 'USER [RESTART] [UPDATE_SERIAL]', min: 1, changes: true, run: rebuildAll },
  'v-insert-dns-records': { usage: 'USER DOMAIN FILE', min: 3, changes: true, run: insert },
  'v-add-dns-record': { usage: 'USER DOMAIN RECORD TYPE VALUE [PRIORITY] [ID] [RESTART] [TTL]', min: 5, changes: true, run: addOne },
  'v-change-dns-record': { usage: 'USER DOMAIN ID RECORD TYPE VALUE [PRIORITY] [RESTART] [TTL]', min: 5, changes: true, run: changeOne },
  'v-delete-dns-record': { usage: 'USER DOMAIN ID [RESTART]', min: 3, changes: true, run: removeOne },
  'v-suspend-dns-domain': { usage: 'USER DOMAIN', min: 2, changes: true, run: suspension('zones', 6_000, true, () => OK) },
  'v-unsuspend-dns-domain': { usage: 'USER DOMAIN', min: 2, changes: true, run: suspension('zones', 6_000, false, () => OK) },
  'v-change-dns-domain-dnssec': { usage: 'USER DOMAIN STATUS', min: 3, changes: true, run: sign },
  'v-list-dnssec-public-key': { usage: 'USER DOMAIN [FORMAT]', min: 2, changes: false, run: onDomain('zones', ({ domain, item, args }) => asJson(args[2], () => listing([[domain, Object.entries(publicKey(domain, item))]])), { always: true, look: true }) },
  'v-list-dns-domains': {
    usage: 'USER [FORMAT]', min: 1, changes: false,
    run: (world, [argument, format]) => {
      const user = owner(world, argument);
      return 'exit' in user ? user : asJson(format, () => listing(Object.entries(user.zones).map(([domain, zone]) => row(domain, zone))));
    },
  },
  'v-list-dns-domain': {
    usage: 'USER DOMAIN [FORMAT]', min: 2, changes: false, run: onDomain('zones', ({ domain, item, args }) => asJson(args[2], () => listing([row(domain, item)])), { look: true }),
  },
  'v-list-dns-records': {
    usage: 'USER DOMAIN [FORMAT]', min: 2, changes: false, run: onDomain('zones', ({ item, args }) => asJson(args[2], () => listing(item.records.map(recordRow))), { look: true }),
  },
};
