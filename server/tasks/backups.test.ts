/** A service's backups, from being asked for to being restored: the items say what the node has, whoever made it. */
import { expect, inject, it } from 'vitest';
import { lawsHold, replayIsTheView, watchLaws } from '#e2e/laws.ts';
import { paperRig, timePasses } from '#e2e/paper.ts';
import { makeRig, type Rig } from '#e2e/rig.ts';
import { itemsOf } from '#db/queries/items.ts';
import { type BackupKind, type BackupSettings, fileOf } from '#server/core/items/backup.ts';
import { type ItemState, itemState, taskOfItem } from '#server/core/items/item.ts';
import { newMailbox } from '#server/core/items/mailbox.ts';
import { databaseName, localPart } from '#server/core/names.ts';
import type { RestorePart } from '#server/core/restore.ts';
import { Secret } from '#server/core/secret.ts';
import { lookAtBackups, restorable } from './backup-look.ts';
import { backupsDue, plansOf, savePlan } from './backup-plans.ts';
import { ask } from './command.ts';
import { addItem, changeItem, removeItem, undoItem } from './items.ts';
import { readNow } from './readings.ts';
import { restoreBackup } from './restore.ts';

const databaseUrl = inject('databaseUrl');
const PASSWORD = new Secret('blue-Kettle-19');
const one = (kind: BackupKind) => ({ kind, name: '', settings: { file: '/etc/passwd', archive: { name: 'x' } }, password: null });
const settled = (rig: Rig, id: number) => rig.until(id, (view) => view.tasks.every((task) => ['succeeded', 'failed', 'cancelled'].includes(task.status)));

async function live(rig: Rig, options: Record<string, unknown> = {}): Promise<number> {
  const { id } = await rig.order({ domain: 'rosa.com', options });
  await rig.until(id, (view) => view.service.state === 'active');
  return id;
}
async function listed(rig: Rig, id: number, kind: BackupKind): Promise<readonly { id: number; rev: number; name: string; state: ItemState; from: string | undefined; file: string | null }[]> {
  const { items, tasks } = await itemsOf(rig.client.db, id, kind);
  return items.toSorted((a, b) => a.id - b.id).map((item) => ({ id: item.id, rev: item.rev, name: item.name, state: itemState(item, taskOfItem(item.id, tasks)), from: (item.known as BackupSettings | null)?.from, file: fileOf(item.known) }));
}
const states = async (rig: Rig, id: number, kind: BackupKind = 'webBackup') => (await listed(rig, id, kind)).map(({ name, state, from }) => `${name} ${state} ${from ?? ''}`.trim());

