/** Who may call what: every procedure against every kind of caller. A procedure without a row here fails. */
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { bearer, openHouse, ownPage, procedures, type Answer, type House } from '#e2e/faults/house.ts';
import { signTicket } from '#e2e/whmcs/ticket.ts';
import { makeKey, revokeKey } from '#server/auth/keys.ts';
import { hashOf } from '#server/auth/tokens.ts';
import { abilities, abilitiesOf, type StaffRole, staffRoles } from '#server/core/staff-roles.ts';

/** `own`: anybody of the staff, for their own account. `sure` are those of the others that want a fresh proof. */
const kinds = ['anybody', 'whmcs', 'embed', 'own', ...abilities] as const;
type Kind = (typeof kinds)[number];

const table: Record<Kind, readonly string[]> = {
  anybody: ['embed.exchange', 'embed.brand', 'session.login', 'setup.check', 'setup.owner', 'join.check', 'join.accept', 'join.setPassword', 'sso.enter'],
  whmcs: ['service.create', 'service.status', 'service.ping', 'service.retry', 'service.suspend', 'service.unsuspend', 'service.terminate', 'service.forceTerminate', 'service.changePassword', 'service.changePackage', 'service.repair', 'service.renew', 'service.redeploy', 'service.deleted', 'service.products', 'service.usage', 'service.accounts', 'service.changes', 'service.signOn', 'service.signOnStaff', 'service.pending', 'service.told', 'service.queued'],
  embed: ['embed.refresh', 'embed.retry', 'embed.usage', 'embed.sync', 'embed.pointing', 'embed.account.history', 'embed.account.changePassword', 'embed.certificates.check', 'embed.certificates.issue', 'embed.certificates.upload', 'embed.certificates.remove', 'embed.backups.look', 'embed.backups.plans', 'embed.backups.plan', 'embed.backups.parts', 'embed.backups.restore', 'embed.backups.link', 'embed.files.open', 'embed.files.list', 'embed.files.read', 'embed.files.write', 'embed.files.rename', 'embed.files.remove', 'embed.files.makeFolder', 'embed.files.setMode', 'embed.files.take', 'embed.files.put', 'embed.items.list', 'embed.items.add', 'embed.items.change', 'embed.items.remove', 'embed.items.undo', 'embed.items.retry', 'embed.items.discard', 'embed.items.keep', 'embed.items.setBack', 'embed.site.change', 'embed.site.retry', 'embed.mail.change', 'embed.mail.retry', 'embed.mail.health', 'embed.dns.list', 'embed.dns.change', 'embed.dns.retry'],
  own: ['session.logout', 'session.me', 'session.confirm', 'profile.read', 'profile.save', 'profile.changePassword', 'profile.beginTotp', 'profile.confirmTotp', 'profile.removeTotp', 'profile.newCodes', 'profile.sessions', 'profile.revoke'],
  look: [
    'services.list', 'services.byId', 'services.pointing', 'services.contents', 'services.orphans', 'services.moduleQueue', 'account.history', 'zones.byService', 'zones.look', 'backups.plans', 'backups.parts', 'items.list', 'mail.health', 'dns.list', 'tasks.list', 'tasks.byId', 'tasks.log', 'tasks.leftover',
    'nodes.list', 'nodes.byId', 'groups.list', 'products.list', 'products.preview', 'products.choices', 'products.dryRun', 'instances.list', 'settings.all', 'settings.shades', 'settings.sizes', 'settings.export', 'settings.deeds', 'notifications.list', 'notifications.deliveries', 'apiKeys.list', 'whmcs.apis', 'whmcs.preview', 'whmcs.strays', 'fleet.summary',
  ],
  care: [
    'services.changePassword', 'services.retryFailed', 'services.verify', 'services.syncNow', 'tasks.retry', 'tasks.resume', 'nodes.check', 'certificates.check', 'certificates.issue', 'certificates.upload', 'certificates.remove', 'backups.look', 'backups.plan', 'backups.restore', 'backups.link',
    'files.open', 'files.list', 'files.read', 'files.write', 'files.rename', 'files.remove', 'files.makeFolder', 'files.setMode', 'files.take', 'files.put', 'items.add', 'items.change', 'items.remove', 'items.undo', 'items.retry', 'items.discard', 'items.keep', 'items.setBack', 'items.look', 'site.change', 'site.retry', 'mail.change', 'mail.retry', 'dns.change', 'dns.retry',
  ],
  drive: ['services.create', 'services.repair', 'services.resyncRole', 'services.suspend', 'services.unsuspend', 'services.changePackage', 'services.setLimit', 'services.resetLimit', 'services.reset', 'services.redeploy', 'services.terminate', 'site.switch', 'tasks.cancel', 'tasks.skip', 'tasks.cleanUp'],
  house: ['nodes.fingerprint', 'nodes.newKey', 'nodes.probe', 'nodes.add', 'nodes.update', 'nodes.repin', 'nodes.rotateKey', 'nodes.takeKey', 'groups.save', 'products.save', 'settings.save', 'settings.logo', 'settings.undo', 'settings.compare', 'settings.import', 'settings.cleanUp', 'notifications.save', 'notifications.newSecret', 'notifications.remove', 'notifications.test', 'notifications.retry', 'whmcs.chooseDepartment', 'whmcs.compare', 'whmcs.departments', 'whmcs.testTicket'],
  people: [
    'whmcs.saveApi', 'whmcs.removeApi', 'whmcs.testApi', 'instances.add', 'instances.change', 'instances.remove', 'instances.addKey', 'instances.revokeKey', 'apiKeys.add', 'apiKeys.revoke', 'people.list', 'people.history', 'people.invite', 'people.withdraw', 'people.changeRole', 'people.disable', 'people.enable', 'people.remove', 'people.resetPassword', 'people.resetTotp', 'people.sessions', 'people.revoke', 'people.requireTotp', 'people.lendRole',
  ],
};
const sure = [
  'services.reset', 'services.redeploy', 'services.terminate', 'backups.restore', 'items.remove', 'files.remove', 'tasks.cleanUp', 'instances.add', 'instances.remove', 'instances.addKey', 'instances.revokeKey', 'apiKeys.add', 'apiKeys.revoke', 'whmcs.saveApi', 'whmcs.removeApi', 'people.invite', 'people.withdraw', 'people.changeRole', 'people.disable', 'people.enable', 'people.remove', 'people.resetPassword', 'people.resetTotp', 'people.revoke', 'people.requireTotp', 'people.lendRole',
  'profile.beginTotp', 'profile.confirmTotp', 'profile.removeTotp', 'profile.newCodes',
];
type Who = 'whmcs' | 'embed' | StaffRole;
const ofStaff = (role: StaffRole): readonly string[] => [...table.own, ...abilitiesOf[role].flatMap((ability) => table[ability])];
const ofCaller = (who: Who): readonly string[] => (who === 'whmcs' || who === 'embed' ? table[who] : ofStaff(who));
const allowed = (who: Who | null, name: string): boolean => table.anybody.includes(name) || (who !== null && ofCaller(who).includes(name));

