/** A nameserver that is down delays only its own copy: the service goes live without it, and it heals by itself. */
import { describe, expect, inject, it } from 'vitest';
import { lawsHold, replayIsTheView, watchLaws } from '#e2e/laws.ts';
import { times } from '#e2e/long.ts';
import { paperRig, timePasses } from '#e2e/paper.ts';
import { makeRig, serviceRow } from '#e2e/rig.ts';
import { nodes } from '#db/schema/index.ts';
import { Unreachable } from '#server/core/panel.ts';
import { Secret } from '#server/core/secret.ts';
import { currentOperation, progressOf } from '#server/core/progress.ts';
import type { ServiceView } from '#server/core/view.ts';
import { Refused } from '#server/refused.ts';
import { ask, rebuild } from './command.ts';
import { meetQuorums } from './reap.ts';
import { resyncRole } from './resync.ts';
import { cancelTask, retryFailed } from './retry.ts';

const databaseUrl = inject('databaseUrl');
type Rig = Awaited<ReturnType<typeof paperRig>>;

const ns2Of = (rig: Rig): number => rig.nodeIds[3] ?? 0;
const down = (rig: Rig, times = 1000): void => rig.paper.when({ nodeId: ns2Of(rig) }, async () => { throw new Unreachable('ns2 does not answer', false); }, times);
const isLive = (view: ServiceView): boolean => view.service.state === 'active';
const settled = (view: ServiceView): boolean => view.operations.every((operation) => operation.status !== 'running');
const trailing = (view: ServiceView) => view.operations.find((operation) => operation.kind === 'change');
const suspendedAt = (rig: Rig, at: number) =>
  rig.paper.panelOf({ id: rig.nodeIds[at] ?? 0 }, { write: () => undefined, signal: new AbortController().signal }).users.find('rosas-bakery-com-dns' as never).then((user) => user?.suspended ?? null);

/** A live service of which ns2 has nothing yet. */
async function without(rig: Rig): Promise<number> {
  await watchLaws(rig);
  down(rig);
  rig.worker();
  const { id } = await rig.order({ domain: 'rosas-bakery.com' });
  await rig.until(id, isLive);
  return id;
}
async function heals(rig: Rig, id: number, test: (view: ServiceView) => boolean): Promise<ServiceView> {
  rig.paper.clear();
  await timePasses(rig);
  return rig.until(id, test);
}

