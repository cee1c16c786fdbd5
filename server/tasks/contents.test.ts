/** What is shown before something is destroyed, and the backup that is made first. */
import { describe, expect, inject, it } from 'vitest';
import { makeRig, type Rig } from '#e2e/rig.ts';
import { currentOperation } from '#server/core/progress.ts';
import type { ServiceView } from '#server/core/view.ts';
import { ask, rebuild } from './command.ts';
import { contentsOf } from './contents.ts';
import { skipTask } from './retry.ts';

const databaseUrl = inject('databaseUrl');
const domain = 'rosas-bakery.com';

async function live(rig: Rig, product = 'split'): Promise<number> {
  rig.worker();
  const { id } = await rig.order({ domain, product });
  await rig.until(id, (view) => view.service.state === 'active');
  return id;
}
const settled = (rig: Rig, id: number, kind: string) => rig.until(id, (view) => currentOperation(view)?.kind === kind && currentOperation(view)?.status !== 'running');
const tasksOf = (view: ServiceView) => view.tasks.filter((task) => task.operationId === currentOperation(view)?.id);
const ended = (view: ServiceView, verb: string): number[] => tasksOf(view).filter((task) => task.action.endsWith(verb)).map((task) => Date.parse(task.finishedAt ?? ''));
const begun = (view: ServiceView, verb: string): number[] => tasksOf(view).filter((task) => task.action.endsWith(verb)).map((task) => Date.parse(task.startedAt ?? ''));

describe('what would be destroyed', () => {
  it('is read from the nodes: sites, databases and mailboxes with their size, and records', async () => {
    await using rig = await makeRig({ databaseUrl });
    const id = await live(rig);
    const [web, mail] = rig.fleet.nodes;
    await web?.control({ op: 'run', words: ['v-add-database', 'rosas-bakery-com-web', 'shop', 'shop', 'Passw0rd'] });
    await web?.control({ op: 'use', user: 'rosas-bakery-com-web', disk: 420 });
    await mail?.control({ op: 'run', words: ['v-add-mail-account', 'rosas-bakery-com-mail', domain, 'rosa', 'Passw0rd'] });
    await mail?.control({ op: 'use', user: 'rosas-bakery-com-mail', mail: 64 });
    const found = await contentsOf(rig.engine, id);
    expect(found.map(({ node, account }) => `${node} ${account}`)).toEqual(['web-1 rosas-bakery-com-web', 'mail-1 rosas-bakery-com-mail', 'ns1 rosas-bakery-com-dns', 'ns2 rosas-bakery-com-dns']);
    expect(found[0]?.contents).toEqual({ sites: [{ name: domain, sizeMb: 420 }], databases: [{ name: 'rosas-bakery-com-web_shop', sizeMb: 0 }], mailboxes: [], zones: [] });
    expect(found[1]?.contents?.mailboxes).toEqual([{ name: `rosa@${domain}`, sizeMb: 64 }]);
    expect(found[2]?.contents?.zones).toEqual([{ name: domain, records: expect.any(Number) }]);
    const { rows } = await rig.client.pool.query('select drift from services');
    expect(rows).toEqual([{ drift: null }]);
  });

  it('says of a node that does not answer that it is not known, and of an account that is gone that there is nothing', async () => {
    await using rig = await makeRig({ databaseUrl, patienceMs: () => 250 });
    const id = await live(rig);
    await rig.fleet.nodes[0]?.stop();
    await rig.fleet.nodes[1]?.control({ op: 'replace' });
    await rig.client.pool.query("update nodes set state = 'maintenance' where id = $1", [rig.nodeIds[2]]);
    const [web, mail, ns1, ns2] = await contentsOf(rig.engine, id);
    expect(web).toMatchObject({ node: 'web-1', silent: expect.any(String) });
    expect(web).not.toHaveProperty('contents');
    expect(mail?.contents).toBeNull();
    expect(ns1?.silent).toContain('was not asked: Nothing is sent to it');
    expect(ns2?.contents?.zones).toHaveLength(1);
    await expect(contentsOf(rig.engine, 4711)).rejects.toThrow('is not there');
  });
});

describe('a backup first', () => {
  it('is a task per account with files or mail, and nothing is removed before all are made', async () => {
    await using rig = await makeRig({ databaseUrl });
    const id = await live(rig);
    await rebuild(rig.engine, id, { kind: 'redeploy', openedBy: 'Rosa', backup: true });
    const view = await settled(rig, id, 'redeploy');
    expect(currentOperation(view)?.status).toBe('succeeded');
    const backups = tasksOf(view).filter((task) => task.action.endsWith('backupCreate'));
    expect(backups.map((task) => `${task.action} ${task.target} ${String(task.changed)}`)).toEqual(['web.backupCreate rosas-bakery-com-web true', 'mail.backupCreate rosas-bakery-com-mail true']);
    expect(Math.min(...begun(view, 'removeUser'))).toBeGreaterThanOrEqual(Math.max(...ended(view, 'backupCreate')));
    expect(await rig.fleet.nodes[0]?.control({ op: 'effects' })).toMatchObject({ 'backup rosas-bakery-com-web': { created: 1 } });
    expect((await rig.client.pool.query("select text from log_lines where text like 'The archive is rosas-bakery-com-web.%.tar on the node, 1 MB'")).rows).toHaveLength(1);
  });

  it('that does not work keeps the service from being terminated, until a person goes on without it', async () => {
    await using rig = await makeRig({ databaseUrl, roles: ['all'] });
    const id = await live(rig, 'unified');
    await rig.fleet.nodes[0]?.control({ op: 'fault', name: 'exit', match: 'v-backup-user', times: 9, code: 13 });
    await ask(rig.engine, id, { command: 'terminate' }, 'Rosa', { generation: 1, backup: true });
    const failed = await rig.until(id, (view) => tasksOf(view).some((task) => task.action === 'web.backupCreate' && (task.status === 'failed' || task.status === 'postponed')));
    expect(tasksOf(failed).find((task) => task.action === 'web.removeUser')?.status).toBe('waiting');
    expect(await rig.fleet.nodes[0]?.control({ op: 'state' })).toMatchObject({ users: { 'rosas-bakery-com': expect.anything() } });
    const backup = tasksOf(failed).find((task) => task.action === 'web.backupCreate');
    await skipTask(rig.engine, id, backup?.id ?? 0, 'the customer has one', 'Rosa');
    await rig.until(id, (view) => view.service.state === 'terminated');
  });

  it('of an account that is not there is over in one look', async () => {
    await using rig = await makeRig({ databaseUrl });
    const id = await live(rig);
    await rig.fleet.nodes[0]?.control({ op: 'replace' });
    await rebuild(rig.engine, id, { kind: 'redeploy', openedBy: 'Rosa', backup: true });
    const view = await settled(rig, id, 'redeploy');
    expect(currentOperation(view)?.status).toBe('succeeded');
    expect(tasksOf(view).find((task) => task.action === 'web.backupCreate')?.changed).toBe(false);
  });
});
