/** Law 5: a step's result, and what becomes of its task, its dependants and the rest. */
import { describe, expect, inject, it } from 'vitest';
import { paperRig, timePasses } from '#e2e/paper.ts';
import { makeRig } from '#e2e/rig.ts';
import type { Refusal } from '#server/core/panel.ts';
import type { ServiceView } from '#server/core/view.ts';

const databaseUrl = inject('databaseUrl');
const says = (refusal: Refusal) => async () => ({ ok: false as const, refusal, message: `The panel says ${refusal}`, hint: 'Look there', code: 9 });
const statusOf = (view: ServiceView, action: string) => view.tasks.filter((task) => task.action === action).map((task) => task.status);
const webUser = (view: ServiceView) => view.tasks.find((task) => task.action === 'web.addUser');

describe('not now', () => {
  it('costs no attempt, however often', async () => {
    await using rig = await paperRig({ databaseUrl });
    const [nodeId = 0] = rig.nodeIds;
    rig.paper.when({ method: 'users.add', nodeId }, says('busy'), 4);
    rig.worker();
    const { id } = await rig.order();
    for (let count = 1; count <= 4; count++) {
      const view = await rig.until(id, (now) => webUser(now)?.tries.length === count && webUser(now)?.status === 'postponed');
      expect(webUser(view)).toMatchObject({ attempts: 0, because: 'The panel says busy', error: null });
      await timePasses(rig);
    }
    const view = await rig.until(id, (now) => now.service.state === 'active');
    expect(webUser(view)).toMatchObject({ attempts: 1, maxAttempts: 3 });
    expect(webUser(view)?.tries.map((one) => one.outcome)).toEqual(['postponed', 'postponed', 'postponed', 'postponed', 'succeeded']);
  });

  it('is given up in the end, by Postgres\'s clock', async () => {
    await using rig = await paperRig({ databaseUrl });
    rig.paper.when({ method: 'users.add', nodeId: rig.nodeIds[0] ?? 0 }, says('busy'), Infinity);
    rig.worker();
    const { id } = await rig.order();
    await rig.until(id, (now) => webUser(now)?.status === 'postponed');
    await rig.client.pool.query("update tasks set give_up_at = now() - interval '1 second' where status = 'postponed'");
    await timePasses(rig);
    const view = await rig.until(id, (now) => webUser(now)?.status === 'failed');
    expect(webUser(view)?.error?.message).toBe('Gave up after a day: The panel says busy');
  });
});

describe('a failure', () => {
  it('that stays one ends the step at once; other branches go on, dependants wait', async () => {
    await using rig = await paperRig({ databaseUrl });
    rig.paper.when({ method: 'users.add', nodeId: rig.nodeIds[0] ?? 0 }, says('invalid'));
    rig.worker();
    const { id } = await rig.order();
    const view = await rig.until(id, (now) => now.service.state === 'failed');
    expect(webUser(view)).toMatchObject({ status: 'failed', attempts: 1, error: { message: 'The panel says invalid', hint: 'Look there', code: 9 } });
    expect([statusOf(view, 'web.addDomain'), statusOf(view, 'service.activate')]).toEqual([['waiting'], ['waiting']]);
    expect([statusOf(view, 'mail.addDomain'), statusOf(view, 'dns.addZone')]).toEqual([['succeeded'], ['succeeded', 'succeeded']]);
    expect(view.operations[0]).toMatchObject({ status: 'failed', finishedAt: expect.any(String) });
    expect(view.operations[0]?.progress).toBeLessThan(1000);
  });

  it('for a template that the node does not have says so', async () => {
    await using rig = await paperRig({ databaseUrl });
    rig.paper.when({ method: 'packages.add', nodeId: rig.nodeIds[0] ?? 0 }, says('missing'), Infinity);
    rig.worker();
    const { id } = await rig.order({ templates: { web: 'wordpress', proxy: 'default' } });
    const view = await rig.until(id, (now) => now.tasks.some((task) => task.action === 'web.addPackage' && task.status === 'failed'));
    expect(view.tasks.find((task) => task.action === 'web.addPackage')).toMatchObject({ attempts: 1, error: { message: 'The node does not have the web template wordpress, or the proxy template default' } });
  });

  it('that may pass is tried three times with a growing back-off, then it has failed', async () => {
    await using rig = await paperRig({ databaseUrl, retry: { baseSeconds: 5, capSeconds: 600 } });
    rig.paper.when({ method: 'users.add', nodeId: rig.nodeIds[0] ?? 0 }, says('broken'), Infinity);
    rig.worker();
    const { id } = await rig.order();
    for (const [attempts, delay] of [[1, 5], [2, 15]] as const) {
      const task = webUser(await rig.until(id, (now) => webUser(now)?.status === 'retrying' && webUser(now)?.attempts === attempts));
      expect((Date.parse(task?.runAt ?? '') - Date.parse(task?.updatedAt ?? '')) / 1000).toBeCloseTo(delay, 0);
      await timePasses(rig);
    }
    const view = await rig.until(id, (now) => now.service.state === 'failed');
    expect(webUser(view)).toMatchObject({ status: 'failed', attempts: 3, maxAttempts: 3 });
    expect(webUser(view)?.tries).toHaveLength(3);
  });

  it('of our own making shows a reference, never what was thrown', async () => {
    await using rig = await paperRig({ databaseUrl, retry: { attempts: 1 } });
    rig.paper.when({ method: 'users.add', nodeId: rig.nodeIds[0] ?? 0 }, async () => { throw new TypeError('secret-of-the-house is not a function'); });
    rig.worker();
    const { id } = await rig.order();
    const view = await rig.until(id, (now) => now.service.state === 'failed');
    expect(webUser(view)?.error?.message).toBe(`The step ended with an internal error (task ${webUser(view)?.id}, start 1)`);
    expect(JSON.stringify(view)).not.toContain('secret-of-the-house');
    expect((await rig.client.pool.query("select text from log_lines where text like '%secret-of-the-house%'")).rows).toEqual([]);
    expect(rig.errors.join()).toContain('secret-of-the-house');
  });
});

