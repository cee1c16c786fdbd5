/** Signing in, the lock-out that hurts only the guesser, and the one-time link of the first start. */
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { openHouse, ownPage, type Answer, type House } from '#e2e/faults/house.ts';
import { newStaff } from './staff.ts';
import { hashOf } from './tokens.ts';

const person = { email: 'olga@brightwood.test', password: 'correct-horse-battery' };
let house: House;
let calls = 0;
beforeAll(async () => {
  house = await openHouse({ databaseUrl: inject('databaseUrl') });
  await newStaff(house.running.api.db, { ...person, name: 'Olga', role: 'owner' });
});
afterAll(() => house[Symbol.asyncDispose]());

/** From an address that nobody else uses, unless one is given. */
const login = (given: Partial<typeof person> = {}, headers: Record<string, string> = {}): Promise<Answer> =>
  house.post('session.login', { ...person, ...given }, { 'x-forwarded-for': `192.0.2.${++calls}`, ...headers });
const cookieOf = (answer: Answer): string => (answer.headers.getSetCookie()[0] ?? '').split(';')[0] ?? '';
const signedIn = async (cookie: string): Promise<boolean> => (await house.get('session.me', undefined, { cookie })).status === 200;

describe('signing in', () => {
  it('answers a cookie that scripts can not read and other sites do not send; only its hash is kept', async () => {
    const answer = await login({ email: 'OLGA@brightwood.test' });
    expect(answer).toMatchObject({ status: 200, body: { result: { data: { ok: true } } } });
    expect(answer.headers.getSetCookie()[0]).toMatch(/^hostwright=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Expires=/);
    const token = cookieOf(answer).replace('hostwright=', '');
    const { rows } = await house.pool.query<{ row: string }>('select to_jsonb(s)::text as row from staff_sessions s');
    expect(rows.some(({ row }) => row.includes(hashOf(token)))).toBe(true);
    expect(rows.some(({ row }) => row.includes(token))).toBe(false);
  });

  it('says the same of a wrong password and of an unknown address, and writes nothing', async () => {
    const before = await house.rows();
    const wrong = await login({ password: 'wrong-horse-battery' });
    const unknown = await login({ email: 'nobody@brightwood.test' });
    for (const answer of [wrong, unknown]) {
      expect(answer).toMatchObject({ status: 401, body: { error: { message: 'E-mail address or password is wrong' } } });
      expect(answer.headers.getSetCookie()).toEqual([]);
    }
    expect(await house.rows()).toEqual(before);
  });

  it('rotates the session: the old cookie of the same browser ends', async () => {
    const first = cookieOf(await login());
    const second = cookieOf(await login({}, { cookie: first }));
    expect(second).not.toBe(first);
    expect([await signedIn(first), await signedIn(second)]).toEqual([false, true]);
  });

  it('never takes a session that somebody else put into the browser', async () => {
    const planted = `hostwright=${'p'.repeat(43)}`;
    const got = cookieOf(await login({}, { cookie: planted }));
    expect(got).not.toBe(planted);
    expect(await signedIn(planted)).toBe(false);
  });

  it('ends with signing out, everywhere at once', async () => {
    const cookie = cookieOf(await login());
    const answer = await house.post('session.logout', {}, ownPage(cookie));
    expect(answer.headers.getSetCookie()[0]).toMatch(/^hostwright=; .*Expires=Thu, 01 Jan 1970/);
    expect(await signedIn(cookie)).toBe(false);
  });

  it('locks out the address that guesses, while the owner gets in from another', async () => {
    const from = { 'x-forwarded-for': '198.51.100.66' };
    const guesses: number[] = [];
    for (let tries = 0; tries < 8; tries++) guesses.push((await login({ password: `guess-number-${tries}` }, from)).status);
    expect(guesses).toEqual([401, 401, 401, 401, 401, 429, 429, 429]);
    expect((await login({}, from)).status).toBe(429);
    expect((await login()).status).toBe(200);
  });

  it('can not be guessed through by making up addresses in front of the proxy', async () => {
    const statuses: number[] = [];
    for (let tries = 0; tries < 7; tries++) statuses.push((await login({ password: 'guess-guess-guess' }, { 'x-forwarded-for': `10.9.9.${tries}, 198.51.100.67` })).status);
    expect(statuses.slice(-2)).toEqual([429, 429]);
  });
});