it('are made, found, restored from part by part, and deleted on a real node', async () => {
  await using rig = await makeRig({ databaseUrl, roles: ['web', 'mail', 'dns'] });
  await watchLaws(rig);
  rig.worker({ leaseSeconds: 15 });
  const id = await live(rig, { web_backups: 3, web_databases: 2 });
  const [web, mail] = rig.fleet.nodes;
  for (const [kind, name, settings] of [['database', 'shop', { user: 'shop', charset: 'utf8mb4' }], ['mailbox', 'info', newMailbox]] as const) await addItem(rig.engine, id, { kind, name, settings, password: PASSWORD }, 'Rosa');
  await settled(rig, id);
  // The answer of one is lost: it is found, and no other is made.
  await web?.control({ op: 'fault', name: 'drop-after', match: 'v-backup-user', times: 1 });
  await addItem(rig.engine, id, one('webBackup'), 'Rosa');
  await addItem(rig.engine, id, one('mailBackup'), 'Rosa');
  await rig.until(id, (view) => view.tasks.some((task) => task.action === 'web.backupCreate' && task.status === 'postponed') || view.tasks.filter((task) => task.action.endsWith('backupCreate')).every((task) => task.status === 'succeeded'));
  await timePasses(rig);
  await settled(rig, id);
  expect([await states(rig, id), await states(rig, id, 'mailBackup')]).toEqual([['1 present person'], ['1 present person']]);
  // The panel makes one by itself, and somebody deletes ours by hand.
  await web?.control({ op: 'run', words: ['v-backup-user', 'rosa-com-web', 'no'] });
  expect(await lookAtBackups(rig.engine, id)).toEqual([{ kind: 'webBackup', silent: null }, { kind: 'mailBackup', silent: null }]);
  expect(await states(rig, id)).toEqual(['1 present person', '2 present server']);
  const [first, second] = await listed(rig, id, 'webBackup');
  await web?.control({ op: 'run', words: ['v-delete-user-backup', 'rosa-com-web', second?.file ?? ''] });
  // The next hour's figures tell another number, and it is seen to.
  expect(await readNow(rig.engine, 'server.syncUsage', rig.nodeIds[0] ?? 0)).toBeNull();
  expect(await states(rig, id)).toEqual(['1 present person']);

  const backup = first?.id ?? 0;
  const shop = databaseName.parse('rosa-com-web_shop');
  const [database] = (await itemsOf(rig.client.db, id, 'database')).items;
  await removeItem(rig.engine, id, { id: database?.id ?? 0, rev: null }, 'Rosa');
  await timePasses(rig);
  await settled(rig, id);
  expect((await restorable(rig.engine, id, backup)).parts.map(({ title, now }) => [title, now])).toEqual([['rosa.com', 'there'], [shop, 'gone']]);
  const parts: readonly RestorePart[] = [{ is: 'site' }, { is: 'database', name: shop }];
  const refused = (restore: { id?: number; parts?: readonly RestorePart[]; typed?: string }) => restoreBackup(rig.engine, id, { id: backup, parts, typed: 'rosa.com', ...restore }, 'Rosa').then(() => null, (error: unknown) => String(error));
  expect(await refused({ typed: 'rosa' })).toContain('Type rosa.com to confirm');
  expect(await refused({ id: 9999 })).toContain('not there');
  expect(await refused({ parts: [{ is: 'mailbox', name: localPart.parse('info') }] })).toContain('Email is not in this backup');
  expect(await refused({ parts: [{ is: 'database', name: databaseName.parse('rosa-com-web_other') }] })).toContain('is not in this backup');
  expect(await refused({})).toBeNull();
  expect(await refused({})).toContain('restored already');
  await settled(rig, id);
  // What was removed since is back on the node, and the service's again.
  expect((await itemsOf(rig.client.db, id, 'database')).items).toMatchObject([{ name: 'shop', wish: { user: 'shop', charset: 'utf8mb4' }, known: { user: 'shop' } }]);
  expect(await states(rig, id)).toEqual(['1 present person']);
  const [letters] = await listed(rig, id, 'mailBackup');
  await restoreBackup(rig.engine, id, { id: letters?.id ?? 0, parts: [{ is: 'mailbox', name: localPart.parse('info') }], typed: '' }, 'Rosa');
  await settled(rig, id);
  const effects = async (node: typeof web) => (await node?.control({ op: 'effects' })) as Record<string, { created: number; changed: number; deleted: number }>;
  expect(await effects(mail)).toMatchObject({ 'account info@rosa.com': { changed: 1 } });
  expect(await effects(web)).toMatchObject({ 'web rosa.com': { changed: 1 }, 'backup rosa-com-web': { created: 2 } });

  await removeItem(rig.engine, id, { id: backup, rev: null }, 'Rosa');
  expect(await refused({})).toContain('being deleted');
  await undoItem(rig.engine, id, backup, 'Test');
  expect(await states(rig, id)).toEqual(['1 present person']);
  await removeItem(rig.engine, id, { id: backup, rev: null }, 'Rosa');
  await timePasses(rig);
  await settled(rig, id);
  expect(await states(rig, id)).toEqual([]);
  expect(await effects(web)).toMatchObject({ 'backup rosa-com-web': { created: 2, deleted: 2 } });
  await replayIsTheView(rig, id);
  await lawsHold(rig);
});

