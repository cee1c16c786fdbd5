/** Every request in every state, and the wish that is met in the end whatever came in between. */
import { describe, expect, inject, it } from 'vitest';
import { lawsHold, replayIsTheView, watchLaws } from '#e2e/laws.ts';
import { times } from '#e2e/long.ts';
import { paperRig, timePasses } from '#e2e/paper.ts';
import { openOrphans } from '#db/queries/orphans.ts';
import { serviceRow } from '#e2e/rig.ts';
import { type Command, commands, table } from '#server/core/lifecycle.ts';
import { domain } from '#server/core/names.ts';
import { type ServiceState, serviceStates } from '#server/core/operation.ts';
import { Unreachable } from '#server/core/panel.ts';
import { isActive } from '#server/core/task.ts';
import { Secret } from '#server/core/secret.ts';
import type { ServiceView } from '#server/core/view.ts';
import { Refused } from '#server/refused.ts';
import { ask, rebuild, type Request } from './command.ts';
import { forceTerminate } from './force.ts';
import type { Accepted, Order } from './open.ts';
import { retryFailed } from './retry.ts';

const databaseUrl = inject('databaseUrl');
type Rig = Awaited<ReturnType<typeof paperRig>>;

const newest = (view: ServiceView) => view.operations.at(-1);
const settled = (view: ServiceView): boolean => view.operations.every((operation) => operation.status !== 'running');
const is = (state: ServiceState) => (view: ServiceView) => view.service.state === state && settled(view);
const request = (command: Exclude<Command, 'create' | 'renew'>): Request => {
  if (command === 'changePassword') return { command, password: new Secret('another-horse-7') };
  return command === 'changePackage' ? { command, product: 'split', options: { web_databases: '7' } } : { command };
};
const order = (rig: Rig, name: string): Promise<{ id: number; again(): Promise<Accepted> }> => {
  const wish: Partial<Order> = { externalId: `life-${name}` };
  return rig.order({ ...wish, domain: name }).then(({ id }) => ({ id, again: () => rig.order({ ...wish, domain: name }) }));
};

/** Brings a service to a state by real work; `works`: by a worker that is started for it. */
async function inState(rig: Rig, state: ServiceState, name: string, works = true) {
  if (state === 'waiting') await rig.client.pool.query('update nodes set max_accounts = 0');
  const service = await order(rig, name);
  const { id } = service;
  let release = (): void => undefined;
  if (state === 'deploying') ({ release } = rig.paper.hold({ method: 'users.add', word: `${name.replaceAll('.', '-')}-mail` }));
  if (state === 'failed') rig.paper.when({ method: 'users.add', word: `${name.replaceAll('.', '-')}-mail` }, async () => ({ ok: false, refusal: 'forbidden', message: 'no', hint: '', code: 10 }));
  if (works) rig.worker();
  await rig.until(id, state === 'deploying' ? (view) => view.tasks.filter((task) => task.status === 'running').length === 1 && view.tasks.filter((task) => task.status === 'succeeded').length > 10 : (view) => settled(view));
  if (state === 'suspended' || state === 'terminated') await ask(rig.engine, id, { command: state === 'suspended' ? 'suspend' : 'terminate' }, 'Test');
  if (state === 'terminating') {
    ({ release } = rig.paper.hold({ method: 'users.remove', word: `${name.replaceAll('.', '-')}-mail` }));
    await ask(rig.engine, id, { command: 'terminate' }, 'Test');
  }
  const held = (view: ServiceView) => view.service.state === state && view.tasks.filter((task) => isActive(task.status)).every((task) => task.action.startsWith('mail.') && task.status === 'running');
  await rig.until(id, state === 'deploying' || state === 'terminating' ? held : is(state));
  return { ...service, release };
}

