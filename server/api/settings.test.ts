/** The settings over the door: who may, what is written down, what can be taken back; and keys that are held to addresses and scopes. */
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { bearer, openHouse, ownPage, procedures, type Answer, type House } from '#e2e/faults/house.ts';
import { signTicket } from '#e2e/whmcs/ticket.ts';
import { scopeOf, scopes } from '#server/core/scopes.ts';
import { catalogue } from '#server/settings/catalogue.ts';

let house: House;
let owner: Record<string, string>;
beforeAll(async () => {
  house = await openHouse({ databaseUrl: inject('databaseUrl') });
  owner = ownPage(await house.cookie('owner'));
});
afterAll(() => house[Symbol.asyncDispose]());

const data = <T>(answer: Answer): T => (answer.body as { result: { data: T } }).result.data;
const refusal = ({ status, body }: Answer) => ({ status, ...(body as { error: { message: string; data: { field?: string } } }).error });
const deeds = async (what: string) => (await house.pool.query<{ who: string; subject: string; before: unknown; after: unknown }>('select who, subject, before, after from audit where what = $1 order by id', [what])).rows;
const from = (address: string): Record<string, string> => ({ 'x-forwarded-for': address });

describe('a change of a setting', () => {
  it('is in the log of deeds with what differs, secrets as dots, and so is its undo', async () => {
    const { change } = data<{ change: string }>(await house.post('settings.save', { key: 'autoSsl', value: { ...catalogue.autoSsl.fallback, freezeAfter: '5' } }, owner));
    await house.post('settings.save', { key: 'mailServer', value: { ...catalogue.mailServer.fallback, host: 'smtp.brightwood.test', password: 'canary-of-mail' } }, owner);
    await house.post('settings.save', { key: 'mailServer', value: { ...catalogue.mailServer.fallback, host: 'smtp.brightwood.test', password: 'canary-of-more' } }, owner);
    expect(await deeds('settings.save')).toEqual([
      { who: 'owner', subject: 'autoSsl', before: { freezeAfter: 3 }, after: { freezeAfter: 5 } },
      { who: 'owner', subject: 'mailServer', before: { host: '', password: '' }, after: { host: 'smtp.brightwood.test', password: '••••••' } },
      { who: 'owner', subject: 'mailServer', before: { password: '••••••' }, after: { password: '••••••' } },
    ]);
    expect(await house.post('settings.undo', { change }, owner)).toMatchObject({ status: 200 });
    expect(await deeds('settings.undo')).toEqual([{ who: 'owner', subject: 'autoSsl', before: { freezeAfter: 5 }, after: { freezeAfter: 3 } }]);
    expect(refusal(await house.post('settings.undo', { change }, owner))).toMatchObject({ status: 409, message: 'Auto-SSL was changed again since: set it by hand' });
    for (const answer of [await house.get('settings.all', undefined, owner), await house.get('settings.export', undefined, owner), await house.get('settings.deeds', {}, owner)]) expect(JSON.stringify(answer.body)).not.toContain('canary');
  });

  it('that is refused names its field and writes nothing, not even that it was tried', async () => {
    const before = await house.rows();
    expect(refusal(await house.post('settings.save', { key: 'autoSsl', value: { ...catalogue.autoSsl.fallback, fastSeconds: 9 } }, owner))).toMatchObject({ status: 400, message: 'Auto-SSL: At least 10 seconds', data: { field: 'fastSeconds' } });
    expect(await house.rows()).toEqual(before);
  });

  it('by YAML is of what was shown: it is refused when the settings have changed since', async () => {
    const text = data<{ text: string }>(await house.get('settings.export', undefined, owner)).text.replace('giveUpHours: 24', 'giveUpHours: 6');
    const compare = async () => data<{ differences: unknown[]; faults: unknown[]; mark: string }>(await house.post('settings.compare', { text }, owner));
    const shown = await compare();
    expect(shown).toMatchObject({ faults: [], differences: [{ key: 'queue', part: 'Put off for at most, hours', from: '24', to: '6' }] });
    await house.post('settings.save', { key: 'queue', value: { giveUpHours: 12 } }, owner);
    expect(refusal(await house.post('settings.import', { text, mark: shown.mark }, owner))).toMatchObject({ status: 409 });
    const { change } = data<{ change: string }>(await house.post('settings.import', { text, mark: (await compare()).mark }, owner));
    expect(await deeds('settings.import')).toEqual([{ who: 'owner', subject: 'queue', before: { giveUpHours: 12 }, after: { giveUpHours: 6 } }]);
    await house.post('settings.undo', { change }, owner);
    expect((await house.running.api.settings.all()).queue.giveUpHours).toBe(12);
  });
});

