/** The rooms' doors: each customer in their own service, in the rooms of their product, and nowhere else. */
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { type Answer, bearer, type House, openHouse, ownPage } from '#e2e/faults/house.ts';
import { signTicket } from '#e2e/whmcs/ticket.ts';
import { newMailbox } from '#server/core/items/mailbox.ts';

let house: House;
let customers: readonly string[];
const data = <T>({ body }: Answer): T => (body as { result: { data: T } }).result.data;

async function customer(serviceId: string): Promise<string> {
  const answer = await house.post('embed.exchange', { ticket: signTicket({ key: house.key, origin: house.origin, serviceId }) }, { 'x-forwarded-for': '198.51.100.9' });
  return data<{ token: string }>(answer).token;
}

beforeAll(async () => {
  house = await openHouse({ databaseUrl: inject('databaseUrl') });
  for (const serviceId of ['1', '2']) await house.post('service.create', { serviceId, clientId: 1, domain: `customer${serviceId}.com`, product: 'split', email: 'rosa@example.com' }, bearer(house.key));
  await house.pool.query("update services set state = 'active', activated_at = now()");
  await house.pool.query("update operations set finished_at = now(), status = 'succeeded'");
  customers = await Promise.all(['1', '2'].map(customer));
});
afterAll(() => house[Symbol.asyncDispose]());

const as = (at: 0 | 1): Record<string, string> => bearer(customers[at] ?? '');
const rooms = (terms: object) => house.pool.query('update products set rooms = $1', [JSON.stringify(terms)]);
const box = { kind: 'mailbox', settings: newMailbox, password: 'blue-Kettle-19' };

describe('an item', () => {
  it('of another customer is not there, whatever is asked of it', async () => {
    const { id, rev } = data<{ id: number; rev: number }>(await house.post('embed.items.add', { ...box, name: 'mine' }, as(0)));
    for (const [verb, input] of [['change', { id, rev, settings: newMailbox }], ['remove', { id, rev }], ['undo', { id }], ['retry', { id }], ['discard', { id }], ['keep', { id, rev }], ['setBack', { id, rev }]] as const) {
      expect({ verb, status: (await house.post(`embed.items.${verb}`, input, as(1))).status }).toEqual({ verb, status: 404 });
    }
    expect(data<{ items: unknown[] }>(await house.get('embed.items.list', { kind: 'mailbox' }, as(1))).items).toEqual([]);
    const list = data<{ items: { name: string }[]; tasks: object[] }>(await house.get('embed.items.list', { kind: 'mailbox' }, as(0)));
    expect(list.items).toMatchObject([{ name: 'mine' }]);
    // No machine of ours, and no secret.
    expect(list.tasks).toMatchObject([{ target: '', node: null }]);
    expect(JSON.stringify(list)).not.toContain('Kettle');
  });

  it('is refused at its field, with nothing written', async () => {
    const before = await house.rows();
    const answer = await house.post('embed.items.add', { ...box, name: 'mine' }, as(0));
    expect(answer).toMatchObject({ status: 409, body: { error: { message: 'mine@customer1.com is there already', data: { field: 'name' } } } });
    expect(await house.post('embed.items.add', { ...box, name: 'x', password: '/tmp/x1234567' }, as(0))).toMatchObject({ status: 400, body: { error: { data: { field: 'password' } } } });
    expect(await house.rows()).toEqual(before);
  });
});