describe('every request in every state', () => {
  it.each(serviceStates)('of a service that is %s means what the table says', async (state) => {
    await using rig = await paperRig({ databaseUrl, slots: 16 });
    rig.worker();
    for (const command of commands.filter((one) => one !== 'create' && one !== 'renew')) {
      const { id, release } = await inState(rig, state, `${command.toLowerCase()}.com`, false);
      const before = await rig.view(id);
      const meaning = table[command][state];
      const answer = await ask(rig.engine, id, request(command), 'Test').then(() => 'success', (error: unknown) => (error instanceof Refused ? error.message : error));
      expect(answer).toBe(typeof meaning === 'object' ? meaning.refuse : 'success');
      expect((await rig.view(id)).seq === before.seq || meaning === 'wish').toBe(true);
      release();
    }
  });

  it('is met in the end: suspend, unsuspend, terminate, and ordered again, by a new generation with the same logins', async () => {
    await using rig = await paperRig({ databaseUrl, slots: 16 });
    await watchLaws(rig);
    const { id, again } = await inState(rig, 'active', 'rosas-bakery.com');
    const logins = (await rig.view(id)).service.home?.logins;
    await ask(rig.engine, id, { command: 'suspend' }, 'Test');
    const suspended = await rig.until(id, is('suspended'));
    expect(newest(suspended)).toMatchObject({ kind: 'suspend', number: 1, status: 'succeeded', progress: 1000 });
    expect((await again()).state).toBe('suspended');
    await ask(rig.engine, id, { command: 'unsuspend' }, 'Test');
    await rig.until(id, is('active'));
    await ask(rig.engine, id, { command: 'terminate' }, 'Test');
    const ended = await rig.until(id, is('terminated'));
    expect(ended.service.home).toBeNull();
    expect(await serviceRow(rig, id)).toMatchObject({ live: false, generation: 2 });
    expect((await rig.client.pool.query('select sum(placed)::int as n from node_loads')).rows).toEqual([{ n: 0 }]);
    const anew = await again();
    expect(anew).toMatchObject({ id, generation: 3, fresh: true });
    const alive = await rig.until(id, is('active'));
    expect(alive.service.home?.logins).toEqual(logins);
    await lawsHold(rig);
    await replayIsTheView(rig, id);
  });

  it('ends what waits and lets what runs end, before it undoes: terminate in the middle of a deployment', async () => {
    await using rig = await paperRig({ databaseUrl, slots: 16 });
    await watchLaws(rig);
    const service = await order(rig, 'rosas-bakery.com');
    const held = rig.paper.hold({ method: 'webDomains.add' });
    rig.worker();
    await held.reached;
    expect(await ask(rig.engine, service.id, { command: 'terminate' }, 'Test')).toMatchObject({ state: 'terminating', wanted: 'terminated', generation: 2 });
    expect((await rig.view(service.id)).tasks.filter((task) => task.action === 'web.removeUser')[0]?.status).toBe('queued');
    held.release();
    const ended = await rig.until(service.id, is('terminated'));
    expect(ended.tasks.filter((task) => task.action.endsWith('.removeUser')).every((task) => task.status === 'succeeded')).toBe(true);
    const users = await Promise.all(rig.nodeIds.map((node) => rig.paper.panelOf({ id: node }, { write: () => undefined, signal: new AbortController().signal }).users.find('rosas-bakery-com-web' as never)));
    expect(users.every((user) => user === null)).toBe(true);
    await lawsHold(rig);
  });

  it('frees the domain of a terminated service for another', async () => {
    await using rig = await paperRig({ databaseUrl, slots: 16 });
    const { id, again } = await inState(rig, 'terminated', 'rosas-bakery.com');
    const other = await rig.order({ externalId: 'other', domain: 'rosas-bakery.com' });
    expect(other.id).not.toBe(id);
    expect(Object.values(other.logins)).not.toContain('rosas-bakery-com-web');
    await expect(again()).rejects.toThrow(`Domain rosas-bakery.com already belongs to service #${other.id}`);
  });

  it('meets a wish that comes during the deployment when that has ended', async () => {
    await using rig = await paperRig({ databaseUrl, slots: 16 });
    const service = await order(rig, 'rosas-bakery.com');
    const held = rig.paper.hold({ method: 'webDomains.add' });
    rig.worker();
    await held.reached;
    await ask(rig.engine, service.id, request('changePackage'), 'Test');
    await ask(rig.engine, service.id, request('changePassword'), 'Test');
    expect(await ask(rig.engine, service.id, { command: 'suspend' }, 'Test')).toMatchObject({ state: 'deploying', wanted: 'suspended' });
    held.release();
    await rig.until(service.id, (view) => newest(view)?.kind === 'changePackage' && is('suspended')(view));
    await ask(rig.engine, service.id, { command: 'unsuspend' }, 'Test');
    const view = await rig.until(service.id, (now) => newest(now)?.kind === 'changePassword' && is('active')(now));
    expect(view.operations.map((operation) => operation.kind)).toEqual(['deploy', 'suspend', 'changePackage', 'unsuspend', 'changePassword']);
    const { rows } = await rig.client.pool.query<{ role: string; same: boolean; fact: { suspended: boolean; password: number } }>(`select role, fact ->> 'package' = package as same, fact from placements where service_id = $1 order by role`, [service.id]);
    expect(rows.map(({ same, fact }) => [same, fact.suspended, fact.password])).toEqual(Array.from({ length: 4 }, () => [true, false, 2]));
  });

  it('runs only what differs, and keeps a new password of a suspended account until it is not', async () => {
    await using rig = await paperRig({ databaseUrl, slots: 16 });
    const { id } = await inState(rig, 'suspended', 'rosas-bakery.com');
    await ask(rig.engine, id, request('changePackage'), 'Test');
    const changed = await rig.until(id, (view) => newest(view)?.kind === 'changePackage' && is('suspended')(view));
    expect(changed.tasks.filter((task) => task.operationId === newest(changed)?.id).map((task) => task.action)).toEqual(['web.addPackage', 'web.changePackage']);
    await ask(rig.engine, id, request('changePassword'), 'Test');
    expect(newest(await rig.view(id))?.kind).toBe('changePackage');
    await ask(rig.engine, id, { command: 'unsuspend' }, 'Test');
    const view = await rig.until(id, (now) => newest(now)?.kind === 'changePassword' && is('active')(now));
    expect(view.operations.map((operation) => operation.kind).slice(-2)).toEqual(['unsuspend', 'changePassword']);
  });

  it('does not begin again by itself what did not work, and does when it is asked again', async () => {
    await using rig = await paperRig({ databaseUrl, slots: 16 });
    const { id } = await inState(rig, 'active', 'rosas-bakery.com');
    rig.paper.when({ method: 'users.suspend', word: 'rosas-bakery-com-mail' }, async () => ({ ok: false, refusal: 'forbidden', message: 'no', hint: '', code: 10 }));
    await ask(rig.engine, id, { command: 'suspend' }, 'Test');
    const failed = await rig.until(id, (view) => newest(view)?.status === 'failed');
    expect(failed.service).toMatchObject({ state: 'active', wanted: 'suspended' });
    expect(await rig.until(id, settled)).toMatchObject({ operations: { length: 2 } });
    await ask(rig.engine, id, { command: 'suspend' }, 'Test');
    const view = await rig.until(id, is('suspended'));
    expect(view.tasks.filter((task) => task.operationId === newest(view)?.id).map((task) => task.action)).toEqual(['mail.suspendUser']);
  });

  it('refuses a package of another mode or other roles, and one that is not there, and writes nothing', async () => {
    await using rig = await paperRig({ databaseUrl, slots: 16 });
    const { id } = await inState(rig, 'active', 'rosas-bakery.com');
    await rig.client.pool.query("insert into products (slug, name, mode, group_id, roles, limits) select 'small', 'Small', 'split', group_id, '[\"web\"]', limits from products limit 1");
    await rig.client.pool.query("insert into products (slug, name, mode, group_id, roles, limits) select 'one', 'One', 'unified', group_id, roles, limits from products where slug = 'split'");
    const { seq } = await rig.view(id);
    for (const [product, why] of [['small', 'keeps its roles'], ['one', 'keeps its mode'], ['none', 'not known here']] as const) {
      await expect(ask(rig.engine, id, { command: 'changePackage', product, options: {} }, 'Test')).rejects.toThrow(why);
    }
    expect((await rig.view(id)).seq).toBe(seq);
  });
});