describe('with HTTPS in front', () => {
  it('the cookie is bound to this host and never goes over plain HTTP', async () => {
    await using safe = await openHouse({ databaseUrl: inject('databaseUrl'), env: { PUBLIC_URL: 'https://panel.brightwood.test' } });
    await newStaff(safe.running.api.db, { ...person, name: 'Olga', role: 'owner' });
    const answer = await safe.post('session.login', person, { 'x-forwarded-for': '192.0.2.250' });
    expect(answer.headers.getSetCookie()[0]).toMatch(/^__Host-hostwright=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; .*Secure$/);
    const plain = cookieOf(answer).replace('__Host-hostwright', 'hostwright');
    expect((await safe.get('session.me', undefined, { cookie: plain })).status).toBe(401);
    expect((await safe.get('session.me', undefined, { cookie: cookieOf(answer) })).status).toBe(200);
  });
});

describe('the set-up link', () => {
  const first = { email: 'first@brightwood.test', name: 'First', password: 'correct-horse-battery' };
  const linkOf = (at: House): string => at.running.setupUrl?.split('#')[1] ?? '';
  const owners = async (at: House): Promise<number> => (await at.pool.query("select 1 from staff where role = 'owner'")).rows.length;

  it('stands in the fragment, is kept hashed, and works once', async () => {
    await using fresh = await openHouse({ databaseUrl: inject('databaseUrl') });
    const token = linkOf(fresh);
    expect(fresh.running.setupUrl).toMatch(/\/setup#[\w-]{43}$/);
    const { rows } = await fresh.pool.query<{ hash: string }>('select hash from setup_links');
    expect(rows).toEqual([{ hash: hashOf(token) }]);
    expect(await fresh.get('setup.check', { token })).toMatchObject({ body: { result: { data: { valid: true } } } });
    const made = await fresh.post('setup.owner', { token, ...first });
    expect(made.status).toBe(200);
    expect((await fresh.get('session.me', undefined, { cookie: cookieOf(made) })).body).toMatchObject({ result: { data: { role: 'owner' } } });
    expect(await fresh.post('setup.owner', { token, ...first, email: 'second@brightwood.test' })).toMatchObject({ status: 403 });
    expect(await fresh.get('setup.check', { token })).toMatchObject({ body: { result: { data: { valid: false } } } });
    expect(await owners(fresh)).toBe(1);
    const { rows: deeds } = await fresh.pool.query('select who, what, subject, before, after from audit');
    expect(deeds).toEqual([{ who: 'First', what: 'setup.owner', subject: first.email, before: null, after: { role: 'owner' } }]);
  });

  it('makes one owner when two use it at once', async () => {
    await using fresh = await openHouse({ databaseUrl: inject('databaseUrl') });
    const answers = await Promise.all([1, 2, 3, 4].map((at) => fresh.post('setup.owner', { token: linkOf(fresh), ...first, email: `p${at}@brightwood.test` })));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 403, 403, 403]);
    expect(await owners(fresh)).toBe(1);
  });

  it('is void after 24 hours, when forged, and once an owner exists', async () => {
    await using fresh = await openHouse({ databaseUrl: inject('databaseUrl') });
    const { rows } = await fresh.pool.query<{ hours: number }>('select extract(epoch from expires_at - created_at) / 3600 as hours from setup_links');
    expect(Number(rows[0]?.hours)).toBeCloseTo(24, 1);
    expect(await fresh.post('setup.owner', { token: 'f'.repeat(43), ...first })).toMatchObject({ status: 403 });
    await fresh.pool.query("update setup_links set expires_at = now() - interval '1 second'");
    expect(await fresh.post('setup.owner', { token: linkOf(fresh), ...first })).toMatchObject({ status: 403 });
    await fresh.pool.query("update setup_links set expires_at = now() + interval '1 hour'");
    await newStaff(fresh.running.api.db, { ...first, role: 'owner' });
    expect(await fresh.post('setup.owner', { token: linkOf(fresh), ...first, email: 'late@brightwood.test' })).toMatchObject({ status: 403 });
    expect(await owners(fresh)).toBe(1);
  });

  it('refuses a weak password without using itself up', async () => {
    await using fresh = await openHouse({ databaseUrl: inject('databaseUrl') });
    expect(await fresh.post('setup.owner', { token: linkOf(fresh), ...first, password: 'short' })).toMatchObject({ status: 400, body: { error: { message: 'The password is shorter than 12 characters' } } });
    expect(await fresh.get('setup.check', { token: linkOf(fresh) })).toMatchObject({ body: { result: { data: { valid: true } } } });
  });
});