describe('a zone', () => {
  const text = (value: string) => ({ do: 'add', record: { name: '@', type: 'TXT', value, priority: null, ttl: 3600 } });
  const zone = async (at: 0 | 1) => data<{ rev: number; records: { value: string }[]; servers: unknown }>(await house.get('embed.dns.list', undefined, as(at)));

  it('is the customer’s own, without a machine of ours, and refused at its field with nothing written', async () => {
    expect(await house.post('embed.dns.change', { rev: 0, changes: [text('proof=1')] }, as(0))).toMatchObject({ status: 200, body: { result: { data: { rev: 1 } } } });
    expect((await zone(0)).records).toContainEqual(expect.objectContaining({ value: 'proof=1', from: 'own' }));
    expect(await zone(1)).toMatchObject({ rev: 0, servers: 2 });
    const before = await house.rows();
    expect(await house.post('embed.dns.change', { rev: 0, changes: [text('proof=2')] }, as(0))).toMatchObject({ status: 409, body: { error: { data: { field: 'rev' } } } });
    expect(await house.post('embed.dns.change', { rev: 1, changes: [text('"; x')] }, as(0))).toMatchObject({ status: 409, body: { error: { data: { field: 'value' } } } });
    for (const changes of [[], [{ do: 'burn' }], [{ ...text('x'), record: { name: '@', type: 'HINFO', value: 'x' } }], Array.from({ length: 1001 }, () => text('x'))]) expect((await house.post('embed.dns.change', { rev: 1, changes }, as(0))).status).toBe(400);
    expect(await house.rows()).toEqual(before);
  });

  it('is shown and not changed, or not there, where the product says so', async () => {
    await rooms({ dns: 'look' });
    expect((await zone(0)).rev).toBe(1);
    expect((await house.post('embed.dns.change', { rev: 1, changes: [text('x')] }, as(0))).status).toBe(403);
    expect((await house.post('embed.dns.retry', undefined, as(0))).status).toBe(403);
    await rooms({ dns: 'hidden' });
    expect((await house.get('embed.dns.list', undefined, as(0))).status).toBe(404);
    await rooms({});
  });
});

describe('a product that does not let customers do everything', () => {
  it('shows a room without letting it be changed, and hides another', async () => {
    const { id, rev } = data<{ id: number; rev: number }>(await house.post('embed.items.add', { ...box, name: 'seen' }, as(0)));
    await rooms({ mailboxes: 'look', ftp: 'hidden', ssl: 'look' });
    expect((await house.get('embed.items.list', { kind: 'mailbox' }, as(0))).status).toBe(200);
    expect(await house.post('embed.items.add', { ...box, name: 'more' }, as(0))).toMatchObject({ status: 403, body: { error: { message: 'Mailboxes: your plan shows this and leaves changes to us. Write to us for one' } } });
    expect((await house.post('embed.items.remove', { id, rev }, as(0))).status).toBe(403);
    expect((await house.post('embed.certificates.check', { role: 'web' }, as(0))).status).toBe(403);
    expect((await house.get('embed.items.list', { kind: 'ftp' }, as(0))).status).toBe(404);
    const staff = ownPage(await house.cookie('operator'));
    const { rows: [own] } = await house.pool.query<{ id: number }>("select id from services where external_id = '1'");
    expect((await house.post('items.remove', { service: own?.id, id, rev }, staff)).status).toBe(200);
    await rooms({});
  });

  it('is saved by its editor, and refuses a room or a right that there is not', async () => {
    const owner = ownPage(await house.cookie('owner'));
    const product = { slug: 'quiet', name: 'Quiet', mode: 'split', groupId: house.groupId, roles: ['web'], limits: {}, rooms: { cron: 'hidden' } };
    const { limits } = data<{ slug: string; limits: object }[]>(await house.get('products.list', undefined, owner))[0] ?? { limits: {} };
    expect((await house.post('products.save', { ...product, limits }, owner)).status).toBe(200);
    expect(data<{ slug: string }[]>(await house.get('products.list', undefined, owner)).find(({ slug }) => slug === 'quiet')).toMatchObject({ rooms: { cron: 'hidden' } });
    for (const wrong of [{ kitchen: 'look' }, { cron: 'burn' }]) expect((await house.post('products.save', { ...product, limits, slug: 'other', rooms: wrong }, owner)).status).toBe(400);
  });
});