it('templates of websites are those of new services; what is there keeps what it has', async () => {
  const packages = async (serviceId: number) => {
    await house.post('service.create', { serviceId, clientId: 1, domain: `template-${serviceId}.com`, product: 'split', email: 'rosa@example.com' }, bearer(house.key));
    return Object.fromEntries((await house.pool.query<{ role: string; package: string }>("select role, package from placements p join services s on s.id = p.service_id where s.external_id = $1 and role <> 'dns'", [String(serviceId)])).rows.map((row) => [row.role, row.package]));
  };
  const before = await packages(81);
  const { change } = data<{ change: string }>(await house.post('settings.save', { key: 'provisioning', value: { ...catalogue.provisioning.fallback, webTemplate: 'wordpress' } }, owner));
  const after = await packages(82);
  expect([after['mail'], after['web'] === before['web']]).toEqual([before['mail'], false]);
  await house.post('settings.undo', { change }, owner);
  expect(await packages(83)).toEqual(before);
  expect(refusal(await house.post('settings.save', { key: 'provisioning', value: { ...catalogue.provisioning.fallback, webTemplate: "a'b" } }, owner))).toMatchObject({ status: 400, data: { field: 'webTemplate' } });
});

describe('a WHMCS', () => {
  it('has an API whose secret goes to its own address only, is never read again, and is in the log as dots', async () => {
    const api = { id: house.instanceId, url: 'http://127.0.0.1:1/billing', identifier: 'hostwright' };
    expect(await house.post('whmcs.saveApi', { ...api, secret: 'canary-of-whmcs', accessKey: 'canary-of-access' }, owner)).toMatchObject({ status: 200 });
    for (const call of ['whmcs.testApi', 'whmcs.saveApi']) expect(refusal(await house.post(call, { ...api, url: 'http://127.0.0.1:2/billing' }, owner))).toMatchObject({ status: 400, data: { field: 'secret' } });
    expect(refusal(await house.post('whmcs.testApi', api, owner)).status).toBe(412);
    expect(await house.post('whmcs.chooseDepartment', { id: api.id, department: '2' }, owner)).toMatchObject({ status: 200 });
    expect([...(await deeds('whmcs.saveApi')), ...(await deeds('whmcs.chooseDepartment'))]).toMatchObject([{ subject: 'Brightwood Hosting', before: { url: null, secret: null }, after: { identifier: 'hostwright', secret: '•••••• (new)', accessKey: '•••••• (new)' } }, { subject: 'Brightwood Hosting', after: { department: '2' } }]);
    const shown = await house.get('settings.deeds', {}, owner);
    expect(data<{ rows: unknown[] }>(shown).rows.slice(0, 2)).toMatchObject([{ what: 'whmcs.chooseDepartment' }, { what: 'whmcs.saveApi' }]);
    expect(JSON.stringify([(await house.get('whmcs.apis', undefined, owner)).body, shown.body, house.log])).not.toContain('canary');
    await house.post('whmcs.removeApi', { id: api.id }, owner);
  });

  it('has two keys at most, and says when and from where each was used', async () => {
    const id = house.instanceId;
    const { key } = data<{ key: string }>(await house.post('instances.addKey', { id }, owner));
    expect(refusal(await house.post('instances.addKey', { id }, owner))).toMatchObject({ status: 409, message: expect.stringMatching(/^Brightwood Hosting has two keys already/) });
    for (const one of [key, house.key]) expect(await house.get('service.ping', undefined, { ...bearer(one), ...from('198.51.100.9') })).toMatchObject({ status: 200 });
    const [row] = data<{ keys: { id: number; hint: string; usedAt: string; usedFrom: string }[] }[]>(await house.get('instances.list', undefined, owner));
    expect(row?.keys).toMatchObject([{ usedFrom: '198.51.100.9' }, { hint: key.slice(0, 9), usedFrom: '198.51.100.9' }]);
    await house.post('instances.revokeKey', { keyId: row?.keys[1]?.id }, owner);
    expect(await house.get('service.ping', undefined, bearer(key))).toMatchObject({ status: 401 });
    expect([...(await deeds('instances.addKey')), ...(await deeds('instances.revokeKey'))]).toMatchObject([{ after: { key: `${key.slice(0, 9)}…` } }, { before: { key: `${key.slice(0, 9)}…` } }]);
  });

  it('is held to its addresses, and shown on all of its origins', async () => {
    const set = { id: house.instanceId, name: 'Brightwood', origin: house.origin, origins: ['https://my.brightwood.test/some/path'], addresses: ['198.51.100.0/24'] };
    for (const [field, value] of [['addresses', ['198.51.100.0/99']], ['origins', ['not an address']], ['origin', 'ftp://x']] as const) expect(refusal(await house.post('instances.change', { ...set, [field]: value }, owner)).data.field).toMatch(new RegExp(`^${field}`));
    expect(await house.post('instances.change', set, owner)).toMatchObject({ status: 200 });
    expect(await house.get('service.ping', undefined, { ...bearer(house.key), ...from('198.51.100.9') })).toMatchObject({ status: 200 });
    expect(refusal(await house.get('service.ping', undefined, { ...bearer(house.key), ...from('203.0.113.9') }))).toMatchObject({ status: 403, message: 'This key may not be used from 203.0.113.9: allow the address in the dashboard (Settings, WHMCS)' });
    await house.post('service.create', { serviceId: 3, clientId: 1, domain: 'rosas-bakery.com', product: 'split', email: 'rosa@example.com' }, { ...bearer(house.key), ...from('198.51.100.9') });
    // A customer's browser is anywhere.
    for (const origin of [house.origin, 'https://my.brightwood.test']) expect(await house.post('embed.exchange', { ticket: signTicket({ key: house.key, origin, serviceId: '3' }) }, from('203.0.113.9'))).toMatchObject({ status: 200 });
    expect(refusal(await house.post('instances.add', { name: 'Other', origin: 'https://my.brightwood.test' }, owner))).toMatchObject({ status: 409, message: 'https://my.brightwood.test is connected already, as Brightwood' });
    expect(await deeds('instances.change')).toEqual([{ who: 'owner', subject: 'Brightwood Hosting', before: { name: 'Brightwood Hosting', origins: [], addresses: [] }, after: { name: 'Brightwood', origins: ['https://my.brightwood.test'], addresses: ['198.51.100.0/24'] } }]);
    expect(refusal(await house.post('instances.remove', { id: house.instanceId }, owner))).toMatchObject({ status: 409 });
    await house.post('instances.change', { ...set, addresses: [] }, owner);
  });
});

