/** What customers make inside a service: one wish, one change, one truth on the node. */
import { describe, expect, inject, it } from 'vitest';
import { lawsHold, replayIsTheView, watchLaws } from '#e2e/laws.ts';
import { paperRig, timePasses } from '#e2e/paper.ts';
import { makeRig, type Rig } from '#e2e/rig.ts';
import { deedsOf } from '#db/queries/history.ts';
import { itemsOf } from '#db/queries/items.ts';
import { type ItemState, itemState, newestItems, taskOfItem } from '#server/core/items/item.ts';
import { newMailbox } from '#server/core/items/mailbox.ts';
import { Secret } from '#server/core/secret.ts';
import type { ServiceView } from '#server/core/view.ts';
import { Refused } from '#server/refused.ts';
import { ask, rebuild } from './command.ts';
import { addItem, changeItem, discardItem, removeItem, retryItem, undoItem } from './items.ts';

const databaseUrl = inject('databaseUrl');
const PASSWORD = new Secret('blue-Kettle-19');
const box = (name: string, settings: object = {}) => ({ kind: 'mailbox' as const, name, settings: { ...newMailbox, ...settings }, password: PASSWORD });

async function live(rig: Rig, options: Record<string, unknown> = {}): Promise<number> {
  const { id } = await rig.order({ options });
  await rig.until(id, (view) => view.service.state === 'active');
  return id;
}

/** As a room shows it: its list and what was pushed since, by name. */
async function states(rig: Rig, serviceId: number): Promise<Record<string, ItemState>> {
  const { items, tasks } = await itemsOf(rig.client.db, serviceId, 'mailbox');
  return Object.fromEntries(items.map((item) => [item.name, itemState(item, taskOfItem(item.id, tasks))]));
}
const ended = (view: ServiceView): boolean => view.tasks.every((task) => ['succeeded', 'failed', 'cancelled'].includes(task.status));
const settled = (rig: Rig, id: number) => rig.until(id, ended);
const one = async (rig: Rig, id: number, name: string) => {
  const found = (await itemsOf(rig.client.db, id, 'mailbox')).items.find((item) => item.name === name);
  if (found === undefined) throw new Error(`There is no ${name}`);
  return found;
};