describe('the account', () => {
  const password = 'green-Teapot-77';
  const asAdmin = async (claims: object): Promise<Record<string, string>> => {
    const answer = await house.post('embed.exchange', { ticket: signTicket({ key: house.key, origin: house.origin, serviceId: '1', act: 'masquerade', ...claims }) }, { 'x-forwarded-for': '198.51.100.9' });
    return bearer(data<{ token: string }>(answer).token);
  };
  const deeds = async (headers: Record<string, string>, path = 'embed.account.history', input: object = {}) => data<{ deeds: { kind: string; who: string; by: string | null; about: string | null }[] }>(await house.get(path, input, headers)).deeds;

  it('has one password, set by an operation that names who asked, and no secret in it', async () => {
    await house.pool.query("update placements set fact = jsonb_build_object('suspended', false, 'package', package, 'password', 1)");
    expect((await house.post('embed.account.changePassword', { password: '/etc/passwd1' }, as(0))).status).toBe(400);
    expect((await house.post('embed.account.changePassword', { password }, as(0))).status).toBe(200);
    expect((await deeds(as(0)))[0]).toMatchObject({ kind: 'changePassword', who: 'you', by: null });
    expect(JSON.stringify(await house.rows())).not.toContain('Teapot');
    await house.pool.query("update operations set finished_at = now(), status = 'succeeded'");
  });

  it('of whoever looks in the customer’s place is signed by them: staff read who, the customer that it was the provider', async () => {
    for (const [claims, name, by] of [[{ name: 'Jane Doe', uid: 4 }, 'jane', 'Jane Doe #4, in the customer’s place'], [{ uid: undefined }, 'whmcs', 'WHMCS admin, in the customer’s place']] as const) {
      const admin = await asAdmin(claims);
      expect(await house.post('embed.items.add', { ...box, name }, admin)).toMatchObject({ status: 200 });
      expect((await deeds(as(0)))[0]).toMatchObject({ kind: 'change', who: 'provider', by: null, about: `${name}@customer1.com` });
      const { rows: [own] } = await house.pool.query<{ id: number }>("select id from services where external_id = '1'");
      expect((await deeds(ownPage(await house.cookie('operator')), 'account.history', { service: own?.id }))[0]).toMatchObject({ by });
    }
    expect(JSON.stringify(await deeds(as(0)))).not.toContain('Jane D');
  });

  it('is where the product says, and of another customer nothing is read', async () => {
    expect(JSON.stringify(await deeds(as(1)))).not.toContain('customer1');
    await rooms({ account: 'look' });
    expect((await house.post('embed.account.changePassword', { password }, as(0))).status).toBe(403);
    await rooms({ account: 'hidden' });
    expect((await house.get('embed.account.history', {}, as(0))).status).toBe(404);
    await rooms({});
  });
});

describe('a service that rests', () => {
  it('is read and not changed, whatever is asked, with the reason', async () => {
    const input: Record<string, object | undefined> = {
      'embed.items.add': { ...box, name: 'late' }, 'embed.items.undo': { id: 1 }, 'embed.dns.change': { rev: 1, changes: [] }, 'embed.site.change': { rev: 1, settings: {} }, 'embed.certificates.check': { role: 'web' }, 'embed.account.changePassword': { password: 'green-Teapot-77' }, 'embed.sync': undefined, 'embed.retry': undefined,
    };
    const before = await house.rows();
    for (const [state, why] of [['suspended', /^The service is suspended/], ['terminating', /^The service is being closed/]] as const) {
      await house.pool.query('update services set state = $1', [state]);
      for (const [name, body] of Object.entries(input)) expect([name, await house.post(name, body, as(0))]).toMatchObject([name, { status: 409, body: { error: { message: expect.stringMatching(why) } } }]);
      expect((await house.get('embed.items.list', { kind: 'mailbox' }, as(0))).status).toBe(200);
    }
    await house.pool.query("update services set state = 'active'");
    expect(await house.rows()).toEqual(before);
  });

  it('a name under the provider’s domain has the trimmed set and no other', async () => {
    await house.pool.query(`update services set desired = jsonb_set(desired, '{vanity}', '{"name":"rosa","shared":"brightwood.net"}') where external_id = '2'`);
    for (const kind of ['mailbox', 'database', 'ftp', 'cron']) expect((await house.get('embed.items.list', { kind }, as(1))).status).toBe(404);
    expect((await house.get('embed.dns.list', undefined, as(1))).status).toBe(404);
    expect((await house.get('embed.account.history', {}, as(1))).status).toBe(200);
  });
});