describe('a key for scripts', () => {
  const make = async (over: object = {}) => data<{ id: number; key: string }>(await house.post('apiKeys.add', { name: 'Nightly report', scopes: ['services:read'], instanceId: String(house.instanceId), days: '30', ...over }, owner));

  it('does what its scopes name and nothing else, whatever is added to the door', async () => {
    const keys = new Map(await Promise.all(scopes.map(async (scope) => [scope, (await make({ scopes: [scope] })).key] as const)));
    const wrong: string[] = [];
    for (const { name, type } of procedures.filter((one) => one.name.startsWith('service.'))) {
      for (const [scope, key] of keys) {
        const { status } = type === 'mutation' ? await house.post(name, {}, bearer(key)) : await house.get(name, {}, bearer(key));
        if ((status === 403) === (scopeOf(name) === scope)) wrong.push(`${name} ${scope} ${status}`);
      }
    }
    expect(wrong).toEqual([]);
    expect(refusal(await house.post('service.terminate', { serviceId: 3 }, bearer(keys.get('services:read') ?? '')))).toMatchObject({ status: 403, message: 'This key may not do this: it takes the scope services:end' });
    for (const name of ['settings.all', 'services.list']) expect(await house.get(name, {}, bearer(keys.get('services:read') ?? ''))).toMatchObject({ status: 401 });
    expect(await house.get('service.status', { serviceId: 3 }, bearer(keys.get('services:read') ?? ''))).toMatchObject({ status: 200 });
  });

  it('ends on its day, by a person, and outside of its addresses; kept is only its hash', async () => {
    const { id, key } = await make({ addresses: ['198.51.100.7'] });
    const ping = async (address = '198.51.100.7') => (await house.get('service.ping', undefined, { ...bearer(key), ...from(address) })).status;
    expect([await ping(), await ping('198.51.100.8')]).toEqual([200, 403]);
    await house.pool.query("update api_keys set expires_at = now() - interval '1 second' where id = $1", [id]);
    expect(await ping()).toBe(401);
    await house.pool.query('update api_keys set expires_at = null where id = $1', [id]);
    expect(await ping()).toBe(200);
    expect(await house.post('apiKeys.revoke', { id }, owner)).toMatchObject({ status: 200 });
    expect(await ping()).toBe(401);
    expect(await deeds('apiKeys.revoke')).toMatchObject([{ subject: 'Nightly report', before: { scopes: ['services:read'] } }]);
    expect(JSON.stringify((await house.pool.query('select * from api_keys')).rows)).not.toContain(key);
  });
});
