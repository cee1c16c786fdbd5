/** Law 3: wish and fact are apart; a new generation waits for the old one to let go. */
import { describe, expect, inject, it } from 'vitest';
import { lawsHold, replayIsTheView, watchLaws } from '#e2e/laws.ts';
import { times } from '#e2e/long.ts';
import { paperRig } from '#e2e/paper.ts';
import { serviceRow } from '#e2e/rig.ts';
import { currentOperation } from '#server/core/progress.ts';
import { Refused } from '#server/refused.ts';
import { rebuild } from './command.ts';
import { cancelTask, retryFailed } from './retry.ts';

const databaseUrl = inject('databaseUrl');
const never = 3_600_000;

describe('a redeploy', () => {
  it('while steps run: starts nothing before all of them have ended, then goes on at once on every node', async () => {
    await using rig = await paperRig({ databaseUrl });
    await watchLaws(rig);
    const held = [0, 1, 2, 3].map((at) => rig.paper.hold({ method: 'users.add', nodeId: rig.nodeIds[at] ?? 0 }));
    rig.worker({ sweepMs: never });
    rig.worker({ sweepMs: never });
    const { id } = await rig.order();
    await Promise.all(held.map((one) => one.reached));
    expect(await rebuild(rig.engine, id, { kind: 'redeploy', openedBy: 'Rosa' })).toBe(2);
    const between = await rig.view(id);
    expect(between.tasks.filter((task) => task.status === 'cancelling')).toHaveLength(4);
    expect(between.operations.map((one) => [one.kind, one.status])).toEqual([['deploy', 'cancelled'], ['redeploy', 'running']]);
    expect(between.service).toMatchObject({ state: 'deploying', generation: 2 });
    // Another order passes over every node: the workers have looked everywhere, and found nothing of ours to do.
    const other = await rig.order();
    for (const one of held.slice(0, 3)) one.release();
    await rig.until(other.id, (now) => now.service.state === 'active');
    const newOnes = (view: typeof between) => view.tasks.filter((task) => task.operationId === currentOperation(view)?.id);
    expect(newOnes(await rig.view(id)).filter((task) => task.tries.length > 0)).toEqual([]);
    held[3]?.release();
    const view = await rig.until(id, (now) => now.service.state === 'active');
    expect(view.operations.map((one) => one.status)).toEqual(['cancelled', 'succeeded']);
    const lastOld = view.tasks.filter((task) => task.operationId === view.operations[0]?.id).map((task) => task.finishedAt ?? '').toSorted().at(-1) ?? 'z';
    for (const task of newOnes(view)) expect(lastOld <= (task.startedAt ?? '')).toBe(true);
    await lawsHold(rig);
    await replayIsTheView(rig, id);
    expect(rig.errors).toEqual([]);
  });

  it('leaves nothing of the old one to write: a late success is noted, and moves nothing of the service', async () => {
    await using rig = await paperRig({ databaseUrl });
    const late = rig.paper.hold({ method: 'mailDomains.dkim' });
    rig.worker();
    const { id } = await rig.order();
    await late.reached;
    // What of it may write has written: from here on nothing of the old generation does.
    await rig.until(id, (now) => now.tasks.some((task) => task.action === 'web.applySettings' && task.status === 'succeeded'));
    const before = (await serviceRow(rig, id))?.observed;
    await rebuild(rig.engine, id, { kind: 'redeploy', openedBy: 'Rosa' });
    await rig.client.pool.query("update nodes set state = 'maintenance'");
    late.release();
    const view = await rig.until(id, (now) => now.tasks.some((task) => task.action === 'mail.addDomain' && task.status === 'succeeded'));
    expect(view.service).toMatchObject({ state: 'deploying', home: null });
    expect(view.operations.map((one) => one.status)).toEqual(['cancelled', 'running']);
    expect(before).not.toHaveProperty('dkim');
    expect((await serviceRow(rig, id))?.observed).toEqual(before);
    await replayIsTheView(rig, id);
  });

  it('pressed ten times at once is one', async () => {
    await using rig = await paperRig({ databaseUrl });
    const { id } = await rig.order();
    expect(await Promise.all(Array.from({ length: 10 }, () => rebuild(rig.engine, id, { kind: 'redeploy', openedBy: 'Rosa' })))).toEqual(Array.from({ length: 10 }, () => 2));
    expect((await rig.view(id)).operations.map((one) => `${one.kind} ${one.number}`)).toEqual(['deploy 1', 'redeploy 1']);
    await rig.client.pool.query("update tasks set starts = 1 where id = (select max(id) from tasks where status = 'queued')");
    expect(await rebuild(rig.engine, id, { kind: 'redeploy', openedBy: 'Rosa' })).toBe(3);
  });

  it('of a service that is not there is refused', async () => {
    await using rig = await paperRig({ databaseUrl });
    await expect(rebuild(rig.engine, 4711, { kind: 'redeploy', openedBy: 'Rosa' })).rejects.toThrow(Refused);
  });

  it('against a retry and a cancel: the newest operation wins, and only its steps go on', async () => {
    await using rig = await paperRig({ databaseUrl });
    await watchLaws(rig);
    const { id } = await rig.order();
    const refusedOr = (work: Promise<unknown>) => work.catch((error: unknown) => { if (!(error instanceof Refused)) throw error; });
    for (let count = 0; count < times(5, 300); count++) {
      const { tasks } = await rig.view(id);
      for (const task of tasks.filter((one) => one.status === 'queued')) await cancelTask(rig.engine, id, task.id);
      const some = tasks.at(-3)?.id ?? 0;
      await rig.client.pool.query("update tasks set starts = 1 where status = 'cancelled' and starts = 0");
      await Promise.all([retryFailed(rig.engine, id, 'Test'), rebuild(rig.engine, id, { kind: 'redeploy', openedBy: 'Rosa' }), refusedOr(retryFailed(rig.engine, id, 'Test', some)), refusedOr(cancelTask(rig.engine, id, some))]);
      const view = await rig.view(id);
      const newest = currentOperation(view);
      expect(newest?.generation).toBe(view.service.generation);
      expect(view.tasks.filter((task) => task.operationId !== newest?.id && task.status !== 'cancelled')).toEqual([]);
    }
    await lawsHold(rig);
    rig.worker();
    await retryFailed(rig.engine, id, 'Test');
    await rig.until(id, (now) => now.service.state === 'active');
  });
});
