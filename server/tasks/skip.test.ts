/** Going on without a step: its successors are freed, the reason stays, and nobody begins it again by himself. */
import { describe, expect, inject, it } from 'vitest';
import { lawsHold, replayIsTheView, watchLaws } from '#e2e/laws.ts';
import { times } from '#e2e/long.ts';
import { paperRig } from '#e2e/paper.ts';
import { currentOperation } from '#server/core/progress.ts';
import type { Action } from '#server/core/action.ts';
import type { ServiceView } from '#server/core/view.ts';
import { Refused } from '#server/refused.ts';
import { ask, rebuild } from './command.ts';
import { pursueAll } from './pursue.ts';
import { cancelTask, retryFailed, skipTask } from './retry.ts';

const databaseUrl = inject('databaseUrl');
type Rig = Awaited<ReturnType<typeof paperRig>>;

const taskOf = (view: ServiceView, action: Action) => view.tasks.findLast((task) => task.action === action);
const idOf = (view: ServiceView, action: Action): number => taskOf(view, action)?.id ?? 0;
const settled = (view: ServiceView): boolean => view.operations.every((operation) => operation.status !== 'running');
const refuse = (rig: Rig, method: string, word?: string) => rig.paper.when({ method, ...(word !== undefined && { word }) }, async () => ({ ok: false, refusal: 'forbidden', message: 'no', hint: '', code: 10 }), 100);
const refusedOr = async (work: Promise<unknown>): Promise<void> => {
  await work.catch((error: unknown) => {
    if (!(error instanceof Refused)) throw error;
  });
};

describe('skipping', () => {
  it('a failed step frees what waited for it, keeps the reason for staff, and ten clicks are one', async () => {
    await using rig = await paperRig({ databaseUrl });
    await watchLaws(rig);
    refuse(rig, 'mailDomains.add');
    rig.worker();
    const { id } = await rig.order();
    const failed = await rig.until(id, (view) => view.service.state === 'failed');
    const task = idOf(failed, 'mail.addDomain');
    const clicks = Array.from({ length: 10 }, () => skipTask(rig.engine, id, task, 'mail is elsewhere', 'Ada'));
    expect(new Set(await Promise.all(clicks))).toEqual(new Set(['skipped']));
    const view = await rig.until(id, (now) => now.service.state === 'active');
    expect(taskOf(view, 'mail.addDomain')).toMatchObject({ status: 'skipped', because: 'Skipped by Ada: mail is elsewhere', error: null, tries: [{ outcome: 'failed' }] });
    expect(currentOperation(view)).toMatchObject({ status: 'succeeded', progress: 1000 });
    expect(view.tasks.filter((one) => one.status !== 'succeeded').map((one) => one.action)).toEqual(['mail.addDomain']);
    await replayIsTheView(rig, id);
    await lawsHold(rig);
  });

  it('a waiting step never starts, and what waits for it starts when the rest is done', async () => {
    await using rig = await paperRig({ databaseUrl });
    const { id } = await rig.order();
    await skipTask(rig.engine, id, idOf(await rig.view(id), 'web.applySettings'), 'set by hand', 'Ada');
    rig.worker();
    const view = await rig.until(id, (now) => now.service.state === 'active');
    expect(taskOf(view, 'web.applySettings')).toMatchObject({ status: 'skipped', attempts: 0, tries: [] });
    expect(rig.paper.calls.map((call) => call.method)).not.toContain('webDomains.setBackend');
    await replayIsTheView(rig, id);
  });

  it.each([['suspendUser', 'suspend', 'suspended'], ['removeUser', 'terminate', 'terminated']] as const)('mail.%s ends the operation, and none is opened for it again', async (verb, command, state) => {
    await using rig = await paperRig({ databaseUrl });
    rig.worker();
    const { id } = await rig.order();
    await rig.until(id, (now) => now.service.state === 'active');
    refuse(rig, verb === 'suspendUser' ? 'users.suspend' : 'users.remove', `${(await rig.view(id)).service.domain.replaceAll('.', '-')}-mail`);
    await ask(rig.engine, id, { command }, 'Ada');
    const failed = await rig.until(id, (now) => currentOperation(now)?.status === 'failed');
    await skipTask(rig.engine, id, idOf(failed, `mail.${verb}`), 'done by hand', 'Ada');
    await rig.until(id, (now) => now.service.state === state && settled(now));
    await pursueAll(rig.engine);
    expect((await rig.view(id)).operations.map((one) => one.kind)).toEqual(['deploy', command]);
    const { rows } = await rig.client.pool.query<{ facts: ({ suspended: boolean } | null)[] }>('select (select jsonb_agg(fact) from placements p where p.service_id = s.id and p.generation = s.generation) as facts from services s where id = $1', [id]);
    expect(rows[0]?.facts.every((fact) => (state === 'terminated' ? fact === null : fact?.suspended === true))).toBe(true);
  });

  it('is refused in a sentence for what is done, ours to say, of an older operation, or not there', async () => {
    await using rig = await paperRig({ databaseUrl });
    const { id } = await rig.order();
    const view = await rig.view(id);
    const skip = (task: number) => skipTask(rig.engine, id, task, 'no reason', 'Ada');
    await expect(skip(idOf(view, 'service.activate'))).rejects.toThrow('service.activate is our own book-keeping');
    await expect(skip(999_999)).rejects.toThrow('Task 999999 is not there');
    refuse(rig, 'users.add');
    rig.worker();
    const failed = await rig.until(id, (now) => now.service.state === 'failed');
    await expect(skip(idOf(failed, 'web.addPackage'))).rejects.toThrow(/^Task \d+ can't be skipped: it is success$/);
    const old = idOf(failed, 'web.addUser');
    await rebuild(rig.engine, id, { kind: 'redeploy', openedBy: 'Ada' });
    await expect(skip(old)).rejects.toThrow('A newer operation has taken over');
  });

  it('against retry, cancel and the end of its predecessor is one of them, never half', async () => {
    await using rig = await paperRig({ databaseUrl });
    await watchLaws(rig);
    rig.worker();
    for (let count = 0; count < times(6, 200); count++) {
      const held = rig.paper.hold({ method: 'users.add', nodeId: rig.nodeIds[1] ?? 0 });
      const { id } = await rig.order();
      await held.reached;
      const task = idOf(await rig.view(id), 'mail.addDomain');
      const clicks = [refusedOr(skipTask(rig.engine, id, task, 'race', 'Ada')), refusedOr(cancelTask(rig.engine, id, task)), refusedOr(retryFailed(rig.engine, id, 'Test', task))];
      held.release();
      await Promise.all(count % 2 === 0 ? clicks : clicks.toReversed());
      const view = await rig.until(id, settled);
      expect(['skipped', 'cancelled', 'succeeded']).toContain(taskOf(view, 'mail.addDomain')?.status);
      await retryFailed(rig.engine, id, 'Test');
      await rig.until(id, (now) => now.service.state === 'active');
      await replayIsTheView(rig, id);
    }
    await lawsHold(rig);
    expect(rig.errors).toEqual([]);
  });
});
