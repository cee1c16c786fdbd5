/** WHMCS's single sign-on: an address with a code that works once and for a minute, for a client's panel or an admin's dashboard. */
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { bearer, openHouse, ownPage, type Answer, type House } from '#e2e/faults/house.ts';
import { hashOf } from './tokens.ts';

let house: House;
let owner: Record<string, string>;
const anna = { id: 4, name: 'Anna Ops', email: 'Anna@whmcs.test' };
beforeAll(async () => {
  house = await openHouse({ databaseUrl: inject('databaseUrl') });
  owner = ownPage(await house.cookie('owner'));
  for (const at of [1, 2]) await house.post('service.create', { serviceId: at, clientId: 1, domain: `customer-${at}.com`, product: 'split', email: 'rosa@example.com', language: 'german' }, bearer(house.key));
});
afterAll(() => house[Symbol.asyncDispose]());

const dataOf = <T>(answer: Answer): T => (answer.body as { result: { data: T } }).result.data;
const ask = (input: Record<string, unknown>, key = house.key): Promise<Answer> => house.post('admin' in input && !('serviceId' in input) ? 'service.signOnStaff' : 'service.signOn', input, bearer(key));
const codeOf = (answer: Answer): string => dataOf<{ url: string }>(answer).url.split('#c=')[1] ?? '';
const enter = (code: string, headers: Record<string, string> = {}): Promise<Answer> => house.post('sso.enter', { code }, headers);
const lend = (role: string | null): Promise<Answer> => house.post('people.lendRole', { id: house.instanceId, role }, owner);
const cookieOf = (answer: Answer): Record<string, string> => ownPage((answer.headers.getSetCookie()[0] ?? '').split(';')[0] ?? '');

describe('a client', () => {
  it('comes to the panel of the one service, once, without a cookie', async () => {
    const answer = await ask({ serviceId: 1, as: 'client', language: 'german' });
    expect(dataOf<{ url: string }>(answer).url).toMatch(/^http:\/\/localhost:\d+\/sso#c=[\w-]{43}$/);
    const { rows } = await house.pool.query<{ row: string }>('select to_jsonb(s)::text as row from sign_ons s');
    expect(rows[0]?.row).not.toContain(codeOf(answer));
    const answers = await Promise.all([1, 2, 3].map(() => enter(codeOf(answer))));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 401, 401]);
    const got = answers.find(({ status }) => status === 200) as Answer;
    expect(got.headers.getSetCookie()).toEqual([]);
    const { entered } = dataOf<{ entered: { token: string; admin: null; view: { service: { domain: string } } } }>(got);
    expect(entered).toMatchObject({ admin: null, language: 'german', view: { service: { domain: 'customer-1.com' } } });
    expect((await house.post('embed.refresh', {}, bearer(entered.token))).status).toBe(200);
  });

  it('whom an admin stands in for signs as that admin', async () => {
    const answer = await enter(codeOf(await ask({ serviceId: 2, as: 'client', admin: anna })));
    expect(dataOf(answer)).toMatchObject({ as: 'client', entered: { admin: 'Anna Ops #4', view: { service: { domain: 'customer-2.com' } } } });
  });

  it('is not sent over after a minute, with a revoked key, or to a service of nobody or of another WHMCS', async () => {
    const late = codeOf(await ask({ serviceId: 1, as: 'client' }));
    expect(Number((await house.pool.query<{ s: number }>('select extract(epoch from expires_at - now()) as s from sign_ons where hash = $1', [hashOf(late)])).rows[0]?.s)).toBeLessThanOrEqual(60);
    await house.pool.query("update sign_ons set expires_at = now() - interval '1 second' where hash = $1", [hashOf(late)]);
    expect(await enter(late)).toMatchObject({ status: 401, body: { error: { message: 'This link was used or is older than a minute: open it once more in WHMCS' } } });
    expect((await ask({ serviceId: 404, as: 'client' })).status).toBe(404);
    const other = dataOf<{ id: number; key: string }>(await house.post('instances.add', { name: 'Other', origin: 'https://other.example' }, owner));
    expect((await ask({ serviceId: 1, as: 'client' }, other.key)).status).toBe(404);
    const { key } = dataOf<{ key: string }>(await house.post('instances.addKey', { id: house.instanceId }, owner));
    const code = codeOf(await ask({ serviceId: 1, as: 'client' }, key));
    await house.post('instances.revokeKey', { keyId: (await house.pool.query<{ id: number }>('select id from instance_keys where hash = $1', [hashOf(key)])).rows[0]?.id }, owner);
    expect((await enter(code)).status).toBe(401);
    expect((await enter('x'.repeat(43))).status).toBe(401);
  });
});