let house: House;
let lonelyKey: string;
beforeAll(async () => {
  house = await openHouse({ databaseUrl: inject('databaseUrl') });
  await house.post('service.create', { serviceId: 1, clientId: 1, domain: 'rosas-bakery.com', product: 'split', email: 'rosa@example.com' }, bearer(house.key));
  lonelyKey = await makeKey(house.running.api.db, house.running.api.sealer, house.instanceId);
});
afterAll(() => house[Symbol.asyncDispose]());

async function embedToken(key = house.key): Promise<string> {
  const ticket = signTicket({ key, origin: house.origin, serviceId: '1' });
  const answer = await house.post('embed.exchange', { ticket }, { 'x-forwarded-for': `198.51.100.${Math.floor(Math.random() * 250)}` });
  return (answer.body as { result: { data: { token: string } } }).result.data.token;
}

async function expired(cookieOrToken: string, tableName: 'staff_sessions' | 'embed_sessions'): Promise<string> {
  const token = cookieOrToken.replace(/^hostwright=/, '');
  await house.pool.query(`update ${tableName} set expires_at = now() - interval '1 second' where hash = $1`, [hashOf(token)]);
  return cookieOrToken;
}

async function revokedWhmcs(): Promise<Record<string, string>> {
  const key = await makeKey(house.running.api.db, house.running.api.sealer, house.instanceId);
  const { rows } = await house.pool.query<{ id: number }>('select id from instance_keys where hash = $1', [hashOf(key)]);
  await revokeKey(house.running.api.db, rows[0]?.id ?? 0);
  return bearer(key);
}

/** Each call gets a caller of its own: some procedures end what they are called with. */
const callers: Record<string, { kind: Who | null; headers: () => Promise<Record<string, string>> }> = {
  nobody: { kind: null, headers: async () => ({}) },
  'WHMCS': { kind: 'whmcs', headers: async () => bearer(house.key) },
  'WHMCS with a revoked key': { kind: null, headers: revokedWhmcs },
  "a customer's frame": { kind: 'embed', headers: async () => bearer(await embedToken()) },
  "a customer's frame that expired": { kind: null, headers: async () => bearer(await expired(await embedToken(), 'embed_sessions')) },
  ...Object.fromEntries(staffRoles.map((role) => [`staff, ${role}`, { kind: role, headers: async () => ownPage(await house.cookie(role)) }])),
  'an owner whose session expired': { kind: null, headers: async () => ownPage(await expired(await house.cookie('owner'), 'staff_sessions')) },
  'an owner whose cookie comes as a bearer': { kind: null, headers: async () => bearer((await house.cookie('owner')).replace(/^hostwright=/, '')) },
  "a customer's token as a cookie": { kind: null, headers: async () => ownPage(`hostwright=${await embedToken()}`) },
};

const call = ({ name, type }: (typeof procedures)[number], headers: Record<string, string>): Promise<Answer> =>
  type === 'mutation' ? house.post(name, {}, headers) : house.get(name, {}, headers);