it('are as many as there may be, and none that somebody has is given up for a new one', async () => {
  await using rig = await paperRig({ databaseUrl });
  rig.worker();
  const id = await live(rig, { web_backups: 2 });
  await Promise.all([1, 2].map(() => addItem(rig.engine, id, one('webBackup'), 'Rosa')));
  await settled(rig, id);
  await expect(addItem(rig.engine, id, one('webBackup'), 'Rosa')).rejects.toThrow('Website backups: 2 of 2 are used');
  const [first] = await listed(rig, id, 'webBackup');
  await expect(changeItem(rig.engine, id, { id: first?.id ?? 0, rev: null }, { settings: {}, password: null }, 'Rosa')).rejects.toThrow('stays as it was made');
  // On the node there are more than we know of: what it would rotate away is not ours to give.
  await removeItem(rig.engine, id, { id: first?.id ?? 0, rev: null }, 'Rosa');
  await timePasses(rig);
  await settled(rig, id);
  const { rows: [row] } = await rig.client.pool.query("select * from nodes where id = (select node_id from placements where role = 'web' limit 1)");
  await rig.paper.panelOf({ id: row.id }, { write: () => undefined, signal: AbortSignal.timeout(5000) }).backups.add('rosa-com-web' as never);
  await addItem(rig.engine, id, one('webBackup'), 'Rosa');
  await settled(rig, id);
  expect(await states(rig, id)).toEqual(['2 present person', '3 failed']);
  await ask(rig.engine, id, { command: 'suspend' }, 'Ada');
  await expect(addItem(rig.engine, id, one('mailBackup'), 'Rosa')).rejects.toThrow('suspended');
  expect(rig.errors).toEqual([]);
  await replayIsTheView(rig, id);
});

it('are made by themselves when they are due, once, and no more of them are kept than was set', async () => {
  await using rig = await paperRig({ databaseUrl });
  rig.worker();
  const id = await live(rig, { web_backups: 3 });
  const plan = { every: 'daily', hour: 2, weekday: 0, keep: 1 } as const;
  await expect(savePlan(rig.engine, id, 'webBackup', { ...plan, keep: 4 })).rejects.toThrow('There may be 3');
  await savePlan(rig.engine, id, 'webBackup', plan);
  const { signal } = new AbortController();
  const turn = async (): Promise<number> => {
    await rig.client.pool.query("update backup_plans set next_at = now() - interval '1 second'");
    const taken = (await Promise.all([backupsDue(rig.engine, signal), backupsDue(rig.engine, signal)])).reduce((sum, one) => sum + one, 0);
    await settled(rig, id);
    await backupsDue(rig.engine, signal);
    await settled(rig, id);
    return taken;
  };
  expect(await turn()).toBe(1);
  expect(await states(rig, id)).toEqual(['1 present schedule']);
  await turn();
  expect(await states(rig, id)).toEqual(['2 present schedule']);
  for (const _ of [1, 2]) await addItem(rig.engine, id, one('webBackup'), 'Rosa');
  await settled(rig, id);
  await turn();
  expect(await states(rig, id)).toEqual(['3 present person', '4 present person', '5 present schedule']);
  const { id: own = 0 } = (await listed(rig, id, 'webBackup')).at(-1) ?? {};
  await removeItem(rig.engine, id, { id: own, rev: null }, 'Rosa');
  await timePasses(rig);
  await settled(rig, id);
  await addItem(rig.engine, id, one('webBackup'), 'Rosa');
  await settled(rig, id);
  await turn();
  expect((await plansOf(rig.engine, id))[0]).toMatchObject({ every: 'daily', keep: 1, nextAt: expect.any(String), trouble: expect.stringContaining('made by hand') });
  expect(await states(rig, id)).toHaveLength(3);
  // While it is suspended nothing is due.
  await ask(rig.engine, id, { command: 'suspend' }, 'Ada');
  await settled(rig, id);
  expect(await turn()).toBe(0);
  expect(rig.errors).toEqual([]);
  await replayIsTheView(rig, id);
});
