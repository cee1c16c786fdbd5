/** What somebody changes on a node by hand is marked at the next look, and overwritten only when a person says so. */
import { expect, inject, it } from 'vitest';
import { lawsHold, replayIsTheView, watchLaws } from '#e2e/laws.ts';
import { paperRig } from '#e2e/paper.ts';
import { allEnded, makeRig, type Rig } from '#e2e/rig.ts';
import { itemsOf } from '#db/queries/items.ts';
import type { ItemKind } from '#server/core/items/item.ts';
import { newMailbox } from '#server/core/items/mailbox.ts';
import { Secret } from '#server/core/secret.ts';
import { ask } from './command.ts';
import { addItem, changeItem, keepItem, removeItem, retryItem, setBackItem } from './items.ts';
import { lookAtItems, lookNow } from './items-look.ts';
import { verify } from './verify.ts';

const databaseUrl = inject('databaseUrl');
const password = new Secret('blue-Kettle-19');

async function one(rig: Rig, id: number, kind: ItemKind) {
  const [item] = (await itemsOf(rig.client.db, id, kind)).items;
  if (item === undefined) throw new Error(`There is no ${kind}`);
  return item;
}

it('on a real node: each kind is seen, kept or set back', { timeout: 60_000 }, async () => {
  await using rig = await makeRig({ databaseUrl, roles: ['web', 'mail', 'dns'] });
  await watchLaws(rig);
  rig.worker({ leaseSeconds: 15 });
  const { id } = await rig.order({ domain: 'rosas-bakery.com' });
  await rig.until(id, (view) => view.service.state === 'active');
  const settled = () => rig.until(id, allEnded);
  const at = async (kind: ItemKind) => { const { id: item, rev } = await one(rig, id, kind); return { id: item, rev }; };
  const [web, mail] = ['rosas-bakery-com-web', 'rosas-bakery-com-mail'];
  const [webNode, mailNode] = rig.fleet.nodes;
  const onWeb = (...words: string[]) => webNode?.control({ op: 'run', words });
  const onMail = (...words: string[]) => mailNode?.control({ op: 'run', words });
  await addItem(rig.engine, id, { kind: 'mailbox', name: 'info', settings: { ...newMailbox, quotaMb: 100, autoReply: 'Away.\nRosa' }, password }, 'Rosa');
  await addItem(rig.engine, id, { kind: 'cron', name: '', settings: { schedule: ['5', '*', '*', '*', '*'], command: '/bin/true', active: true }, password: null }, 'Rosa');
  await addItem(rig.engine, id, { kind: 'ftp', name: 'shop', settings: { path: '/public_html' }, password }, 'Rosa');
  await addItem(rig.engine, id, { kind: 'database', name: 'shop', settings: { user: 'shop', charset: 'utf8mb4' }, password }, 'Rosa');
  await settled();
  expect(await lookAtItems(rig.engine, id)).toBe(4);
  for (const kind of ['mailbox', 'cron', 'ftp', 'database'] as const) expect((await one(rig, id, kind)).outside).toBeNull();

  await onMail('v-change-mail-account-quota', mail, 'rosas-bakery.com', 'info', '250');
  await onWeb('v-suspend-cron-job', web, '1');
  await onWeb('v-change-web-domain-ftp-path', web, 'rosas-bakery.com', `${web}_shop`, '/public_html/else');
  await onWeb('v-delete-database', web, `${web}_shop`);
  await verify(rig.engine, id);
  expect((await one(rig, id, 'mailbox')).outside).toMatchObject({ gone: false, found: { quotaMb: 250, autoReply: 'Away.\nRosa' } });
  expect((await one(rig, id, 'cron')).outside).toMatchObject({ found: { active: false } });
  expect((await one(rig, id, 'database')).outside).toEqual({ gone: true, found: null });
  // Kept, set back, removed here too.
  await keepItem(rig.engine, id, await at('mailbox'));
  expect(await one(rig, id, 'mailbox')).toMatchObject({ wish: { quotaMb: 250 }, known: { quotaMb: 250 }, outside: null });
  await setBackItem(rig.engine, id, await at('ftp'), 'Rosa');
  await expect(setBackItem(rig.engine, id, await at('database'), 'Rosa')).rejects.toThrow('edit it with a new one');
  await keepItem(rig.engine, id, await at('database'));
  await settled();
  expect((await itemsOf(rig.client.db, id, 'database')).items).toEqual([]);
  expect(await lookNow(rig.engine, id, 'ftp')).toEqual({ seen: 1 });
  expect(await one(rig, id, 'ftp')).toMatchObject({ known: { path: '/public_html' }, outside: null });

  // An edit that knows nothing of it is told, and changes nothing.
  await onMail('v-change-mail-account-quota', mail, 'rosas-bakery.com', 'info', '300');
  await changeItem(rig.engine, id, await at('mailbox'), { settings: { ...newMailbox, quotaMb: 50 }, password: null }, 'Rosa');
  const told = (await settled()).tasks.at(-1);
  expect([told?.status, told?.error?.customer]).toEqual(['failed', 'It was changed on the server meanwhile']);
  const marked = await one(rig, id, 'mailbox');
  expect(marked).toMatchObject({ wish: { quotaMb: 50 }, outside: { found: { quotaMb: 300 } } });
  await expect(retryItem(rig.engine, id, marked.id, 'Test')).rejects.toThrow('keep that, or set it back');
  await setBackItem(rig.engine, id, await at('mailbox'), 'Rosa');
  await settled();
  expect(await one(rig, id, 'mailbox')).toMatchObject({ known: { quotaMb: 50 }, outside: null });
  // One that is gone is made again with a new password.
  await onMail('v-delete-mail-account', mail, 'rosas-bakery.com', 'info');
  await lookNow(rig.engine, id, 'mailbox');
  await changeItem(rig.engine, id, await at('mailbox'), { password }, 'Rosa');
  await settled();
  expect(await one(rig, id, 'mailbox')).toMatchObject({ known: { quotaMb: 50 }, outside: null });
  expect(await lookAtItems(rig.engine, id)).toBe(3);
  await replayIsTheView(rig, id);
  await lawsHold(rig);
});