describe('a service with a nameserver that is down', () => {
  it('is live: what built it has ended whole, and the missing copy goes on as a change of its own until it is there', async () => {
    await using rig = await paperRig({ databaseUrl, quorum: 1 });
    const id = await without(rig);
    const view = await rig.view(id);
    const deploy = currentOperation(view);
    expect(deploy).toMatchObject({ kind: 'deploy', status: 'succeeded', progress: 1000 });
    expect(deploy !== null && progressOf(view, deploy)).toMatchObject({ done: 14, total: 14, failed: 0 });
    expect(trailing(view)).toMatchObject({ number: 1, status: 'running', progress: 0 });
    const late = view.tasks.filter((task) => task.operationId === trailing(view)?.id);
    expect(late.map((task) => task.action)).toEqual(['dns.addPackage', 'dns.addUser', 'dns.addZone', 'dns.syncRecords', 'dns.syncRecords']);
    expect(late.every((task) => task.node?.name === 'ns2')).toBe(true);
    await replayIsTheView(rig, id);
    const before = await serviceRow(rig, id);
    await expect(rebuild(rig.engine, id, { kind: 'reset', openedBy: 'Test' })).rejects.toThrow('a reset would leave it without');
    expect(await serviceRow(rig, id)).toEqual(before);
    const whole = await heals(rig, id, settled);
    expect(trailing(whole)).toMatchObject({ status: 'succeeded', progress: 1000 });
    expect(await suspendedAt(rig, 3)).toBe(false);
    expect(await rebuild(rig.engine, id, { kind: 'reset', openedBy: 'Test' })).toBe(2);
    await rig.until(id, (now) => isLive(now) && settled(now));
    await lawsHold(rig);
    await replayIsTheView(rig, id);
  });

  it('waits for as many as the setting says', async () => {
    await using rig = await paperRig({ databaseUrl, quorum: 2 });
    down(rig);
    rig.worker();
    const { id } = await rig.order();
    await rig.until(id, (view) => view.tasks.filter((task) => task.status === 'succeeded').length === 12 && view.tasks.some((task) => task.status === 'postponed'));
    expect((await rig.view(id)).service.state).toBe('deploying');
    await heals(rig, id, isLive);
    expect(trailing(await rig.view(id))).toBeUndefined();
  });

  it('that is slower than the other is waited for, and no copy trails', async () => {
    await using rig = await paperRig({ databaseUrl, quorum: 1 });
    await watchLaws(rig);
    const slow = rig.paper.hold({ nodeId: ns2Of(rig), method: 'zones.replaceRecords' });
    rig.worker();
    const { id } = await rig.order();
    await slow.reached;
    const view = await rig.until(id, (now) => now.tasks.filter((task) => task.status === 'succeeded').length === 15);
    expect(view.service.state).toBe('deploying');
    expect(view.tasks.filter((task) => task.action === 'service.seedAutoSsl').map((task) => task.status)).toEqual(['waiting']);
    slow.release();
    expect((await rig.until(id, isLive)).operations).toHaveLength(1);
    await lawsHold(rig);
  });

  it('that is slower for long is left to catch up', async () => {
    await using rig = await paperRig({ databaseUrl, quorum: 1 });
    await watchLaws(rig);
    const slow = rig.paper.hold({ nodeId: ns2Of(rig), method: 'zones.replaceRecords' });
    rig.worker();
    const { id } = await rig.order();
    await slow.reached;
    await rig.until(id, (now) => now.tasks.filter((task) => task.status === 'succeeded').length === 15);
    await rig.client.pool.query("update tasks set finished_at = finished_at - interval '31 seconds' where status = 'succeeded'");
    await meetQuorums(rig.engine);
    await rig.until(id, isLive);
    expect(trailing(await rig.view(id))?.status).toBe('running');
    slow.release();
    await rig.until(id, settled);
    await lawsHold(rig);
  });

  it('whose copy fails is live all the same; the failure is shown, and a retry brings it', async () => {
    await using rig = await paperRig({ databaseUrl, quorum: 1 });
    await watchLaws(rig);
    rig.paper.when({ nodeId: ns2Of(rig), method: 'zones.add' }, async () => ({ ok: false, refusal: 'forbidden', message: 'ns2 refuses the zone', hint: '', code: 10 }));
    rig.worker();
    const { id } = await rig.order();
    const view = await rig.until(id, isLive);
    expect(trailing(view)).toMatchObject({ status: 'failed', finishedAt: expect.any(String) });
    expect(currentOperation(view)).toMatchObject({ kind: 'deploy', status: 'succeeded' });
    await replayIsTheView(rig, id);
    expect(await retryFailed(rig.engine, id, 'Test')).toBe(1);
    const whole = await rig.until(id, settled);
    expect(trailing(whole)).toMatchObject({ status: 'succeeded', progress: 1000 });
    await lawsHold(rig);
    await replayIsTheView(rig, id);
  });

  it('whose copy a person cancels is live too, and the copy comes when it is asked for again', async () => {
    await using rig = await paperRig({ databaseUrl, quorum: 1 });
    const id = await without(rig);
    const open = (await rig.view(id)).tasks.find((task) => task.status === 'postponed');
    await cancelTask(rig.engine, id, open?.id ?? 0);
    expect(trailing(await rig.view(id))?.status).toBe('cancelled');
    expect(await retryFailed(rig.engine, id, 'Test')).toBe(1);
    await heals(rig, id, settled);
    await lawsHold(rig);
  });
});