describe('a mailbox', () => {
  it('is made, changed and removed on a real node, by tasks of their own that watchers see', async () => {
    await using rig = await makeRig({ databaseUrl, roles: ['web', 'mail', 'dns'] });
    await watchLaws(rig);
    rig.worker();
    const id = await live(rig);
    await addItem(rig.engine, id, box('info', { quotaMb: 500, aliases: ['contact'], forwards: ['rosa@example.org'] }), 'Rosa');
    await settled(rig, id);
    const [, mail] = rig.fleet.nodes;
    const made = await one(rig, id, 'info');
    expect(made).toMatchObject({ wish: { quotaMb: 500 }, known: { aliases: ['contact'], forwards: ['rosa@example.org'] } });
    const reply = 'Back on Monday.\nRosa "the baker" $HOME `id`';
    await changeItem(rig.engine, id, { id: made.id, rev: made.rev }, { settings: { ...newMailbox, quotaMb: null, aliases: ['hello'], forwards: ['a@example.org'], keepCopy: false, autoReply: reply, sendLimit: 60 }, password: new Secret('an0ther-One') }, 'Rosa');
    await settled(rig, id);
    expect(await states(rig, id)).toEqual({ info: 'present' });
    expect(await one(rig, id, 'info')).toMatchObject({ known: { quotaMb: null, aliases: ['hello'], autoReply: reply, sendLimit: 60, keepCopy: false } });
    const { id: item } = await one(rig, id, 'info');
    await removeItem(rig.engine, id, { id: item, rev: null }, 'Rosa');
    await timePasses(rig);
    await settled(rig, id);
    expect(await states(rig, id)).toEqual({});
    expect(Object.entries((await mail?.control({ op: 'effects' })) as object).find(([name]) => name.startsWith('account info@'))?.[1]).toMatchObject({ created: 1, deleted: 1 });
    const { rows } = await rig.client.pool.query<{ n: number }>("select count(*)::int as n from log_lines where text ilike '%blue-Kettle%' or text ilike '%an0ther-One%'");
    expect(rows[0]?.n).toBe(0);
    await replayIsTheView(rig, id);
    await lawsHold(rig);
  });

  it('is counted with what is on its way: 50 adds at once against 3 left are 3', async () => {
    await using rig = await paperRig({ databaseUrl });
    rig.worker();
    const id = await live(rig, { mail_accounts: 3 });
    const adds = await Promise.allSettled(Array.from({ length: 50 }, (_, at) => addItem(rig.engine, id, box(`box${at}`), 'Rosa')));
    expect(adds.filter((one) => one.status === 'fulfilled')).toHaveLength(3);
    expect(new Set(adds.flatMap((one) => (one.status === 'rejected' ? [String(one.reason)] : [])))).toEqual(new Set(['Refused: Mailboxes: 3 of 3 are used. Remove one, or order more']));
    await settled(rig, id);
    expect(Object.values(await states(rig, id))).toEqual(['present', 'present', 'present']);
    expect(rig.paper.calls.filter((call) => call.method === 'mailAccounts.add')).toHaveLength(3);
  });

  it('keeps its removal back for ten seconds, in which it can be undone, and not after', async () => {
    await using rig = await paperRig({ databaseUrl });
    rig.worker();
    const id = await live(rig);
    await addItem(rig.engine, id, box('info', { quotaMb: 7 }), 'Rosa');
    await settled(rig, id);
    const { id: item } = await one(rig, id, 'info');
    await removeItem(rig.engine, id, { id: item, rev: null }, 'Rosa');
    expect(await states(rig, id)).toEqual({ info: 'removing' });
    await undoItem(rig.engine, id, item, 'Test');
    expect(await states(rig, id)).toEqual({ info: 'present' });
    expect(await one(rig, id, 'info')).toMatchObject({ wish: { quotaMb: 7 }, known: { quotaMb: 7 } });
    expect(rig.paper.calls.some((call) => call.method === 'mailAccounts.remove')).toBe(false);
    const held = rig.paper.hold({ method: 'mailAccounts.remove' });
    await removeItem(rig.engine, id, { id: item, rev: null }, 'Rosa');
    await timePasses(rig);
    await held.reached;
    await expect(undoItem(rig.engine, id, item, 'Test')).rejects.toThrow('can not be taken back');
    held.release();
    await settled(rig, id);
    expect(await states(rig, id)).toEqual({});
    await replayIsTheView(rig, id);
  });

  it('that could not be made says so, is tried again, or set aside', async () => {
    await using rig = await paperRig({ databaseUrl });
    rig.worker();
    const id = await live(rig);
    rig.paper.when({ method: 'mailAccounts.add' }, async () => ({ ok: false, refusal: 'forbidden', message: 'no', hint: '', code: 10 }), 2);
    const { id: item } = await addItem(rig.engine, id, box('info'), 'Rosa');
    await settled(rig, id);
    expect(await states(rig, id)).toEqual({ info: 'failed' });
    await retryItem(rig.engine, id, item, 'Test');
    await settled(rig, id);
    expect(await states(rig, id)).toEqual({ info: 'failed' });
    await Promise.all(Array.from({ length: 10 }, () => retryItem(rig.engine, id, item, 'Test')));
    await settled(rig, id);
    expect(await states(rig, id)).toEqual({ info: 'present' });
    rig.paper.when({ method: 'mailAccounts.setPassword' }, async () => ({ ok: false, refusal: 'forbidden', message: 'no', hint: '', code: 10 }));
    await changeItem(rig.engine, id, { id: item, rev: null }, { password: PASSWORD }, 'Rosa');
    await settled(rig, id);
    expect(await states(rig, id)).toEqual({ info: 'failed' });
    await discardItem(rig.engine, id, item, 'Test');
    expect(await states(rig, id)).toEqual({ info: 'present' });
    // Ten clicks are one hand.
    const { rows: [set, made] } = await deedsOf(rig.client.db, id, { before: null, size: 2 });
    expect([made, set].map((deed) => deed?.hands.map(({ did, by }) => [did, by]))).toEqual([[['retry', 'Test'], ['retry', 'Test']], [['discard', 'Test']]]);
    expect(rig.errors).toEqual([]);
    await replayIsTheView(rig, id);
  });

  it('edited by two people at once is the first one’s, and the second is told', async () => {
    await using rig = await paperRig({ databaseUrl });
    rig.worker();
    const id = await live(rig);
    await addItem(rig.engine, id, box('info'), 'Rosa');
    await settled(rig, id);
    const { id: item, rev } = await one(rig, id, 'info');
    const edits = await Promise.allSettled([1, 2].map((quotaMb) => changeItem(rig.engine, id, { id: item, rev }, { settings: { ...newMailbox, quotaMb }, password: null }, 'Rosa')));
    expect(edits.map((edit) => edit.status).toSorted()).toEqual(['fulfilled', 'rejected']);
    await settled(rig, id);
    expect((await one(rig, id, 'info')).known).toMatchObject({ quotaMb: edits[0]?.status === 'fulfilled' ? 1 : 2 });
  });

  it('is what was wished last, however often it was edited while its node was busy', async () => {
    await using rig = await paperRig({ databaseUrl });
    rig.worker();
    const id = await live(rig);
    const held = rig.paper.hold({ method: 'mailAccounts.add' });
    const { id: item } = await addItem(rig.engine, id, box('info', { quotaMb: 1 }), 'Rosa');
    await held.reached;
    for (const quotaMb of [2, 3, 4]) await changeItem(rig.engine, id, { id: item, rev: null }, { settings: { ...newMailbox, quotaMb }, password: null }, 'Rosa');
    held.release();
    await settled(rig, id);
    expect(await one(rig, id, 'info')).toMatchObject({ wish: { quotaMb: 4 }, known: { quotaMb: 4 } });
    expect(await states(rig, id)).toEqual({ info: 'present' });
  });

  it('is refused in a sentence at the field, with nothing written', async () => {
    await using rig = await paperRig({ databaseUrl });
    rig.worker();
    const id = await live(rig, { mail_disk_quota: 100 });
    await addItem(rig.engine, id, box('info', { aliases: ['contact'] }), 'Rosa');
    const no = async (wish: Parameters<typeof addItem>[2]) => addItem(rig.engine, id, wish, 'Rosa').then(() => null, (error: unknown) => (error instanceof Refused ? { message: error.message, field: error.field } : error));
    expect(await no(box('info'))).toMatchObject({ field: 'name', message: expect.stringMatching(/^info@.* is there already$/) });
    expect(await no(box('contact'))).toMatchObject({ field: 'name' });
    expect(await no(box('sales', { aliases: ['info'] }))).toMatchObject({ field: 'aliases' });
    expect(await no(box('sales', { quotaMb: 101 }))).toMatchObject({ field: 'quotaMb' });
    expect(await no(box('sales', { keepCopy: false }))).toMatchObject({ field: 'keepCopy' });
    for (const name of ['', '-x', 'a b', 'a@b', "o'brien", 'x;id', '../x', 'ü', 'a..b', 'x'.repeat(65)]) expect({ name, refused: await no(box(name)) }).toMatchObject({ refused: { field: 'name' } });
    await ask(rig.engine, id, { command: 'suspend' }, 'Ada');
    expect(await no(box('sales'))).toMatchObject({ message: expect.stringContaining('suspended') });
    expect(Object.keys(await states(rig, id))).toEqual(['info']);
  });

  it('goes with the accounts that it was in', async () => {
    await using rig = await paperRig({ databaseUrl });
    rig.worker();
    const id = await live(rig);
    await addItem(rig.engine, id, box('info'), 'Rosa');
    await settled(rig, id);
    await rebuild(rig.engine, id, { kind: 'redeploy', openedBy: 'Ada' });
    const view = await rig.until(id, (now) => now.service.state === 'active' && now.service.generation === 2);
    expect(await states(rig, id)).toEqual({});
    expect(view.items).toEqual([]);
    await replayIsTheView(rig, id);
  });
});

