/** A website that is not for everybody: switched off by the provider, closed to all but some, or in another folder; and its logs. */
import { expect, inject, it } from 'vitest';
import { lawsHold, replayIsTheView, watchLaws } from '#e2e/laws.ts';
import { paperRig, timePasses } from '#e2e/paper.ts';
import { allEnded, differing, makeRig } from '#e2e/rig.ts';
import { siteState } from '#server/core/site.ts';
import { Secret } from '#server/core/secret.ts';
import type { ServiceView } from '#server/core/view.ts';
import { ask, rebuild } from './command.ts';
import { addItem, removeItem } from './items.ts';
import { changeSite, switchSite } from './site-edit.ts';
import { readSiteLog } from './site-log.ts';
import { repair } from './verify.ts';

const databaseUrl = inject('databaseUrl');
const stateOf = ({ service: { site }, tasks }: ServiceView) => site && siteState(site, tasks.findLast((task) => task.action === 'web.applySettings') ?? null);
const guest = { kind: 'visitor', name: 'guest', settings: {}, password: new Secret('blue-Kettle-19') } as const;

it('that staff switch off stays off through all that is done to its service, until they switch it on', async () => {
  await using rig = await paperRig({ databaseUrl });
  await watchLaws(rig);
  rig.worker();
  const { id } = await rig.order({ domain: 'rosas-bakery.com' });
  await rig.until(id, (view) => view.service.state === 'active');
  const settled = () => rig.until(id, allEnded);
  const isOff = async () => (await rig.view(id)).service.site?.isOff;
  await switchSite(rig.engine, id, true, 'Ada');
  expect(stateOf(await settled())).toBe('present');
  expect([await isOff(), await differing(rig, id)]).toEqual([true, []]);
  const { rev, wish } = (await rig.view(id)).service.site ?? { rev: 0, wish: {} };
  await expect(changeSite(rig.engine, id, { rev, settings: wish }, 'Rosa')).rejects.toThrow('switched off by the provider');
  await expect(addItem(rig.engine, id, guest, 'Rosa')).rejects.toThrow('switched off by the provider');
  // An account that sleeps and wakes takes its website with it.
  await ask(rig.engine, id, { command: 'suspend' }, 'Ada');
  await rig.until(id, (view) => view.service.state === 'suspended' && allEnded(view));
  expect(await differing(rig, id)).toEqual([]);
  await ask(rig.engine, id, { command: 'unsuspend' }, 'Ada');
  const awake = await rig.until(id, (view) => view.service.state === 'active' && allEnded(view));
  expect(awake.tasks.filter((task) => task.action === 'web.applySettings')).toHaveLength(3);
  expect(await differing(rig, id)).toEqual([]);
  await rebuild(rig.engine, id, { kind: 'redeploy', openedBy: 'Ada' });
  await rig.until(id, (view) => view.service.generation === 2 && view.service.state === 'active' && allEnded(view));
  expect([await isOff(), await differing(rig, id)]).toEqual([true, []]);
  await Promise.all(Array.from({ length: 3 }, () => switchSite(rig.engine, id, false, 'Ada')));
  await settled();
  expect([await isOff(), await differing(rig, id)]).toEqual([false, []]);
  await replayIsTheView(rig, id);
  await lawsHold(rig);
});

it('on a real node: somebody’s hand is found, a folder must be there, and a web server that did not hear of a password is told again', { timeout: 60_000 }, async () => {
  await using rig = await makeRig({ databaseUrl, roles: ['web', 'mail', 'dns'] });
  rig.worker({ leaseSeconds: 15 });
  const { id } = await rig.order({ domain: 'rosas-bakery.com' });
  await rig.until(id, (view) => view.service.state === 'active');
  const settled = () => rig.until(id, allEnded);
  const node = rig.fleet.nodes[0];
  const at = { user: 'rosas-bakery-com-web', domain: 'rosas-bakery.com' };
  const run = (...words: string[]) => node?.control({ op: 'run', words: [...words.slice(0, 1), at.user, at.domain, ...words.slice(1)] });
  await run('v-suspend-web-domain');
  const seen = (await rig.view(id)).service.site;
  expect(await differing(rig, id)).toEqual(['rosas-bakery.com is switched off']);
  // Marked for the customer too, and whoever has a form open from before is told.
  const marked = (await rig.view(id)).service.site;
  expect([seen?.outside, marked?.outside]).toEqual([false, true]);
  await expect(changeSite(rig.engine, id, { rev: seen?.rev ?? 0, settings: seen?.wish }, 'Rosa')).rejects.toThrow('meanwhile');
  await repair(rig.engine, id, { by: 'Ada' });
  expect((await settled()).service.site?.outside).toBe(false);
  expect(await differing(rig, id)).toEqual([]);

  const to = async (folder: string) => {
    const { rev, wish } = (await rig.view(id)).service.site ?? { rev: 0, wish: {} };
    await changeSite(rig.engine, id, { rev, settings: { ...wish, folder } }, 'Rosa');
    return settled();
  };
  expect(stateOf(await to('/shop'))).toBe('failed');
  await node?.control({ op: 'folder', ...at, path: '/shop' });
  expect((await to('/shop/')).service.site).toMatchObject({ known: { folder: '/shop' } });
  await run('v-change-web-domain-docroot', 'default');
  expect(await differing(rig, id)).toEqual(['rosas-bakery.com shows another folder']);

  // The command says 0 and only mentions that nginx did not start: without a second look everybody would get in.
  await node?.control({ op: 'fault', name: 'exit-after', code: 0, match: 'v-add-web-domain-httpauth', text: 'Error: nginx restart failed\n' });
  await node?.control({ op: 'fault', name: 'exit-after', code: 20, match: 'v-rebuild-web-domain' });
  const { id: item } = await addItem(rig.engine, id, guest, 'Rosa');
  const waits = (view: ServiceView) => view.tasks.some((task) => task.item === item && task.status === 'postponed');
  await rig.until(id, waits);
  for (let round = 0; round < 2; round++) {
    await timePasses(rig);
    await rig.until(id, (view) => round === 1 || (waits(view) && view.tasks.some((task) => task.item === item && task.tries.length === 2)));
  }
  const view = await settled();
  expect(view.tasks.find((task) => task.item === item)?.status).toBe('succeeded');
  await removeItem(rig.engine, id, { id: item, rev: null }, 'Rosa');
  await timePasses(rig);
  await settled();
  await node?.control({ op: 'visit', ...at, log: 'access', lines: ['\u001b[2Jone', 'two'] });
  expect(await readSiteLog(rig.engine, id, 'access', 10)).toEqual(['one', 'two']);
  const { rows } = await rig.client.pool.query<{ n: number }>("select count(*)::int as n from log_lines where text ilike '%blue-Kettle%'");
  expect(rows).toEqual([{ n: 0 }]);
});