describe('what is asked of a service whose copy is catching up', () => {
  it('suspension: is done without the account that is not there, and reaches it when it is', async () => {
    await using rig = await paperRig({ databaseUrl, quorum: 1 });
    const id = await without(rig);
    await ask(rig.engine, id, { command: 'suspend' }, 'Test');
    const suspended = await rig.until(id, (view) => view.service.state === 'suspended');
    expect(suspended.tasks.filter((task) => task.action === 'dns.suspendUser').map((task) => task.node?.name)).toEqual(['ns1']);
    const whole = await heals(rig, id, (view) => settled(view) && view.operations.filter((one) => one.kind === 'suspend').length === 2);
    expect(whole.service.state).toBe('suspended');
    expect(await suspendedAt(rig, 3)).toBe(true);
    await lawsHold(rig);
    await replayIsTheView(rig, id);
  });

  it('termination: ends the copy, and removes what of it is there', async () => {
    await using rig = await paperRig({ databaseUrl, quorum: 1 });
    const id = await without(rig);
    await ask(rig.engine, id, { command: 'terminate' }, 'Test');
    const late = (await rig.view(id)).tasks.filter((task) => task.operationId === 2);
    expect(late.every((task) => task.status === 'cancelled')).toBe(true);
    await heals(rig, id, (view) => view.service.state === 'terminated');
    expect(await suspendedAt(rig, 3)).toBeNull();
    await lawsHold(rig);
    await replayIsTheView(rig, id);
  });

  it('redeployment: begins anew, and leaves the same copy behind again', async () => {
    await using rig = await paperRig({ databaseUrl, quorum: 1 });
    const id = await without(rig);
    await rebuild(rig.engine, id, { kind: 'redeploy', openedBy: 'Test' });
    const again = await rig.until(id, (view) => isLive(view) && currentOperation(view)?.kind === 'redeploy');
    expect(again.operations.map(({ kind, status }) => `${kind} ${status}`)).toEqual(['deploy succeeded', 'change cancelled', 'redeploy succeeded', 'change running']);
    expect((await serviceRow(rig, id))?.generation).toBe(2);
    await heals(rig, id, (view) => view.operations.at(-1)?.status === 'succeeded');
    await lawsHold(rig);
    await replayIsTheView(rig, id);
  });
});

describe('a race', () => {
  it('of copies that end together or fail together leaves each service live once, and every copy there in the end', async () => {
    await using rig = await paperRig({ databaseUrl, quorum: 1, slots: 16 });
    await watchLaws(rig);
    for (let at = 0; at < 12; at++) rig.paper.when({ nodeId: rig.nodeIds[2 + (at % 2)] ?? 0, method: 'zones.replaceRecords' }, async () => { throw new Unreachable('It does not answer', false); });
    rig.worker();
    rig.worker();
    const orders = await Promise.all(Array.from({ length: 8 }, () => rig.order()));
    await Promise.all(orders.map(({ id }) => rig.until(id, (view) => isLive(view) || view.tasks.some((task) => task.status === 'postponed'))));
    rig.paper.clear();
    await timePasses(rig);
    for (const { id } of orders) {
      const view = await rig.until(id, (now) => isLive(now) && settled(now));
      expect(view.tasks.every((task) => task.status === 'succeeded')).toBe(true);
      await replayIsTheView(rig, id);
    }
    await lawsHold(rig);
    expect(rig.errors).toEqual([]);
  });
});

const refusedOr = (work: Promise<unknown>): Promise<unknown> => work.catch((error: unknown) => {
  if (!(error instanceof Refused)) throw error;
});

