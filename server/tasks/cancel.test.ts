import { describe, expect, inject, it } from 'vitest';
import { lawsHold, replayIsTheView, watchLaws } from '#e2e/laws.ts';
import { times } from '#e2e/long.ts';
import { paperRig, timePasses } from '#e2e/paper.ts';
import type { ServiceView } from '#server/core/view.ts';
import { Refused } from '#server/refused.ts';
import { cancelTask, retryFailed } from './retry.ts';

const databaseUrl = inject('databaseUrl');
const webUser = (view: ServiceView) => view.tasks.find((task) => task.action === 'web.addUser');

describe('cancelling', () => {
  it.each([['retrying', 'broken'], ['postponed', 'busy']] as const)('a step that is %s ends it at once, and it does not come back', async (status, refusal) => {
    await using rig = await paperRig({ databaseUrl, retry: { baseSeconds: 60, capSeconds: 60 } });
    await watchLaws(rig);
    rig.paper.when({ method: 'users.add', nodeId: rig.nodeIds[0] ?? 0 }, async () => ({ ok: false, refusal, message: 'No', hint: '', code: 1 }));
    rig.worker();
    const { id } = await rig.order();
    const task = webUser(await rig.until(id, (now) => webUser(now)?.status === status))?.id ?? 0;
    expect(await cancelTask(rig.engine, id, task)).toBe('cancelled');
    await timePasses(rig);
    const view = await rig.until(id, (now) => now.operations[0]?.status === 'cancelled');
    expect(webUser(view)).toMatchObject({ status: 'cancelled', runAt: null, because: null });
    expect(view.service.state).toBe('failed');
    await lawsHold(rig);
    await retryFailed(rig.engine, id, 'Test');
    await rig.until(id, (now) => now.service.state === 'active');
    await replayIsTheView(rig, id);
  });

  it('a waiting and a queued step ends both; ten clicks are one', async () => {
    await using rig = await paperRig({ databaseUrl });
    const { id } = await rig.order();
    const before = await rig.view(id);
    const waiting = before.tasks.find((task) => task.status === 'waiting')?.id ?? 0;
    const queued = before.tasks.find((task) => task.status === 'queued')?.id ?? 0;
    expect(await Promise.all([waiting, queued].flatMap((task) => Array.from({ length: 5 }, () => cancelTask(rig.engine, id, task))))).toEqual(Array.from({ length: 10 }, () => 'cancelled'));
    expect((await rig.view(id)).seq).toBe(before.seq + 2);
  });

  it('a running step lets its command end: what it did stays done, and its successors go on', async () => {
    await using rig = await paperRig({ databaseUrl });
    await watchLaws(rig);
    const held = rig.paper.hold({ method: 'users.add', nodeId: rig.nodeIds[0] ?? 0 });
    rig.worker();
    const { id } = await rig.order();
    await held.reached;
    const task = webUser(await rig.view(id))?.id ?? 0;
    expect(await Promise.all([1, 2, 3].map(() => cancelTask(rig.engine, id, task)))).toEqual(['cancelling', 'cancelling', 'cancelling']);
    held.release();
    const view = await rig.until(id, (now) => now.service.state === 'active');
    expect(webUser(view)?.status).toBe('succeeded');
    await lawsHold(rig);
  });

  it('a running step that would be tried again, or put off, ends it instead', async () => {
    await using rig = await paperRig({ databaseUrl });
    const held = rig.paper.hold({ method: 'users.find', nodeId: rig.nodeIds[0] ?? 0 });
    rig.paper.when({ method: 'users.add', nodeId: rig.nodeIds[0] ?? 0 }, async () => ({ ok: false, refusal: 'broken', message: 'No', hint: '', code: 1 }));
    rig.worker();
    const { id } = await rig.order();
    await held.reached;
    await cancelTask(rig.engine, id, webUser(await rig.view(id))?.id ?? 0);
    held.release();
    const view = await rig.until(id, (now) => now.operations[0]?.status === 'cancelled');
    expect(webUser(view)).toMatchObject({ status: 'cancelled', tries: [{ outcome: 'cancelled', message: 'Cancelled by a person' }] });
    await replayIsTheView(rig, id);
  });

  it('against the end of the same step is one of both, never half', async () => {
    await using rig = await paperRig({ databaseUrl });
    await watchLaws(rig);
    rig.worker();
    for (let count = 0; count < times(4, 200); count++) {
      const { id } = await rig.order();
      const held = rig.paper.hold({ method: 'users.add', nodeId: rig.nodeIds[0] ?? 0 });
      await held.reached;
      const task = webUser(await rig.view(id))?.id ?? 0;
      const clicked = cancelTask(rig.engine, id, task).catch((error: unknown) => { if (!(error instanceof Refused)) throw error; });
      held.release();
      await clicked;
      const view = await rig.until(id, (now) => now.service.state === 'active');
      expect(webUser(view)?.status).toBe('succeeded');
    }
    await lawsHold(rig);
    expect(rig.errors).toEqual([]);
  });

  it('what is done, failed or not there is refused in a sentence', async () => {
    await using rig = await paperRig({ databaseUrl });
    rig.worker();
    const { id } = await rig.order();
    const view = await rig.until(id, (now) => now.service.state === 'active');
    await expect(cancelTask(rig.engine, id, view.tasks[0]?.id ?? 0)).rejects.toThrow(/^Task \d+ can't be cancelled any more: it is success$/);
    await expect(cancelTask(rig.engine, id, 999_999)).rejects.toThrow('Task 999999 is not there');
    await expect(cancelTask(rig.engine, 999_999, view.tasks[0]?.id ?? 0)).rejects.toThrow('Service 999999 is not there');
  });
});