describe('every other kind', () => {
  const kinds = [
    { kind: 'database', name: 'shop', settings: { user: 'shop', charset: 'latin1' }, later: null, effect: 'database' },
    { kind: 'ftp', name: 'rosa', settings: { path: 'public_html/' }, later: { path: '/' }, effect: 'ftp' },
    { kind: 'cron', name: '', settings: { schedule: ['0', '3', '*', '*', '1'], command: '/usr/bin/php cron.php > /dev/null 2>&1', active: true }, later: { schedule: ['*/5', '*', '*', '*', '*'], command: '/bin/true', active: false }, effect: 'cron' },
  ] as const;
  it('is made, changed and removed on a real node, once', async () => {
    await using rig = await makeRig({ databaseUrl, roles: ['web', 'mail', 'dns'] });
    rig.worker();
    const id = await live(rig);
    for (const { kind, name, settings, later, effect } of kinds) {
      const made = await addItem(rig.engine, id, { kind, name, settings, password: kind === 'cron' ? null : PASSWORD }, 'Rosa');
      await settled(rig, id);
      const list = async () => (await itemsOf(rig.client.db, id, kind)).items;
      expect(await list()).toMatchObject([{ known: made.wish, wish: made.wish }]);
      await changeItem(rig.engine, id, { id: made.id, rev: null }, { ...(later !== null && { settings: later }), password: kind === 'cron' ? null : new Secret('an0ther-One') }, 'Rosa');
      await settled(rig, id);
      const [changed] = await list();
      expect(changed?.known).toEqual(changed?.wish);
      expect(changed?.wish).toEqual(later === null ? made.wish : { ...later, ...(kind === 'ftp' && { path: '' }) });
      await removeItem(rig.engine, id, { id: made.id, rev: null }, 'Rosa');
      await timePasses(rig);
      await settled(rig, id);
      expect(await list()).toEqual([]);
      const effects = Object.entries((await rig.fleet.nodes[0]?.control({ op: 'effects' })) as object).filter(([key]) => key.startsWith(`${effect} `));
      expect(effects).toMatchObject([[expect.any(String), { created: 1, deleted: 1 }]]);
    }
  });

  it('refuses what is chosen once, and what a node must never be given', async () => {
    await using rig = await paperRig({ databaseUrl });
    rig.worker();
    const id = await live(rig);
    const shop = await addItem(rig.engine, id, { kind: 'database', name: 'shop', settings: { user: 'shop', charset: 'latin1' }, password: PASSWORD }, 'Rosa');
    await settled(rig, id);
    await expect(changeItem(rig.engine, id, { id: shop.id, rev: null }, { settings: { user: 'other', charset: 'latin1' }, password: null }, 'Rosa')).rejects.toThrow('chosen once');
    const no = (wish: Parameters<typeof addItem>[2]) => addItem(rig.engine, id, wish, 'Rosa').then(() => null, (error: unknown) => (error instanceof Refused ? error.field : error));
    const job = (command: string, minute = '0') => no({ kind: 'cron', name: '', settings: { schedule: [minute, '*', '*', '*', '*'], command, active: true }, password: null });
    for (const command of ['', 'a;b', 'a|b', 'a`id`', 'a$(id)', 'a\nb', "a'b", 'a"b', 'a%b', 'a\\b', 'a & b', 'a < b', '-x', 'x'.repeat(501)]) expect({ command, field: await job(command) }).toEqual({ command, field: 'command' });
    for (const minute of ['60', 'x', '*/0', '5-1', '-1', '1,', '']) expect({ minute, field: await job('/bin/true', minute) }).toEqual({ minute, field: 'schedule.0' });
    for (const path of ['../x', '/a/../../b', '/a b', '/a;b', "/a'b", '/.ssh', '//', '/a//b', '/a\nb']) expect({ path, field: await no({ kind: 'ftp', name: 'x', settings: { path }, password: PASSWORD }) }).toEqual({ path, field: 'path' });
    for (const name of ['', '-a', 'a-b', 'a.b', 'a b', "a'b", 'ü', 'a'.repeat(60)]) expect({ name, field: await no({ kind: 'database', name, settings: { user: 'x', charset: 'utf8' }, password: PASSWORD }) }).toEqual({ name, field: 'name' });
  });
});

