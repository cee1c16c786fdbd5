/** Who is let in: invited once, never without an owner, with a second factor, proven anew before what destroys. */
import { TOTP, Secret as Key } from 'otpauth';
import { io } from 'socket.io-client';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { openHouse, ownPage, type Answer, type House } from '#e2e/faults/house.ts';
import { hashOf } from './tokens.ts';

const password = 'correct-horse-battery';
let house: House;
let owner: Record<string, string>;
let calls = 0;
beforeAll(async () => {
  house = await openHouse({ databaseUrl: inject('databaseUrl') });
  owner = ownPage(await house.cookie('owner'));
});
afterAll(() => house[Symbol.asyncDispose]());

const from = (): Record<string, string> => ({ 'x-forwarded-for': `192.0.2.${++calls}`, 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0' });
const dataOf = <T>(answer: Answer): T => (answer.body as { result: { data: T } }).result.data;
const cookieOf = (answer: Answer): Record<string, string> => ownPage((answer.headers.getSetCookie()[0] ?? '').split(';')[0] ?? '');
const tokenOf = (url: string): string => url.split('#')[1] ?? '';
const login = (email: string, more: Record<string, unknown> = {}): Promise<Answer> => house.post('session.login', { email, password, ...more }, from());
const idOf = async (email: string): Promise<number> => (await house.pool.query<{ id: number }>('select id from staff where email = $1', [email])).rows[0]?.id ?? 0;
const me = (cookie: Record<string, string>): Promise<Answer> => house.get('session.me', undefined, cookie);
/** One moment for the whole file: the next code may begin while it runs. */
const begun = Date.now();
const codeOf = (key: string, seconds = 0): string => new TOTP({ secret: Key.fromBase32(key), digits: 6, period: 30 }).generate({ timestamp: begun + seconds * 1000 });
const refused = (message: string | RegExp, field?: string) => ({ error: { message: typeof message === 'string' ? message : expect.stringMatching(message), data: field === undefined ? {} : { field } } });

async function joined(email: string, role: string): Promise<Record<string, string>> {
  const { url } = dataOf<{ url: string }>(await house.post('people.invite', { email, role }, owner));
  return cookieOf(await house.post('join.accept', { token: tokenOf(url), name: email.split('@')[0], password }, from()));
}
const stale = (cookie: Record<string, string>) => house.pool.query("update staff_sessions set confirmed_at = now() - interval '11 minutes' where hash = $1", [hashOf((cookie['cookie'] ?? '').split('=')[1] ?? '')]);

describe('an invitation', () => {
  it('is shown once, kept as a hash, for one address and one use, and written down', async () => {
    const { url } = dataOf<{ url: string }>(await house.post('people.invite', { email: 'Ina@Brightwood.test', role: 'support' }, owner));
    expect(url).toMatch(/^http:\/\/localhost:\d+\/join#[\w-]{43}$/);
    expect((await house.pool.query<{ row: string }>('select to_jsonb(l)::text as row from staff_links l')).rows[0]?.row).not.toContain(tokenOf(url));
    expect(dataOf(await house.get('join.check', { token: tokenOf(url) }))).toEqual({ link: { email: 'ina@brightwood.test', role: 'support', joins: true } });
    const accept = { token: tokenOf(url), name: 'Ina', password, email: 'somebody@else.test', role: 'owner' };
    const answers = await Promise.all([1, 2, 3].map(() => house.post('join.accept', accept, from())));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 403, 403]);
    expect((await me(cookieOf(answers.find(({ status }) => status === 200) ?? answers[0] as Answer))).body).toMatchObject({ result: { data: { email: 'ina@brightwood.test', role: 'support' } } });
    const { rows } = await house.pool.query("select who, what, after ->> 'role' as role from audit where subject = 'ina@brightwood.test' order by id");
    expect(rows).toEqual([{ who: 'owner', what: 'people.invite', role: 'support' }, { who: 'Ina', what: 'people.join', role: 'support' }]);
    expect(await house.post('people.invite', { email: 'ina@brightwood.test', role: 'owner' }, owner)).toMatchObject({ status: 409 });
  });

  it('ends by a newer one, by being withdrawn, and with its time', async () => {
    const link = async () => tokenOf(dataOf<{ url: string }>(await house.post('people.invite', { email: 'ute@brightwood.test', role: 'readOnly' }, owner)).url);
    const works = async (token: string): Promise<boolean> => dataOf<{ link: unknown }>(await house.get('join.check', { token })).link !== null;
    const [first, second] = [await link(), await link()];
    expect([await works(first), await works(second)]).toEqual([false, true]);
    const { invites } = dataOf<{ invites: { id: number }[] }>(await house.get('people.list', undefined, owner));
    expect(dataOf(await house.post('people.withdraw', { id: invites[0]?.id }, owner))).toEqual({ ended: true });
    expect(await works(second)).toBe(false);
    const third = await link();
    await house.pool.query("update staff_links set expires_at = now() - interval '1 second'");
    expect(await works(third)).toBe(false);
    expect((await house.post('join.accept', { token: third, name: 'Ute', password }, from())).status).toBe(403);
  });
});

describe('an account', () => {
  it('that is switched off is out everywhere within a second, and comes back', async () => {
    const cookie = await joined('otto@brightwood.test', 'operator');
    const socket = io(house.url, { path: '/live', extraHeaders: { cookie: cookie['cookie'] ?? '' }, transports: ['websocket'], reconnection: false });
    await new Promise((done) => socket.once('connect', () => done(undefined)));
    const cut = new Promise<number>((done) => socket.once('disconnect', () => done(performance.now())));
    const id = await idOf('otto@brightwood.test');
    const asked = performance.now();
    expect((await house.post('people.disable', { id }, owner)).status).toBe(200);
    expect((await cut) - asked).toBeLessThan(1000);
    expect((await me(cookie)).status).toBe(401);
    expect(await login('otto@brightwood.test')).toMatchObject({ status: 401, body: refused('This account is switched off: ask an owner') });
    await house.post('people.enable', { id }, owner);
    expect((await login('otto@brightwood.test')).status).toBe(200);
  });

  it('of the last owner is neither demoted, switched off nor removed, also when two do it to each other', async () => {
    const id = await idOf('owner@brightwood.test');
    for (const [call, more] of [['changeRole', { role: 'admin' }], ['disable', {}], ['remove', {}]] as const) {
      expect(await house.post(`people.${call}`, { id, ...more }, owner)).toMatchObject({ status: 409, body: refused(/^owner is the last owner who can sign in/) });
    }
    const other = await joined('odo@brightwood.test', 'owner');
    const otherId = await idOf('odo@brightwood.test');
    const both = await Promise.all([house.post('people.changeRole', { id: otherId, role: 'admin' }, owner), house.post('people.changeRole', { id, role: 'admin' }, other)]);
    expect(both.filter(({ status }) => status === 200)).toHaveLength(1);
    await house.pool.query("update staff set role = case id when $1 then 'owner' else 'admin' end where id in ($1, $2)", [id, otherId]);
    owner = ownPage(await house.cookie('owner'));
  });

  it('gets a new password by a link, which ends the old one and every session and leaves the app in force', async () => {
    const cookie = await joined('petra@brightwood.test', 'support');
    const { url } = dataOf<{ url: string }>(await house.post('people.resetPassword', { id: await idOf('petra@brightwood.test') }, owner));
    expect((await me(cookie)).status).toBe(401);
    expect((await login('petra@brightwood.test')).status).toBe(401);
    const set = await house.post('join.setPassword', { token: tokenOf(url), password: 'another-horse-battery' }, from());
    expect([set.status, set.headers.getSetCookie()]).toEqual([200, []]);
    expect((await login('petra@brightwood.test', { password: 'another-horse-battery' })).status).toBe(200);
    expect((await house.post('join.setPassword', { token: tokenOf(url), password }, from())).status).toBe(403);
  });

  it('lists where it is signed in, and ends one session or all others', async () => {
    const here = await joined('sven@brightwood.test', 'operator');
    const there = cookieOf(await login('sven@brightwood.test'));
    const lines = dataOf<{ id: number; device: string; ip: string; own: boolean }[]>(await house.get('profile.sessions', undefined, here));
    expect(lines).toHaveLength(2);
    expect(lines.find(({ own }) => !own)).toMatchObject({ device: 'Firefox on Linux', ip: `192.0.2.${calls}` });
    await house.post('profile.revoke', { session: lines.find(({ own }) => !own)?.id }, here);
    expect([(await me(here)).status, (await me(there)).status]).toEqual([200, 401]);
    await login('sven@brightwood.test');
    expect(dataOf(await house.post('people.revoke', { id: await idOf('sven@brightwood.test'), session: null }, owner))).toEqual({ ended: 2 });
    expect((await me(here)).status).toBe(401);
  });

  it('keeps this session and no other when its password is changed', async () => {
    const here = await joined('paul@brightwood.test', 'operator');
    const there = cookieOf(await login('paul@brightwood.test'));
    const wrong = await house.post('profile.changePassword', { current: 'not-my-password', password: 'another-horse-battery' }, here);
    expect(wrong).toMatchObject({ status: 400, body: refused('This is not your password', 'password') });
    expect((await house.post('profile.changePassword', { current: password, password: 'another-horse-battery' }, here)).status).toBe(200);
    expect([(await me(here)).status, (await me(there)).status]).toEqual([200, 401]);
  });
});

describe('an authenticator app', () => {
  let key = '';
  let codes: string[] = [];
  let cookie: Record<string, string>;

  it('counts once a code of it was given, is stored sealed, and asks at the next sign-in', async () => {
    cookie = await joined('tess@brightwood.test', 'operator');
    const made = dataOf<{ key: string; uri: string; picture: { size: number; path: string } }>(await house.post('profile.beginTotp', {}, cookie));
    expect(made.uri).toMatch(/^otpauth:\/\/totp\/Hostwright:tess%40brightwood\.test\?.*secret=/);
    expect(made.picture.path).toMatch(/^(M\d+ \d+h1v1h-1z)+$/);
    ({ key } = made);
    expect((await login('tess@brightwood.test')).status).toBe(200);
    expect(await house.post('profile.confirmTotp', { code: '000000' }, cookie)).toMatchObject({ status: 400, body: refused(/not right/, 'code') });
    ({ codes } = dataOf<{ codes: string[] }>(await house.post('profile.confirmTotp', { code: codeOf(key) }, cookie)));
    expect(codes).toHaveLength(10);
    const { rows } = await house.pool.query<{ row: string }>("select to_jsonb(s)::text || (select string_agg(hash, ' ') from recovery_codes) as row from staff s where email = 'tess@brightwood.test'");
    for (const secret of [key, ...codes]) expect(rows[0]?.row).not.toContain(secret);
    expect(await login('tess@brightwood.test')).toMatchObject({ status: 401, body: refused(/code .* is missing/, 'code') });
    expect(await login('tess@brightwood.test', { code: codeOf(key) })).toMatchObject({ status: 401, body: refused(/used already/, 'code') });
  });

  it('takes a code once, also of two at the same moment, and a recovery code once', async () => {
    const both = await Promise.all([1, 2].map(() => login('tess@brightwood.test', { code: codeOf(key, 30) })));
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 401]);
    expect((await login('tess@brightwood.test', { code: codes[0]?.toUpperCase() })).status).toBe(200);
    expect((await login('tess@brightwood.test', { code: codes[0] })).status).toBe(401);
  });

  it('can not be guessed through, from however many addresses', async () => {
    const statuses: number[] = [];
    for (let tries = 0; tries < 11; tries++) statuses.push((await login('tess@brightwood.test', { code: '123456' })).status);
    expect(statuses.at(-1)).toBe(429);
    await house.post('people.resetTotp', { id: await idOf('tess@brightwood.test') }, owner);
    expect([(await me(cookie)).status, (await login('tess@brightwood.test')).status]).toEqual([401, 200]);
  });

  it('is wanted of everybody when the house says so, first of who says it', async () => {
    expect(await house.post('people.requireTotp', { on: true }, owner)).toMatchObject({ status: 409 });
    const { key: own } = dataOf<{ key: string }>(await house.post('profile.beginTotp', {}, owner));
    await house.post('profile.confirmTotp', { code: codeOf(own) }, owner);
    expect((await house.post('people.requireTotp', { on: true }, owner)).status).toBe(200);
    const late = cookieOf(await login('sven@brightwood.test'));
    expect(await me(late)).toMatchObject({ status: 200, body: { result: { data: { mustEnrol: true } } } });
    expect(await house.get('services.list', {}, late)).toMatchObject({ status: 403, body: refused(/second factor/, 'enrol') });
    expect((await house.post('profile.removeTotp', {}, owner)).status).toBe(409);
    const socket = io(house.url, { path: '/live', extraHeaders: { cookie: late['cookie'] ?? '' }, transports: ['websocket'], reconnection: false });
    expect(await new Promise((done) => socket.once('connect_error', ({ message }) => done(message)))).toBe('denied');
    await house.post('people.requireTotp', { on: false }, owner);
    await house.post('profile.removeTotp', {}, owner);
  });
});

describe('what destroys', () => {
  it('waits for a fresh proof, and goes on with it', async () => {
    const cookie = await joined('dora@brightwood.test', 'operator');
    const wish = { id: 404, domain: 'nothing.com', generation: 1 };
    expect((await house.post('services.terminate', wish, cookie)).status).toBe(404);
    await stale(cookie);
    expect(await house.post('services.terminate', wish, cookie)).toMatchObject({ status: 403, body: refused(/Prove once more/, 'confirm') });
    expect(await house.post('session.confirm', { proof: 'not-my-password' }, cookie)).toMatchObject({ status: 400 });
    expect((await house.post('session.confirm', { proof: password }, cookie)).status).toBe(200);
    expect((await house.post('services.terminate', wish, cookie)).status).toBe(404);
  });
});