describe('an admin', () => {
  it('is refused with what to do while no role is lent', async () => {
    expect(await ask({ serviceId: 1, as: 'admin', admin: anna })).toMatchObject({ status: 412, body: { error: { message: 'Admins of Brightwood Hosting are not let into Hostwright yet: an owner chooses their role on its People page' } } });
    expect((await ask({ admin: anna })).status).toBe(412);
    expect((await lend('owner')).status).toBe(400);
  });

  it('comes to the Deploy tab of the service as an account of their own, with the lent role, and signs with name and WHMCS', async () => {
    await lend('support');
    expect((await ask({ serviceId: 1, as: 'admin' })).status).toBe(400);
    const answer = await enter(codeOf(await ask({ serviceId: 1, as: 'admin', admin: anna })));
    const { rows } = await house.pool.query<{ id: number }>("select id from services where external_id = '1' order by id limit 1");
    expect(dataOf(answer)).toEqual({ as: 'staff', to: `/services/${rows[0]?.id}/deploy` });
    expect((await house.get('session.me', undefined, cookieOf(answer))).body).toMatchObject({ result: { data: { name: 'Anna Ops (Brightwood Hosting)', email: 'anna@whmcs.test', role: 'support', whmcs: 'Brightwood Hosting' } } });
    expect((await house.post('services.suspend', { id: rows[0]?.id }, cookieOf(answer))).status).toBe(403);
    const again = await enter(codeOf(await ask({ admin: { ...anna, name: 'Anna\u202e Two' } })), cookieOf(answer));
    expect((await house.get('session.me', undefined, cookieOf(answer))).status).toBe(401);
    expect(dataOf(again)).toEqual({ as: 'staff', to: '/services' });
    expect((await house.pool.query("select name from staff where whmcs_admin_id = '4'")).rows).toEqual([{ name: 'Anna Two (Brightwood Hosting)' }]);
  });

  it('never comes in as one of ours that has the same address, and has no password here', async () => {
    const answer = await enter(codeOf(await ask({ admin: { id: 5, name: 'Owner', email: 'owner@brightwood.test' } })));
    expect((await house.get('session.me', undefined, cookieOf(answer))).body).toMatchObject({ result: { data: { role: 'support' } } });
    expect((await house.post('session.login', { email: 'anna@whmcs.test', password: '' }, { 'x-forwarded-for': '192.0.2.9' })).status).toBe(400);
    expect((await house.post('session.login', { email: 'anna@whmcs.test', password: 'anything-at-all' }, { 'x-forwarded-for': '192.0.2.9' })).status).toBe(401);
  });

  it('is out when the role is taken back, the account is switched off, or the key dies', async () => {
    const { key } = dataOf<{ key: string }>(await house.post('instances.addKey', { id: house.instanceId }, owner));
    const cookie = cookieOf(await enter(codeOf(await ask({ admin: anna }, key))));
    const status = async (): Promise<number> => (await house.get('session.me', undefined, cookie)).status;
    expect(await status()).toBe(200);
    await house.post('instances.revokeKey', { keyId: (await house.pool.query<{ id: number }>('select id from instance_keys where hash = $1', [hashOf(key)])).rows[0]?.id }, owner);
    expect(await status()).toBe(401);
    const { rows } = await house.pool.query<{ id: number }>("select id from staff where whmcs_admin_id = '4'");
    await house.post('people.disable', { id: rows[0]?.id }, owner);
    expect((await enter(codeOf(await ask({ admin: anna })))).status).toBe(403);
    expect((await house.post('people.changeRole', { id: rows[0]?.id, role: 'owner' }, owner)).status).toBe(409);
    const waiting = codeOf(await ask({ admin: { ...anna, id: 6 } }));
    await lend(null);
    expect((await enter(waiting)).status).toBe(412);
  });
});