describe('a node', () => {
  it('that stored a site and does not serve it gets an alarm, and is not told to make it again; it heals by being looked at', async () => {
    await using rig = await makeRig({ databaseUrl });
    const [web] = rig.fleet.nodes;
    await web?.control({ op: 'fault', name: 'exit-after', code: 20, match: '^v-(add|rebuild)-web-domain ', times: 0 });
    rig.worker();
    const { id } = await rig.order({ domain: 'unserved.com' });
    const held = await rig.until(id, (now) => statusOf(now, 'web.addDomain')[0] === 'postponed');
    expect(held.tasks.find((task) => task.action === 'web.addDomain')).toMatchObject({ attempts: 0 });
    expect((await rig.client.pool.query("select alarm from tasks where action = 'web.addDomain'")).rows[0]).toMatchObject({ alarm: expect.stringMatching(/\w/) });
    await web?.control({ op: 'clear' });
    await timePasses(rig);
    await rig.until(id, (now) => now.service.state === 'active');
    expect(await web?.control({ op: 'effects' })).toMatchObject({ 'web unserved.com': { created: 1 } });
    expect((await rig.client.pool.query('select 1 from tasks where alarm is not null')).rows).toEqual([]);
  });

  it('that can\'t be reached costs nothing; then the work goes on by itself', async () => {
    await using rig = await makeRig({ databaseUrl });
    const [web] = rig.fleet.nodes;
    await web?.control({ op: 'fault', name: 'refuse', times: 1 });
    rig.worker({ sweepMs: 3_600_000 });
    const { id } = await rig.order();
    await rig.until(id, (now) => statusOf(now, 'web.addPackage')[0] === 'postponed');
    expect((await rig.client.pool.query('select failures, circuit_until, last_error from nodes where id = $1', [rig.nodeIds[0]])).rows[0]).toMatchObject({ failures: expect.any(Number), circuit_until: null, last_error: expect.stringMatching(/\w/) });
    await timePasses(rig);
    const view = await rig.until(id, (now) => now.service.state === 'active');
    expect(view.tasks.every((task) => task.attempts === 1)).toBe(true);
    expect((await rig.client.pool.query('select failures from nodes where id = $1', [rig.nodeIds[0]])).rows[0]).toEqual({ failures: 0 });
  });

  it('with another host key is sent nothing and raises an alarm', async () => {
    await using rig = await makeRig({ databaseUrl });
    const [web] = rig.fleet.nodes;
    await web?.control({ op: 'fault', name: 'host-key' });
    rig.worker();
    const { id } = await rig.order();
    await rig.until(id, (now) => statusOf(now, 'web.addPackage')[0] === 'postponed');
    expect((await rig.client.pool.query('select alarm, circuit_until > now() as open from nodes where id = $1', [rig.nodeIds[0]])).rows[0]).toMatchObject({ open: true, alarm: expect.stringMatching(/key/i) });
    expect(await web?.control({ op: 'log' })).toEqual([]);
  });
});