/** A model: whatever is asked while a nameserver comes and goes, in the end all of it is as wished, on that one too. */
describe('a nameserver that comes and goes', () => {
  it('keeps no service from its wish, and has of each what is wished when it is back', async () => {
    await using rig = await paperRig({ databaseUrl, quorum: 1, slots: 32 });
    await watchLaws(rig);
    let away = true;
    rig.paper.when({ nodeId: ns2Of(rig) }, async () => { if (away) throw new Unreachable('ns2 does not answer', false); return undefined; }, Infinity);
    rig.worker();
    rig.worker();
    let seed = 23;
    const random = (most: number): number => (seed = (seed * 48_271) % 2_147_483_647) % most;
    const arrived = (id: number): Promise<ServiceView> => rig.until(id, (view) => {
      if (view.tasks.some((task) => task.status === 'postponed')) {
        away = false;
        void timePasses(rig);
      }
      return view.service.state === view.service.wanted;
    });
    const one = async (name: string): Promise<number> => {
      const { id } = await rig.order({ domain: name });
      for (let step = 0; step < 2 + random(5); step++) {
        const dice = random(9);
        // What only ns2 can end would be waited for for ever while it is away.
        if (random(3) === 0) await arrived(id);
        if (random(4) === 0) away = !away;
        if (dice === 0) await refusedOr(rebuild(rig.engine, id, { kind: random(2) === 0 ? 'reset' : 'redeploy', openedBy: 'storm' }));
        else if (dice === 1) await refusedOr(retryFailed(rig.engine, id, 'Test'));
        else if (dice < 4) await refusedOr(resyncRole(rig.engine, id, { role: 'dns', by: 'storm' }));
        else if (dice === 4) await refusedOr(ask(rig.engine, id, { command: 'changePassword', password: new Secret(`horse-number-${seed}`) }, 'storm'));
        else await refusedOr(ask(rig.engine, id, { command: (['suspend', 'unsuspend', 'suspend', 'terminate'] as const)[dice - 5] ?? 'suspend' }, 'storm'));
        if (random(2) === 0) await timePasses(rig);
      }
      return id;
    };
    const count = times(5, 400);
    for (let at = 0; at < count; at += 4) {
      const ids = await Promise.all(Array.from({ length: 4 }, (_, offset) => one(`goes${at + offset}.com`)));
      away = false;
      await timePasses(rig);
      for (const id of ids) {
        const view = await rig.until(id, (now) => {
          if (now.tasks.some((task) => task.status === 'postponed')) void timePasses(rig);
          return now.service.state === now.service.wanted && now.operations.every((operation) => operation.status !== 'running');
        });
        const { wanted } = view.service;
        const panels = rig.nodeIds.slice(2).map((node) => rig.paper.panelOf({ id: node }, { write: () => undefined, signal: new AbortController().signal }));
        const login = `${view.service.domain.replaceAll('.', '-')}-dns` as never;
        // The end of the last change is what the pursuit of the wish begins at.
        await expect.poll(async () => (await Promise.all(panels.map((panel) => panel.users.find(login)))).map((user) => user?.suspended ?? null), { timeout: 20_000 }).toEqual(wanted === 'terminated' ? [null, null] : [wanted === 'suspended', wanted === 'suspended']);
        await rig.until(id, (now) => now.operations.every((operation) => operation.status !== 'running'));
        await replayIsTheView(rig, id);
      }
    }
    await lawsHold(rig);
    expect(rig.errors).toEqual([]);
  }, times(120_000, 3_600_000));
});

describe('over real SSH', () => {
  it('a node that is away and comes back gets its copy', async () => {
    await using rig = await makeRig({ databaseUrl, quorum: 1 });
    const ns2 = rig.nodeIds.at(-1) ?? 0;
    const { rows } = await rig.client.pool.query<{ ssh_port: number }>('select ssh_port from nodes where id = $1', [ns2]);
    await rig.client.pool.query('update nodes set ssh_port = 1 where id = $1', [ns2]);
    rig.worker();
    const { id } = await rig.order({ domain: 'rosas-bakery.com' });
    const view = await rig.until(id, isLive);
    expect(trailing(view)).toMatchObject({ status: 'running' });
    await rig.client.pool.query('update nodes set ssh_port = $2 where id = $1', [ns2, rows[0]?.ssh_port]);
    await timePasses(rig);
    const whole = await rig.until(id, settled);
    expect(whole.tasks.every((task) => task.status === 'succeeded')).toBe(true);
    const zones = await Promise.all((await rig.client.db.select().from(nodes)).filter((node) => node.roles.includes('dns'))
      .map((node) => rig.engine.panelOf(node, { write: () => undefined, signal: AbortSignal.timeout(10_000) }).zones.records('rosas-bakery-com-dns' as never, 'rosas-bakery.com' as never)));
    expect(zones).toHaveLength(2);
    expect(zones[0]?.length).toBeGreaterThan(9);
    expect(zones[1]).toEqual(zones[0]);
  });
});
