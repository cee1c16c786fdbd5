/** WHMCS's door from outside: what is refused, in which words, and that a refusal leaves nothing behind. */
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { bearer, openHouse, type Answer, type House } from '#e2e/faults/house.ts';
import { revokeKey } from '#server/auth/keys.ts';
import { spendCall } from '#server/auth/pace.ts';

let house: House;
const order = { serviceId: 7, clientId: 1, domain: 'rosas-bakery.com', product: 'split', email: 'rosa@example.com', name: 'Rosa Baker', options: {}, customFields: {}, language: 'english' };

beforeAll(async () => {
  house = await openHouse({ databaseUrl: inject('databaseUrl') });
});
afterAll(() => house[Symbol.asyncDispose]());

const create = (body: unknown, headers: Record<string, string> = bearer(house.key)): Promise<Answer> => house.post('service.create', body, headers);

/** One sentence, a reference, and nothing of our insides. */
function expectRefusal(answer: Answer, status: number, sentence: RegExp): void {
  expect(answer).toMatchObject({ status, body: { error: { message: expect.stringMatching(sentence), data: { httpStatus: status, ref: expect.stringMatching(/^[0-9A-F]{8}$/) } } } });
  const { error } = answer.body as { error: { message: string; data: Record<string, unknown> } };
  expect(error.message.length).toBeLessThan(200);
  expect(error.message).not.toMatch(/\n|[[{]"|ZodError|\bat \S+:\d+/);
  expect(Object.keys(error.data).filter((key) => !['code', 'httpStatus', 'path', 'ref', 'retryable', 'field'].includes(key))).toEqual([]);
}

type Case = readonly [what: string, send: () => Promise<Answer>, status: number, sentence: RegExp];

const refused: readonly Case[] = [
  ['no key', () => create(order, {}), 401, /^The API key is missing or wrong/],
  ['a wrong key', () => create(order, bearer(`hw_${'x'.repeat(43)}`)), 401, /^The API key/],
  ['a key of another kind', () => create(order, { authorization: `Basic ${house.key}` }), 401, /^The API key/],
  ['a staff cookie in place of the key', async () => create(order, { cookie: await house.cookie('owner') }), 401, /^The API key/],
  ['an unknown product', () => create({ ...order, product: 'gold' }), 400, /^Product "gold" is not known/],
  ['no product', () => create({ ...order, product: '' }), 400, /^Product is missing$/],
  ['a domain that is none', () => create({ ...order, domain: 'not a domain' }), 400, /^Domain is not valid$/],
  ['no domain', () => create({ ...order, domain: undefined }), 400, /^Domain is missing$/],
  ['a domain under no public suffix', () => create({ ...order, domain: 'customer.invalid' }), 400, /public suffix/],
  ['an IP address for a domain', () => create({ ...order, domain: '203.0.113.7' }), 400, /^Domain/],
  ['a public suffix itself', () => create({ ...order, domain: 'co.uk' }), 400, /^Domain/],
  ['a domain that would stop a node', () => create({ ...order, domain: `${'a'.repeat(60)}.${'b'.repeat(30)}.com` }), 400, /longer than 82/],
  ['a domain with a command in it', () => create({ ...order, domain: 'x.com;reboot' }), 400, /^Domain is not valid$/],
  ['a domain with a substitution in it', () => create({ ...order, domain: '$(reboot).com' }), 400, /^Domain is not valid$/],
  ['a domain with a path', () => create({ ...order, domain: '../../etc/passwd' }), 400, /^Domain is not valid$/],
  ['a domain with a line break inside', () => create({ ...order, domain: 'rosa\n.com' }), 400, /^Domain is not valid$/],
  ['a domain that is a map', () => create({ ...order, domain: { $ne: '' } }), 400, /^Domain is missing$/],
  ['a service number with a quote', () => create({ ...order, serviceId: "7'--" }), 400, /^serviceId is not valid$/],
  ['no service number', () => create({ ...order, serviceId: null }), 400, /^serviceId is missing$/],
  ['an e-mail address with blanks', () => create({ ...order, email: 'rosa baker@example.com' }), 400, /mail/i],
  ['a short password', () => create({ ...order, password: 'short' }), 400, /^Password is shorter than 8/],
  ['a password that names a file', () => create({ ...order, password: '/etc/shadow' }), 400, /^Password begins with/],
  ['a password with a line break', () => create({ ...order, password: 'two\nlines-9' }), 400, /^Password holds control/],
  ['a limit that is none', () => create({ ...order, options: { web_disk_quota: 'lots' } }), 400, /^Website disk space is not a number/],
  ['options that are a list', () => create({ ...order, options: ['a'] }), 400, /map of options/],
  ['a name with a NUL', () => create({ ...order, name: 'Rosa\0' }), 400, /^name holds a character that can not be stored$/],
  ['a name with half a character', () => create({ ...order, name: 'Rosa \ud800' }), 400, /^name holds a character/],
  ['a language with a NUL', () => create({ ...order, language: 'english\0' }), 400, /^language holds a character/],
  ['a product with a NUL', () => create({ ...order, product: 'split\0' }), 400, /^product holds a character/],
  ['a NUL deep inside a map', () => create({ ...order, customFields: { size: { of: ['a\0'] } } }), 400, /^of holds a character/],
  ['a key with a NUL', () => create({ ...order, options: { 'a\0': 1 } }), 400, /^options holds a character/],
  ['a body nested a hundred thousand deep', () => create(`{"options":${'['.repeat(100_000)}${']'.repeat(100_000)}}`), 400, /./],
  ['a name that is a map', () => create({ ...order, name: { first: 'Rosa' } }), 400, /^name is not a text$/],
  ['no key and broken JSON: the key is looked at first', () => create('{', {}), 401, /^The API key/],
  ['broken JSON', () => create('{"serviceId":7,'), 400, /^The request is not valid JSON$/],
  ['an empty body', () => create(''), 400, /./],
  ['a list for a body', () => create('[]'), 400, /./],
  ['JSON inside an envelope', () => create({ json: order }), 400, /./],
  ['a form', () => create('serviceId=7', { ...bearer(house.key), 'content-type': 'application/x-www-form-urlencoded' }), 415, /content.type/i],
  ['JSON labelled as text, as a form of another site can send it', () => create(order, { ...bearer(house.key), 'content-type': 'text/plain' }), 415, /content.type/i],
  ['a body over 256 KB', () => create({ ...order, name: 'x'.repeat(300_000) }), 413, /./],
  ['a GET to a mutation', () => house.get('service.create', order, bearer(house.key)), 405, /./],
  ['a POST to a query', () => house.post('service.status', { serviceId: 7 }, bearer(house.key)), 405, /./],
  ['an unknown procedure', () => house.post('service.destroy', order, bearer(house.key)), 404, /./],
  ['a procedure by a slash', () => house.post('service/create', order, bearer(house.key)), 404, /./],
  ['the status of an unknown service', () => house.get('service.status', { serviceId: 99 }, bearer(house.key)), 404, /^Service 99 is not known here$/],
  ['a status with broken input', () => house.get('service.status', '{', bearer(house.key)), 400, /not valid JSON/],
  ['a retry of an unknown service', () => house.post('service.retry', { serviceId: 99 }, bearer(house.key)), 404, /^Service 99/],
];

describe('the door refuses, and writes nothing', () => {
  it.each(refused)('%s', async (_, send, status, sentence) => {
    await house.cookie('owner');
    const before = await house.rows();
    expectRefusal(await send(), status, sentence);
    const after = await house.rows();
    expect({ ...after, 'public.staff_sessions': 0 }).toEqual({ ...before, 'public.staff_sessions': 0 });
  });

  it('a revoked key, at once', async () => {
    const owner = await house.cookie('owner');
    const headers = { cookie: owner, 'sec-fetch-site': 'same-origin' };
    const made = await house.post('instances.addKey', { id: house.instanceId }, headers);
    const { key } = (made.body as { result: { data: { key: string } } }).result.data;
    expect((await house.get('service.ping', undefined, bearer(key))).status).toBe(200);
    const { rows } = await house.pool.query<{ id: number }>('select max(id) as id from instance_keys');
    await revokeKey(house.running.api.db, rows[0]?.id ?? 0);
    const before = await house.rows();
    expectRefusal(await create(order, bearer(key)), 401, /^The API key/);
    expect(await house.rows()).toEqual(before);
  });

  it('a product without a node for one of its roles', async () => {
    await using small = await openHouse({ databaseUrl: inject('databaseUrl'), roles: ['web', 'mail'] });
    const before = await small.rows();
    expectRefusal(await small.post('service.create', order, bearer(small.key)), 412, /^No node of the group has the role dns/);
    expect(await small.rows()).toEqual(before);
  });

  it('an error of ours: only its reference goes out, the rest is in the log', async () => {
    const { pool } = house;
    await pool.query('alter table products rename to products_away');
    try {
      const answer = await create({ ...order, serviceId: 8, domain: 'broken.com' });
      expectRefusal(answer, 500, /^Internal error \(ref [0-9A-F]{8}\)$/);
      const ref = /ref (\w+)/.exec(JSON.stringify(answer.body))?.[1] ?? '-';
      expect(house.log.some((line) => line.includes(ref) && line.includes('products'))).toBe(true);
    } finally {
      await pool.query('alter table products_away rename to products');
    }
  });
});

describe('how much one may ask', () => {
  const ping = async (key: string, address: string): Promise<Answer> => house.get('service.ping', undefined, { ...bearer(key), 'x-forwarded-for': address });

  it('of one address sixty wrong keys a minute are looked up; who comes with a right one from there goes on, and other addresses do not notice', async () => {
    const [stranger, elsewhere] = ['203.0.113.66', '203.0.113.67'];
    const { key } = ((await house.post('instances.addKey', { id: house.instanceId }, { cookie: await house.cookie('owner'), 'sec-fetch-site': 'same-origin' })).body as { result: { data: { key: string } } }).result.data;
    for (let at = 0; at < 60; at++) expect((await ping(`hw_wrong-${at}`, stranger)).status).toBe(401);
    expectRefusal(await ping('hw_wrong-again', stranger), 429, /^Too many calls with wrong keys came from 203\.0\.113\.66: put the right key in, then try again in \d+ seconds$/);
    for (const right of [key, house.key]) expect((await ping(right, stranger)).status, 'WHMCS, which was not heard of for five minutes, is not locked out').toBe(200);
    expect((await ping('hw_wrong-again', elsewhere)).status).toBe(401);
    // Whoever has one address of IPv6 has a network of them.
    for (let at = 0; at < 60; at++) expect((await ping(`hw_wrong-${at}`, `2001:db8:7:9::${at.toString(16)}`)).status).toBe(401);
    expect([(await ping('hw_wrong', '2001:db8:7:9:a:b:c:d')).status, (await ping('hw_wrong', '2001:db8:7:a::1')).status]).toEqual([429, 401]);
  });

  it('of one key no more than what runs wild, and that says until when', async () => {
    const { key } = ((await house.post('apiKeys.add', { name: 'loop', scopes: ['services:read'], instanceId: house.instanceId, days: 1 }, { cookie: await house.cookie('owner'), 'sec-fetch-site': 'same-origin' })).body as { result: { data: { key: string } } }).result.data;
    const accounts = (): Promise<Answer> => house.get('service.accounts', undefined, bearer(key));
    expect((await accounts()).status).toBe(200);
    for (let at = 0; at < 5998; at++) await spendCall(key);
    // One that is refused counts as well.
    expect((await house.post('service.terminate', { serviceId: 1 }, bearer(key))).status).toBe(403);
    expectRefusal(await accounts(), 429, /^This key was used more than 6,000 times within a minute: try again in \d+ seconds$/);
    expect((await house.get('service.accounts', undefined, bearer(house.key))).status).toBe(200);
  });
});

describe('what WHMCS asks of a service', () => {
  const send = (command: string, serviceId: number, more: object = {}): Promise<Answer> => house.post(`service.${command}`, { serviceId, ...more }, bearer(house.key));

  it('that is not there: terminated and renewed it is already, the rest is refused', async () => {
    expect(await send('terminate', 404)).toMatchObject({ status: 200, body: { result: { data: { serviceId: '404', state: 'none' } } } });
    expect(await send('renew', 404)).toMatchObject({ status: 200, body: { result: { data: { renewed: true } } } });
    for (const command of ['suspend', 'unsuspend']) expectRefusal(await send(command, 404), 404, /^This service is not provisioned here$/);
    expectRefusal(await send('changePassword', 404, { password: 'another-horse-7' }), 404, /not provisioned/);
    expectRefusal(await send('changePackage', 404, { product: 'split' }), 404, /not provisioned/);
  });

  it('that is being built: the wish is written, the answer says so, the same again is the same', async () => {
    await create({ ...order, serviceId: 70, domain: 'wished.com' });
    for (const _ of [1, 2]) expect(await send('suspend', 70)).toMatchObject({ status: 200, body: { result: { data: { serviceId: '70', state: 'deploying', wanted: 'suspended', generation: 1 } } } });
    expect(await send('changePackage', 70, { product: 'split', options: [] })).toMatchObject({ status: 200 });
    expectRefusal(await send('changePackage', 70, { product: 'gold' }), 400, /^Product "gold" is not known/);
    expectRefusal(await send('changePassword', 70, { password: 'short' }), 400, /^Password is shorter/);
    for (const _ of [1, 2]) expect(await send('terminate', 70)).toMatchObject({ status: 200, body: { result: { data: { state: 'terminating', wanted: 'terminated', generation: 2 } } } });
    expectRefusal(await send('unsuspend', 70), 409, /^This service is being terminated$/);
    expectRefusal(await create({ ...order, serviceId: 70, domain: 'wished.com' }), 409, /^Termination is still running/);
  });
});

describe('the same order again', () => {
  it('gives the same answer and writes nothing', async () => {
    const first = await create({ ...order, serviceId: 20, domain: 'again.com' });
    const before = await house.rows();
    const second = await create({ ...order, serviceId: '20', domain: 'WWW.Again.com.' });
    expect(second).toMatchObject({ status: 200, body: first.body });
    expect(await house.rows()).toEqual(before);
  });

  it('is refused with another domain or product, naming both', async () => {
    await create({ ...order, serviceId: 21, domain: 'first.com' });
    const before = await house.rows();
    expectRefusal(await create({ ...order, serviceId: 21, domain: 'second.com' }), 409, /first\.com.*second\.com/);
    expectRefusal(await create({ ...order, serviceId: 21, domain: 'first.com', product: 'split-big' }), 409, /split .*split-big/);
    expectRefusal(await create({ ...order, serviceId: 22, domain: 'first.com' }), 409, /^Domain first\.com already belongs to service #\d+$/);
    expect(await house.rows()).toEqual(before);
  });

  it('twenty times at once makes one service', async () => {
    const before = await house.rows();
    const answers = await Promise.all(Array.from({ length: 20 }, () => create({ ...order, serviceId: 30, domain: 'twenty.com' })));
    expect(new Set(answers.map((answer) => JSON.stringify([answer.status, answer.body]))).size).toBe(1);
    expect(answers[0]?.status).toBe(200);
    const after = await house.rows();
    expect((after['public.services'] ?? 0) - (before['public.services'] ?? 0)).toBe(1);
    expect((after['public.tasks'] ?? 0) - (before['public.tasks'] ?? 0)).toBe(19);
  });

  it('one domain by twenty services at once is one service and nineteen conflicts', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, (_, at) => create({ ...order, serviceId: 100 + at, domain: 'wanted.com' })));
    expect(answers.filter((answer) => answer.status === 200)).toHaveLength(1);
    for (const answer of answers.filter((one) => one.status !== 200)) expectRefusal(answer, 409, /^Domain wanted\.com already belongs/);
  });
});

describe("PHP's habits", () => {
  const habits: readonly (readonly [what: string, change: Record<string, unknown>])[] = [
    ['numbers as text', { serviceId: '40', clientId: '1' }],
    ['numbers as numbers', { serviceId: 40, clientId: 1 }],
    ['an empty map as an empty list', { options: [], customFields: [] }],
    ['null for what is empty', { name: null, language: null, password: null, options: null, customFields: null }],
    ['an empty password', { password: '' }],
    ['numbers in options as text', { options: { web_disk_quota: '2048', mail_accounts: '' } }],
    ['blanks around', { domain: ' habit.com ', email: ' rosa@example.com ', product: 'split ' }],
    ['an IDN', { domain: 'bäckerei-rosa.de' }],
    ['keys that are not known', { addonId: 3, serverId: '', __proto__x: 1 }],
    ['a name of any script', { name: '山田 太郎 🥐' }],
  ];
  it.each(habits)('are taken: %s', async (what, change) => {
    const at = habits.findIndex(([name]) => name === what);
    const answer = await create({ ...order, serviceId: 200 + at, domain: `habit-${at}.com`, ...change });
    expect(answer).toMatchObject({ status: 200, body: { result: { data: { state: 'deploying', generation: 1 } } } });
    await house.pool.query('update services set live = false where id = $1', [(answer.body as { result: { data: { id: number } } }).result.data.id]);
    await house.pool.query("update services set external_id = 'gone-' || id where not live");
  });

  it('unknown keys are written to the log, by name alone', async () => {
    await create({ ...order, serviceId: 60, domain: 'unknown-keys.com', moduleCanary: 'value-that-stays-out' });
    const line = house.log.find((one) => one.includes('moduleCanary'));
    expect(line).toBeDefined();
    expect(house.log.join('')).not.toContain('value-that-stays-out');
  });

  it('what is null is empty, not the word null', async () => {
    const answer = await create({ ...order, serviceId: 61, domain: 'nobody.com', name: null, language: null });
    const { rows } = await house.pool.query<{ desired: { name: string; language: string } }>("select desired from services where domain = 'nobody.com'");
    expect(answer.status).toBe(200);
    expect(rows[0]?.desired).toMatchObject({ name: '', language: 'english' });
  });
});