it('leaves alone what is on its way, what sleeps, and what its node does not tell', async () => {
  await using rig = await paperRig({ databaseUrl });
  rig.worker();
  const { id } = await rig.order({ domain: 'rosas-bakery.com' });
  await rig.until(id, (view) => view.service.state === 'active');
  const { id: item } = await addItem(rig.engine, id, { kind: 'mailbox', name: 'info', settings: newMailbox, password }, 'Rosa');
  await rig.until(id, allEnded);
  const { rev } = await one(rig, id, 'mailbox');
  // Changed while it was looked at: what was seen is old.
  const held = rig.paper.hold({ method: 'mailAccounts.find' });
  const looking = lookAtItems(rig.engine, id);
  await held.reached;
  await removeItem(rig.engine, id, { id: item, rev }, 'Rosa');
  held.release();
  expect(await looking).toBe(1);
  expect(await lookAtItems(rig.engine, id)).toBe(0);
  rig.paper.when({ method: 'mailAccounts.find' }, async () => { throw new DOMException('late', 'TimeoutError'); });
  await rig.client.pool.query("update items set wish = known; update tasks set status = 'succeeded' where item_id is not null and status = 'postponed'");
  await expect(lookAtItems(rig.engine, id)).rejects.toThrow('late');
  await rig.client.pool.query("update nodes set state = 'maintenance'");
  await expect(lookNow(rig.engine, id, 'mailbox')).rejects.toThrow('look again when it does');
  await rig.client.pool.query("update nodes set state = 'active'");
  await ask(rig.engine, id, { command: 'suspend' }, 'Ada');
  await rig.until(id, (view) => view.service.state === 'suspended');
  expect(await lookAtItems(rig.engine, id)).toBe(0);
});