describe('rights', () => {
  it('every procedure has a row, and every row a procedure', () => {
    const rows = Object.values(table).flat();
    expect(rows.toSorted()).toEqual(procedures.map(({ name }) => name).toSorted());
    expect(new Set(rows).size).toBe(rows.length);
  });

  it.each(Object.entries(callers))('%s gets in exactly where the table says', async (who, { kind, headers }) => {
    const got: string[] = [];
    // An address of their own: so many wrong keys from one would be turned away for their number.
    const from = { 'x-forwarded-for': `198.51.100.${Object.keys(callers).indexOf(who) + 1}` };
    for (const procedure of procedures) {
      const answer = await call(procedure, { ...(await headers()), ...from });
      const turnedAway = answer.status === 401 || answer.status === 403;
      if (turnedAway === allowed(kind, procedure.name)) got.push(`${procedure.name} ${answer.status}`);
    }
    expect(got).toEqual([]);
  });

  it('an answer to the wrong caller names nothing but the way in', async () => {
    const answer = await house.post('nodes.add', {}, ownPage(await house.cookie('support')));
    expect(answer).toMatchObject({ status: 403, body: { error: { message: 'Your role does not allow this: it takes Owner or Admin' } } });
  });

  it('what destroys, and who is let in, wants a proof of the last ten minutes', async () => {
    const stale = ownPage(await house.cookie('owner'));
    await house.pool.query("update staff_sessions set confirmed_at = now() - interval '11 minutes'");
    const asked: string[] = [];
    for (const procedure of procedures.filter(({ name }) => ofStaff('owner').includes(name) && name !== 'session.logout')) {
      const answer = await call(procedure, stale);
      if (answer.status === 403) asked.push(`${procedure.name} ${(answer.body as { error: { data: { field: string } } }).error.data.field}`);
    }
    expect(asked.toSorted()).toEqual(sure.map((name) => `${name} confirm`).toSorted());
  });

  it('whoever must set up a second factor may do that and nothing else', async () => {
    const { settings } = house.running.api;
    await settings.save('requireTotp', true);
    const open: string[] = [];
    for (const procedure of procedures.filter(({ name }) => ofStaff('owner').includes(name) && name !== 'session.logout')) {
      if ((await call(procedure, ownPage(await house.cookie('owner')))).status !== 403) open.push(procedure.name);
    }
    await settings.save('requireTotp', false);
    expect(open.toSorted()).toEqual(table.own.filter((name) => name !== 'session.logout').toSorted());
  });
});

describe('one WHMCS and another', () => {
  it('do not see each other’s services', async () => {
    const owner = ownPage(await house.cookie('owner'));
    const added = await house.post('instances.add', { name: 'Other', origin: 'https://other.example' }, owner);
    const { key } = (added.body as { result: { data: { key: string } } }).result.data;
    expect(await house.get('service.status', { serviceId: 1 }, bearer(key))).toMatchObject({ status: 404 });
    expect(await house.post('service.retry', { serviceId: 1 }, bearer(key))).toMatchObject({ status: 404 });
    expect(await house.get('service.status', { serviceId: 1 }, bearer(lonelyKey))).toMatchObject({ status: 200 });
  });
});

describe('a mutation by cookie', () => {
  const from: readonly (readonly [string, Record<string, string>, number])[] = [
    ['our own page', { 'sec-fetch-site': 'same-origin' }, 200],
    ['another site', { 'sec-fetch-site': 'cross-site' }, 403],
    ['a sister site', { 'sec-fetch-site': 'same-site' }, 403],
    ['another site, by an old browser', { origin: 'https://evil.example' }, 403],
    ['a sandboxed page', { origin: 'null' }, 403],
    ['another site that claims our origin too late', { 'sec-fetch-site': 'cross-site', origin: 'http://localhost' }, 403],
    ['a script that is no browser', {}, 200],
  ];
  it.each(from)('from %s', async (_, headers, status) => {
    const cookie = await house.cookie('owner');
    await house.pool.query("delete from settings");
    const answer = await house.post('settings.save', { key: 'quorum', value: 2 }, { cookie, ...headers });
    expect(answer.status).toBe(status);
    const { rows } = await house.pool.query('select 1 from settings');
    expect(rows).toHaveLength(status === 200 ? 1 : 0);
  });

  it('is never JSON under the name of a form, which a page may send anywhere without asking', async () => {
    const cookie = await house.cookie('owner');
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data']) {
      expect((await house.post('settings.save', { key: 'quorum', value: 1 }, { cookie, 'content-type': type })).status).toBe(415);
    }
  });

  it('is not let in by CORS', async () => {
    const answer = await fetch(`${house.url}/api/trpc/settings.save`, { method: 'OPTIONS', headers: { origin: 'https://evil.example', 'access-control-request-method': 'POST' } });
    expect(answer.headers.get('access-control-allow-origin')).toBeNull();
    expect(answer.headers.get('access-control-allow-credentials')).toBeNull();
  });
});