describe('a service with many edits', () => {
  it('is still shown with the operation that built it', async () => {
    await using rig = await paperRig({ databaseUrl });
    rig.worker();
    const id = await live(rig);
    const { id: item } = await addItem(rig.engine, id, box('info'), 'Rosa');
    for (let quotaMb = 1; quotaMb <= 25; quotaMb++) await changeItem(rig.engine, id, { id: item, rev: null }, { settings: { ...newMailbox, quotaMb }, password: null }, 'Rosa');
    const view = await settled(rig, id);
    expect(view.operations).toHaveLength(21);
    expect(view.operations[0]).toMatchObject({ kind: 'deploy', status: 'succeeded' });
    expect(view.tasks.some((task) => task.action === 'service.activate')).toBe(true);
  });
});

describe('a room’s list', () => {
  it('takes the newer of two views of an item, whichever came first, and forgets what is gone', () => {
    const item = { id: 1, kind: 'mailbox' as const, name: 'info', rev: 2, wish: newMailbox, known: null, aside: null, outside: null };
    expect(newestItems([item], [{ ...item, rev: 1, wish: null }])).toEqual([item]);
    expect(newestItems([{ ...item, rev: 1 }], [item])).toEqual([item]);
    expect(newestItems([item], [{ ...item, rev: 3, gone: true }])).toEqual([]);
  });
});