describe('factory reset', () => {
  it('empties website and mail and makes them anew, and leaves accounts and zone alone', async () => {
    await using rig = await paperRig({ databaseUrl, slots: 16 });
    const { id } = await inState(rig, 'active', 'rosas-bakery.com');
    const before = rig.paper.calls.length;
    await rebuild(rig.engine, id, { kind: 'reset', openedBy: 'Rosa', generation: 1 });
    await rig.until(id, (view) => view.service.generation === 2 && is('active')(view));
    const methods = rig.paper.calls.slice(before).map((call) => call.method);
    expect(methods).toEqual(expect.arrayContaining(['databases.list', 'webDomains.remove', 'webDomains.add', 'mailDomains.remove', 'mailDomains.add']));
    for (const never of ['users.remove', 'users.add', 'zones.remove', 'zones.add']) expect(methods).not.toContain(never);
    await expect(rebuild(rig.engine, id, { kind: 'reset', openedBy: 'Rosa', generation: 1 })).rejects.toThrow('built anew since');
  });
});

describe('a forced termination', () => {
  const unreachable = async () => { throw new Unreachable('web-1 does not answer', false); };

  it('ends a service whose node is away, lists what is left there, and cleans it when the node is back', async () => {
    await using rig = await paperRig({ databaseUrl, slots: 16 });
    await watchLaws(rig);
    const { id } = await inState(rig, 'active', 'rosas-bakery.com');
    rig.paper.when({ nodeId: rig.nodeIds[0] ?? 0 }, unreachable, 1000);
    await ask(rig.engine, id, { command: 'terminate' }, 'Rosa');
    await rig.until(id, (view) => view.tasks.some((task) => task.action === 'web.removeUser' && task.status === 'postponed'));
    await forceTerminate(rig.engine, id, 'Rosa');
    const closed = await rig.until(id, (view) => view.service.state === 'terminated');
    expect(newest({ ...closed, operations: closed.operations.filter((one) => one.kind === 'terminate') })?.status).toBe('succeeded');
    expect(await openOrphans(rig.client.db)).toMatchObject([{ login: 'rosas-bakery-com-web', node: 'web-1', reason: 'web-1 does not answer', leftBy: 'Rosa', domain: 'rosas-bakery.com' }]);
    rig.paper.clear();
    await timePasses(rig);
    await rig.until(id, settled);
    expect(await openOrphans(rig.client.db)).toEqual([]);
    expect((await forceTerminate(rig.engine, id, 'Rosa')).state).toBe('terminated');
    await lawsHold(rig);
  });

  it('never cleans an account that the service has been built in again meanwhile', async () => {
    await using rig = await paperRig({ databaseUrl, slots: 16 });
    const { id, again } = await inState(rig, 'active', 'rosas-bakery.com');
    rig.paper.when({ nodeId: rig.nodeIds[0] ?? 0 }, unreachable, 1000);
    expect((await forceTerminate(rig.engine, id, 'Rosa')).state).toBe('terminating');
    await rig.until(id, (view) => view.tasks.some((task) => task.action === 'web.removeUser' && task.status === 'postponed'));
    await forceTerminate(rig.engine, id, 'Rosa');
    await rig.until(id, (view) => view.service.state === 'terminated');
    await again();
    rig.paper.clear();
    await timePasses(rig);
    await rig.until(id, is('active'));
    const account = await rig.paper.panelOf({ id: rig.nodeIds[0] ?? 0 }, { write: () => undefined, signal: new AbortController().signal }).users.find('rosas-bakery-com-web' as never);
    expect(account).toMatchObject({ suspended: false });
    expect(await openOrphans(rig.client.db)).toEqual([]);
    expect(rig.paper.calls.filter((call) => call.method === 'users.remove' && call.word === 'rosas-bakery-com-web').length).toBeGreaterThan(0);
  });
});

