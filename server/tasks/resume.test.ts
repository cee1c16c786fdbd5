/** Resuming from one step: it and what comes after it, and nothing beside. */
import { expect, inject, it } from 'vitest';
import { lawsHold, watchLaws } from '#e2e/laws.ts';
import { paperRig } from '#e2e/paper.ts';
import type { Action } from '#server/core/action.ts';
import { Secret } from '#server/core/secret.ts';
import type { ServiceView } from '#server/core/view.ts';
import { ask, rebuild } from './command.ts';
import { cancelTask, resumeFrom } from './retry.ts';

const databaseUrl = inject('databaseUrl');
const taskOf = (view: ServiceView, action: Action) => view.tasks.findLast((task) => task.action === action);

it('starts the step and those after it that were cancelled, and leaves the failure of another branch to itself', async () => {
  await using rig = await paperRig({ databaseUrl });
  await watchLaws(rig);
  const no = async () => ({ ok: false, refusal: 'forbidden', message: 'no', hint: '', code: 10 } as const);
  rig.paper.when({ method: 'webDomains.add' }, no);
  rig.paper.when({ method: 'mailDomains.add' }, no);
  rig.worker();
  const { id } = await rig.order();
  const failed = await rig.until(id, (view) => view.service.state === 'failed');
  await cancelTask(rig.engine, id, taskOf(failed, 'web.applySettings')?.id ?? 0);
  const from = taskOf(failed, 'web.addDomain')?.id ?? 0;
  expect(await resumeFrom(rig.engine, id, from, 'Test')).toBe(2);
  const view = await rig.until(id, (now) => taskOf(now, 'web.applySettings')?.status === 'succeeded');
  expect([taskOf(view, 'web.addDomain')?.status, taskOf(view, 'mail.addDomain')?.status]).toEqual(['succeeded', 'failed']);
  expect(await resumeFrom(rig.engine, id, from, 'Test')).toBe(0);
  expect(await resumeFrom(rig.engine, id, taskOf(view, 'mail.addDomain')?.id ?? 0, 'Test')).toBe(1);
  await rig.until(id, (now) => now.service.state === 'active');
  // Two branches failed, and one of them twice as a service: who is told is told once of each side.
  const { rows: told } = await rig.client.pool.query('select kind, subject, text from notices order by id');
  expect(told).toMatchObject([{ kind: 'serviceFailed', subject: view.service.domain, text: 'no' }, { kind: 'serviceRecovered', subject: view.service.domain }]);
  await lawsHold(rig);
  await rebuild(rig.engine, id, { kind: 'redeploy', openedBy: 'Rosa' });
  await expect(resumeFrom(rig.engine, id, from, 'Test')).rejects.toThrow('A newer operation has taken over');
});

it('a password that could not be set is told of, though the service goes on as it was', async () => {
  await using rig = await paperRig({ databaseUrl });
  rig.worker();
  const { id } = await rig.order();
  const { service: { domain } } = await rig.until(id, (now) => now.service.state === 'active');
  rig.paper.when({ method: 'users.setPassword' }, async () => ({ ok: false, refusal: 'forbidden', message: 'Too weak', hint: '', code: 1 } as const));
  await ask(rig.engine, id, { command: 'changePassword', password: new Secret('correct-horse-9') }, 'Test');
  const failed = await rig.until(id, (now) => now.operations.some((one) => one.kind === 'changePassword' && one.status === 'failed'));
  expect(failed.service.state).toBe('active');
  const { rows } = await rig.client.pool.query('select kind, subject, text, path from notices order by id');
  expect(rows).toEqual([{ kind: 'operationFailed', subject: domain, text: 'Password change #1: Too weak', path: `/services/${id}/deploy` }]);
});
