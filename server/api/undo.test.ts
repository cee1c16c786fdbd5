/** What stands beside the catalogue is taken back like a setting: a connection, its API, a department, a target, a key that was revoked. */
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { bearer, openHouse, ownPage, type Answer, type House } from '#e2e/faults/house.ts';

let house: House;
let owner: Record<string, string>;
let admin: Record<string, string>;
beforeAll(async () => {
  house = await openHouse({ databaseUrl: inject('databaseUrl') });
  owner = ownPage(await house.cookie('owner'));
  admin = ownPage(await house.cookie('admin'));
});
afterAll(() => house[Symbol.asyncDispose]());

const data = <T>(answer: Answer): T => (answer.body as { result: { data: T } }).result.data;
const refusal = ({ status, body }: Answer) => ({ status, ...(body as { error: { message: string } }).error });
const lastDeed = async () => (await house.pool.query<{ what: string; subject: string; before: unknown; after: unknown }>('select what, subject, before, after from audit order by id desc limit 1')).rows[0];
const row = async (table: 'instances' | 'notify_targets' | 'instance_keys' | 'api_keys', id: number) => (await house.pool.query<Record<string, unknown>>(`select * from ${table} where id = $1`, [id])).rows[0];
/** Does it, and answers what undoes it. */
const change = async (name: string, input: object): Promise<string> => data<{ change: string }>(await house.post(name, input, owner)).change;
const undo = (one: string, by = owner): Promise<Answer> => house.post('settings.undo', { change: one }, by);

describe('at the same moment', () => {
  /** Both wait for the row, in the order in which they came, and then go on. */
  async function inOrder(holds: string, first: () => Promise<Answer>, second: () => Promise<Answer>): Promise<[Answer, Answer]> {
    const holder = await house.pool.connect();
    const waiting = async (count: number) => {
      while (((await house.pool.query<{ n: number }>("select count(*)::int as n from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()")).rows[0]?.n ?? 0) < count);
    };
    await holder.query('begin');
    await holder.query(holds);
    const one = first();
    await waiting(1);
    const two = second();
    await waiting(2);
    await holder.query('commit');
    holder.release();
    return Promise.all([one, two]);
  }
  const set = (name: string) => ({ id: house.instanceId, name, origin: house.origin, origins: [], addresses: [] });

  it('an undo takes back nothing that somebody wrote just before it', async () => {
    const one = await change('instances.change', set('Mine'));
    const [theirs, taken] = await inOrder(`select 1 from instances where id = ${house.instanceId} for update`, () => house.post('instances.change', set('Theirs'), owner), () => undo(one));
    expect([theirs.status, refusal(taken)]).toMatchObject([200, { status: 409 }]);
    expect(await row('instances', house.instanceId)).toMatchObject({ name: 'Theirs' });
    await house.post('instances.change', set('Brightwood Hosting'), owner);
  });

  it('a key that comes back and one that is added are not three together', async () => {
    await house.post('instances.addKey', { id: house.instanceId }, owner);
    const { rows } = await house.pool.query<{ id: number }>('select max(id) as id from instance_keys');
    const one = await change('instances.revokeKey', { keyId: rows[0]?.id });
    const [added, back] = await inOrder(`select 1 from instances where id = ${house.instanceId} for update`, () => house.post('instances.addKey', { id: house.instanceId }, owner), () => undo(one));
    expect([added.status, back.status]).toEqual([200, 409]);
    await house.pool.query('update instance_keys set revoked_at = now() where id > $1', [rows[0]?.id]);
  });

  it('a target that two people remove is removed once, and comes back', async () => {
    const { id } = data<{ id: number }>(await house.post('notifications.save', { kind: 'mail', name: 'Twice', events: ['nodeDown'], recipients: ['twice@brightwood.test'] }, owner));
    const remove = () => house.post('notifications.remove', { id }, owner);
    const [first, second] = await inOrder(`select 1 from notify_targets where id = ${id} for update`, remove, remove);
    expect([first.status, second.status]).toEqual([200, 404]);
    expect((await undo(data<{ change: string }>(first).change)).status).toBe(200);
    expect(await row('notify_targets', id)).toMatchObject({ removed_at: null });
    await house.pool.query('delete from notify_targets');
  });
});