const refusedOr = async (work: Promise<unknown>): Promise<void> => {
  await work.catch((error: unknown) => {
    if (!(error instanceof Refused)) throw error;
  });
};

/** A model: whatever was asked in whatever order, in the end the last wish is met or a failure is shown. */
describe('a storm of requests', () => {
  it('keeps one open operation and no account too many, and ends as it was wished', async () => {
    await using rig = await paperRig({ databaseUrl, slots: 32 });
    await watchLaws(rig);
    rig.worker();
    rig.worker();
    let seed = 7;
    const random = (most: number): number => (seed = (seed * 48_271) % 2_147_483_647) % most;
    const one = async (name: string): Promise<void> => {
      const { id, again } = await order(rig, name);
      let wanted = 'active';
      for (let step = 0; step < 2 + random(6); step++) {
        const dice = random(9);
        const state = (await serviceRow(rig, id))?.state ?? 'terminated';
        if (dice < 3 && random(2) === 0) await rig.until(id, settled);
        if (dice === 0) await refusedOr(again());
        else if (dice === 1) await refusedOr(rebuild(rig.engine, id, { kind: random(2) === 0 ? 'reset' : 'redeploy', openedBy: 'storm' }));
        else if (dice === 2) await refusedOr(retryFailed(rig.engine, id, 'Test'));
        else {
          const command = (['suspend', 'unsuspend', 'suspend', 'changePassword', 'changePackage', 'terminate'] as const)[dice - 3] ?? 'suspend';
          await refusedOr(ask(rig.engine, id, request(command), 'storm'));
        }
        wanted = (await serviceRow(rig, id))?.wanted ?? state;
      }
      const met = { active: 'active', suspended: 'suspended', terminated: 'terminated' }[wanted] ?? 'active';
      await rig.until(id, (view) => settled(view) && view.service.state === met && view.service.wanted === wanted);
      const found = await Promise.all(rig.nodeIds.flatMap((node) => ['web', 'mail', 'dns'].map((role) => rig.paper.panelOf({ id: node }, { write: () => undefined, signal: new AbortController().signal }).users.find(`${domain.parse(name).replaceAll('.', '-')}-${role}` as never))));
      const there = found.filter((user) => user !== null);
      expect(there.length).toBe(wanted === 'terminated' ? 0 : 4);
      expect(there.every((user) => user.suspended === (wanted === 'suspended'))).toBe(true);
    };
    const count = times(3, 2000);
    for (let at = 0; at < count; at += 6) await Promise.all(Array.from({ length: Math.min(6, count - at) }, (_, offset) => one(`storm${at + offset}.com`)));
    await lawsHold(rig);
    expect(rig.errors).toEqual([]);
  });
});
