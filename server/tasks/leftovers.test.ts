/** The half of a killed creation: the step finds it, a person has it cleaned up, and the deployment goes on. */
import { describe, expect, inject, it } from 'vitest';
import { makeRig, type Rig } from '#e2e/rig.ts';
import type { Action } from '#server/core/action.ts';
import type { ServiceView, TaskView } from '#server/core/view.ts';
import { ask } from './command.ts';
import { cleanUp, leftoverOf } from './leftovers.ts';
import { retryFailed } from './retry.ts';

const databaseUrl = inject('databaseUrl');
const roles = ['web', 'mail', 'dns'] as const;
const taskOf = (view: ServiceView, action: Action): TaskView | undefined => view.tasks.findLast((task) => task.action === action);

async function found(rig: Rig, match: string, action: Action, share: number): Promise<{ id: number; task: TaskView }> {
  await rig.fleet.nodes[0]?.control({ op: 'fault', name: 'half', share, match });
  const worker = rig.worker();
  const { id } = await rig.order({ domain: 'rosas-bakery.com' });
  const view = await rig.until(id, (now) => now.service.state === 'failed');
  const task = taskOf(view, action);
  if (task === undefined) throw new Error(`There is no ${action}`);
  await worker.stop(3000);
  return { id, task };
}
const cleaned = async (rig: Rig, id: number, task: TaskView) => {
  const operation = await cleanUp(rig.engine, task.id, 'Rosa');
  // Nothing works meanwhile: once it is done, the same click is another one.
  expect(await cleanUp(rig.engine, task.id, 'Rosa')).toBe(operation);
  rig.worker();
  return rig.until(id, (view) => view.operations.some((one) => one.id === operation && one.status !== 'running'));
};
const saidBy = async (rig: Rig, action: string): Promise<string[]> =>
  (await rig.client.pool.query<{ text: string }>("select l.text from log_lines l join tasks t on t.id = l.task_id where t.action = $1 and l.stream = 'note' and l.text not like 'not there%' order by l.line", [action])).rows.map((row) => row.text);

describe('an orphan', () => {
  it('of an account is found, shown, cleaned up by a task of its own, and then the deployment goes on to its end', async () => {
    await using rig = await makeRig({ databaseUrl, roles });
    const { id, task } = await found(rig, 'v-add-user rosas-bakery-com-web', 'web.addUser', 0.2);
    expect(task.error).toMatchObject({ finding: 'orphan', message: expect.stringContaining('is half-made'), hint: expect.stringContaining('Clean up the orphan') });
    expect(await leftoverOf(rig.engine, task.id)).toEqual({ node: 'web-1', parts: ['system user rosas-bakery-com-web (uid 1001) and its group', '/home/rosas-bakery-com-web with everything in it'] });
    const view = await cleaned(rig, id, task);
    expect(taskOf(view, 'web.cleanUpUser')).toMatchObject({ status: 'succeeded', changed: true, target: 'rosas-bakery-com-web' });
    expect(await saidBy(rig, 'web.cleanUpUser')).toEqual(['Goes: system user rosas-bakery-com-web (uid 1001) and its group', 'Goes: /home/rosas-bakery-com-web with everything in it', 'Done']);
    expect((await leftoverOf(rig.engine, task.id)).parts).toEqual([]);
    await retryFailed(rig.engine, id, 'Test');
    await rig.until(id, (now) => now.service.state === 'active');
    await expect(cleanUp(rig.engine, task.id, 'Rosa')).rejects.toThrow('has found nothing');
    expect((await rig.client.pool.query('select claim from placements')).rows.every((row) => row.claim === null)).toBe(true);
  });

  it('of a web domain is found in our own account and goes, and nothing else in it', async () => {
    await using rig = await makeRig({ databaseUrl, roles });
    const { id, task } = await found(rig, 'v-add-web-domain', 'web.addDomain', 0.4);
    expect(task.error?.finding).toBe('orphan');
    expect((await leftoverOf(rig.engine, task.id)).parts).toEqual(['/home/rosas-bakery-com-web/web/rosas-bakery.com', '/etc/php/8.2/fpm/pool.d/rosas-bakery.com.conf']);
    await cleaned(rig, id, task);
    await retryFailed(rig.engine, id, 'Test');
    await rig.until(id, (now) => now.service.state === 'active');
  });

  it('that nobody of ours made is a conflict, offers nothing to clean up, and is left alone', async () => {
    await using rig = await makeRig({ databaseUrl, roles });
    const [web] = rig.fleet.nodes;
    await web?.control({ op: 'fault', name: 'half', share: 0.2, match: 'v-add-user' });
    await web?.control({ op: 'run', words: ['v-add-user', 'rosas-bakery-com-web', 'Passw0rd', 'a@example.com'] });
    rig.worker();
    const { id } = await rig.order({ domain: 'rosas-bakery.com' });
    const task = taskOf(await rig.until(id, (now) => now.service.state === 'failed'), 'web.addUser');
    expect(task?.error).toMatchObject({ message: expect.stringContaining('that is not ours') });
    expect(task?.error?.finding).toBeUndefined();
    await expect(cleanUp(rig.engine, task?.id ?? 0, 'Rosa')).rejects.toThrow('has found nothing');
    // However often it is tried.
    await retryFailed(rig.engine, id, 'Test');
    const again = taskOf(await rig.until(id, (now) => now.service.state === 'failed' && (taskOf(now, 'web.addUser')?.attempts ?? 0) > 1), 'web.addUser');
    expect(again?.error?.finding).toBeUndefined();
    await ask(rig.engine, id, { command: 'terminate' }, 'Rosa');
    await rig.until(id, (now) => now.service.state === 'terminated');
    expect(await web?.control({ op: 'run', words: ['id', '-u', 'rosas-bakery-com-web'] })).toMatchObject({ exit: 0 });
  });

  it('stays where it is when nothing proves any more that it is ours', async () => {
    await using rig = await makeRig({ databaseUrl, roles });
    const { id, task } = await found(rig, 'v-add-user rosas-bakery-com-web', 'web.addUser', 0.2);
    await rig.client.pool.query("update placements set claim = null");
    const view = await cleaned(rig, id, task);
    expect(taskOf(view, 'web.cleanUpUser')).toMatchObject({ status: 'failed', error: { message: expect.stringContaining('Nothing proves') } });
    expect(await rig.fleet.nodes[0]?.control({ op: 'run', words: ['id', '-u', 'rosas-bakery-com-web'] })).toMatchObject({ exit: 0 });
  });
});