describe('within a minute it is as it was before', () => {
  it('a connection, and what only an owner may set only an owner takes back', async () => {
    const before = await row('instances', house.instanceId);
    const one = await change('instances.change', { id: house.instanceId, name: 'Other', origin: 'https://other.test', origins: ['https://more.test'], addresses: ['198.51.100.0/24'] });
    expect(refusal(await undo(one, admin))).toMatchObject({ status: 403, message: 'Your role does not allow this: it takes Owner' });
    expect(await undo(one)).toMatchObject({ status: 200 });
    expect(await row('instances', house.instanceId)).toEqual(before);
    expect(await lastDeed()).toEqual({ what: 'settings.undo', subject: 'Brightwood Hosting', before: { name: 'Other', origin: 'https://other.test', origins: ['https://more.test'], addresses: ['198.51.100.0/24'] }, after: { name: 'Brightwood Hosting', origin: house.origin, origins: [], addresses: [] } });
    expect(refusal(await undo(one))).toMatchObject({ status: 409, message: 'This connection was changed again since: set it by hand' });
  });

  it('a connection whose address is another’s meanwhile stays as it is', async () => {
    const { id } = data<{ id: number }>(await house.post('instances.add', { name: 'Second', origin: 'https://second.test' }, owner));
    const one = await change('instances.change', { id, name: 'Second', origin: 'https://moved.test', origins: [], addresses: [] });
    await house.post('instances.add', { name: 'Third', origin: 'https://second.test' }, owner);
    const before = await house.rows();
    expect(refusal(await undo(one))).toMatchObject({ status: 409, message: 'https://second.test is connected already, as Third' });
    expect(await house.rows()).toEqual(before);
    expect(await row('instances', id)).toMatchObject({ origin: 'https://moved.test' });
  });

  it('an API credential, whose secret is in no log, and its department', async () => {
    const id = house.instanceId;
    const saved = await change('whmcs.saveApi', { id, url: 'http://127.0.0.1:1', identifier: 'first', secret: 'canary-of-the-first' });
    const kept = await row('instances', id);
    const removed = await change('whmcs.removeApi', { id });
    expect(await row('instances', id)).toMatchObject({ api_secret: null });
    expect(await undo(removed)).toMatchObject({ status: 200 });
    expect(await row('instances', id)).toEqual(kept);
    expect(refusal(await house.post('whmcs.testApi', { id, url: 'http://127.0.0.1:1', identifier: 'first' }, owner)).status, 'the secret can be read: it is only that nobody answers').toBe(412);
    expect(refusal(await undo(saved)).status).toBe(409);
    const chosen = await change('whmcs.chooseDepartment', { id, department: '7' });
    expect(await undo(chosen, admin)).toMatchObject({ status: 200 });
    expect(await row('instances', id)).toMatchObject({ ticket_department: null });
    expect(JSON.stringify((await house.pool.query('select * from audit')).rows)).not.toContain('canary');
  });

  it('a key that was revoked works again, unless two others have taken its place', async () => {
    const ping = async (key: string) => (await house.get('service.ping', undefined, bearer(key))).status;
    const second = async () => {
      const { key } = data<{ key: string }>(await house.post('instances.addKey', { id: house.instanceId }, owner));
      return { key, keyId: (await house.pool.query<{ id: number }>('select max(id) as id from instance_keys')).rows[0]?.id ?? 0 };
    };
    const { key, keyId } = await second();
    const one = await change('instances.revokeKey', { keyId });
    expect(await ping(key)).toBe(401);
    await house.pool.query("update staff_sessions set confirmed_at = now() - interval '11 minutes'");
    expect(refusal(await undo(one)).status, 'who lets somebody in proves that it is them').toBe(403);
    await house.pool.query('update staff_sessions set confirmed_at = now()');
    expect(await change('instances.revokeKey', { keyId }), 'a second click is none').toBeNull();
    expect(await undo(one)).toMatchObject({ status: 200 });
    expect(await ping(key)).toBe(200);
    const again = await change('instances.revokeKey', { keyId });
    await second();
    expect(refusal(await undo(again))).toMatchObject({ status: 409, message: 'Other keys have taken its place since' });
    expect(await ping(key)).toBe(401);

    const script = data<{ id: number; key: string }>(await house.post('apiKeys.add', { name: 'Report', scopes: ['services:read'], instanceId: house.instanceId, days: '30' }, owner));
    const revoked = await change('apiKeys.revoke', { id: script.id });
    expect((await house.get('service.accounts', undefined, bearer(script.key))).status).toBe(401);
    expect(await undo(revoked)).toMatchObject({ status: 200 });
    expect((await house.get('service.accounts', undefined, bearer(script.key))).status).toBe(200);
    expect(await lastDeed()).toMatchObject({ subject: 'Report', before: { revoked: true }, after: { revoked: false } });
  });

  it('a target: made, changed, its key, removed; what waits for it waits until it is back', async () => {
    const save = { kind: 'mail', name: 'Night shift', events: ['nodeDown'], recipients: ['night@brightwood.test'] };
    const listed = async () => data<{ targets: { id: number; name: string; recipients: string[] }[] }>(await house.get('notifications.list', undefined, owner)).targets;
    const made = data<{ id: number; change: string }>(await house.post('notifications.save', save, owner));
    expect(await undo(made.change)).toMatchObject({ status: 200 });
    expect(await listed()).toEqual([]);
    expect(refusal(await house.post('notifications.test', { id: made.id }, owner)).status).toBe(404);

    const { id } = data<{ id: number }>(await house.post('notifications.save', save, owner));
    const other = await change('notifications.save', { ...save, id, recipients: ['day@brightwood.test'] });
    await undo(other, admin);
    expect(await listed()).toMatchObject([{ id, recipients: ['night@brightwood.test'] }]);
    await house.pool.query(`insert into deliveries (target_id, event, title, items, count) values ($1, 'nodeDown', 'x', '[]', 1)`, [id]);
    const removed = await change('notifications.remove', { id });
    expect([await listed(), data<{ rows: unknown[] }>(await house.get('notifications.deliveries', {}, owner)).rows]).toEqual([[], []]);
    await undo(removed);
    expect(await listed()).toMatchObject([{ id, name: 'Night shift' }]);
    expect(data<{ rows: unknown[] }>(await house.get('notifications.deliveries', {}, owner)).rows).toHaveLength(1);

    const hook = data<{ id: number }>(await house.post('notifications.save', { kind: 'webhook', name: 'Hook', events: ['nodeDown'], address: 'https://hooks.example.com/x' }, owner));
    const before = await row('notify_targets', hook.id);
    await undo(await change('notifications.newSecret', { id: hook.id }));
    expect(await row('notify_targets', hook.id)).toEqual(before);
  });
});

it('after a minute it is too late, and a removed target goes for good', async () => {
  const { id } = data<{ id: number }>(await house.post('notifications.save', { kind: 'mail', name: 'Old', events: ['nodeDown'], recipients: ['old@brightwood.test'] }, owner));
  const removed = await change('notifications.remove', { id });
  await house.pool.query("update setting_changes set at = now() - interval '61 seconds' where change = $1", [removed]);
  expect(refusal(await undo(removed))).toMatchObject({ status: 404, message: 'It is too late to undo this: set it by hand' });
  await house.pool.query("update notify_targets set removed_at = now() - interval '2 hours' where id = $1", [id]);
  await house.post('settings.cleanUp', undefined, owner);
  expect(await row('notify_targets', id)).toBeUndefined();
});
