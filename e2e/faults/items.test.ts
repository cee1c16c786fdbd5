/**
 * Customers do what they like while their nodes fail at random. In the end, with the nodes well and what failed tried
 * again or set aside, the database and the nodes say the same of every item.
 */
import { expect, inject, it } from 'vitest';
import { lawsHold, watchLaws } from '#e2e/laws.ts';
import { times } from '#e2e/long.ts';
import { timePasses } from '#e2e/paper.ts';
import { makeRig, type Rig } from '#e2e/rig.ts';
import type { FaultOrder } from '#e2e/simnode/faults.ts';
import { itemsOf } from '#db/queries/items.ts';
import { fileOf, isBackup } from '#server/core/items/backup.ts';
import { itemKinds } from '#server/core/items/index.ts';
import type { ItemKind, ItemView } from '#server/core/items/item.ts';
import { newMailbox } from '#server/core/items/mailbox.ts';
import { databaseName, domain, ftpUser, jobNumber, localPart, login, visitorName } from '#server/core/names.ts';
import { Secret } from '#server/core/secret.ts';
import { isDone, isOver, type TaskStatus } from '#server/core/task.ts';
import { seeded } from '#server/core/view.test-data.ts';
import { Refused } from '#server/refused.ts';
import { addItem, changeItem, discardItem, removeItem, retryItem, undoItem } from '#server/tasks/items.ts';

const CUSTOMERS = 10;
const ACTIONS = times(100, 5000);
const names = ['one', 'two', 'three'] as const;

const faults: readonly FaultOrder[] = [
  { name: 'drop-after' }, { name: 'exit', code: 15 }, { name: 'exit', code: 10 }, { name: 'exit-after', code: 255 }, { name: 'garbage' }, { name: 'half', share: 0.2 }, { name: 'half', share: 0.8 }, { name: 'refuse', times: 2 },
];

interface Chance {
  below(n: number): number;
  one<T>(list: readonly T[]): T;
}
const chance = (random: () => number): Chance => {
  const below = (n: number): number => Math.floor(random() * n);
  return {
    below,
    one<T>(list: readonly T[]): T {
      const found = list[below(list.length)];
      if (found === undefined) throw new Error('Nothing to choose from');
      return found;
    },
  };
};

function settingsFor(kind: ItemKind, { below, one }: Chance): unknown {
  switch (kind) {
    case 'mailbox':
      return { ...newMailbox, quotaMb: one([null, 100, 200]), aliases: below(2) === 0 ? [] : [`alias${below(9)}`], forwards: below(2) === 0 ? [] : ['rosa@example.org'], autoReply: one([null, 'Away.\nRosa']) };
    case 'database':
      return { user: 'same', charset: 'utf8mb4' };
    case 'ftp':
      return { path: one(['', '/public_html', '/public_html/shop']) };
    case 'webBackup':
    case 'mailBackup':
      return {};
    case 'cron':
      return { schedule: [String(below(60)), '*', '*', '*', '*'], command: `/bin/true ${below(9)}`, active: below(3) > 0 };
    case 'visitor':
      return {};
  }
}

/** What a person is refused is an answer like any other. */
const orRefused = (work: Promise<unknown>): Promise<unknown> => work.catch((error: unknown) => {
  if (!(error instanceof Refused)) throw error;
});

async function act(rig: Rig, id: number, dice: Chance): Promise<unknown> {
  const kind = dice.one(itemKinds);
  const { items } = await itemsOf(rig.client.db, id, kind);
  const wish = { kind, name: dice.one(names), settings: settingsFor(kind, dice), password: kind === 'cron' || isBackup(kind) ? null : new Secret(`secret-${dice.below(1e6)}-x`) };
  const settings = kind === 'database' ? { ...(wish.settings as object), user: wish.name } : wish.settings;
  const verb = dice.below(10);
  const item = items[dice.below(Math.max(1, items.length))];
  if (verb < 4 || item === undefined) return orRefused(addItem(rig.engine, id, { ...wish, settings }, 'Rosa'));
  const at = { id: item.id, rev: null };
  if (verb < 7) return orRefused(changeItem(rig.engine, id, at, { ...(kind !== 'database' && { settings }), password: dice.below(2) === 0 ? wish.password : null }, 'Rosa'));
  if (verb === 7) return orRefused(removeItem(rig.engine, id, at, 'Rosa'));
  if (verb === 8) return orRefused(undoItem(rig.engine, id, item.id, 'Test'));
  return orRefused(dice.below(2) === 0 ? retryItem(rig.engine, id, item.id, 'Test') : discardItem(rig.engine, id, item.id, 'Test'));
}

const busy = (status: TaskStatus): boolean => !isDone(status) && !isOver(status);

/** Until nothing moves: what waits for its time is due at once, and what did not work is tried again. */
async function settle(rig: Rig, ids: readonly number[]): Promise<void> {
  for (let round = 0; round < 40; round++) {
    await timePasses(rig);
    for (const id of ids) {
      await rig.until(id, (view) => view.tasks.every((task) => task.item === undefined || !['queued', 'running', 'cancelling'].includes(task.status)));
      for (const kind of itemKinds) {
        const { items, tasks } = await itemsOf(rig.client.db, id, kind);
        for (const item of items) if (tasks.find((task) => task.item === item.id)?.status === 'failed') await orRefused(retryItem(rig.engine, id, item.id, 'Test'));
      }
    }
    const { rows } = await rig.client.pool.query<{ status: TaskStatus }>('select distinct status from tasks where item_id is not null');
    const { rows: open } = await rig.client.pool.query('select 1 from items i where (select status from tasks t where t.item_id = i.id order by id desc limit 1) = $1', ['failed']);
    if (!rows.some((row) => busy(row.status)) && open.length === 0) return;
  }
  throw new Error('It does not come to rest');
}

const nodeOf: Record<ItemKind, number> = { mailbox: 1, database: 0, ftp: 0, cron: 0, visitor: 0, webBackup: 0, mailBackup: 1 };

/** What stands on the node of one item, in the words of its settings; null when nothing does. */
async function onNode(rig: Rig, name: string, item: ItemView): Promise<unknown> {
  const { rows: [row] } = await rig.client.pool.query("select * from nodes order by id offset $1 limit 1", [nodeOf[item.kind]]);
  const panel = rig.engine.panelOf({ id: row.id, sshHost: row.ssh_host, sshPort: row.ssh_port, sshUser: row.ssh_user, sshKey: row.ssh_key, name: row.name, fingerprint: row.fingerprint } as Parameters<typeof rig.engine.panelOf>[0], { write: () => undefined, signal: AbortSignal.timeout(20_000) });
  const site = domain.parse(name);
  const [web, mail] = (['web', 'mail'] as const).map((role) => login.parse(`${name.replace('.', '-')}-${role}`));
  if (web === undefined || mail === undefined) throw new Error('There are two accounts');
  switch (item.kind) {
    case 'mailbox': {
      const box = await panel.mailAccounts.find({ login: mail, domain: site, name: localPart.parse(item.name) });
      return box && { quotaMb: box.quotaMb, aliases: box.aliases.toSorted(), forwards: box.forwards.toSorted(), autoReply: box.autoReply };
    }
    case 'database': {
      const found = await panel.databases.find(web, databaseName.parse(`${web}_${item.name}`));
      return found && { user: found.user, charset: found.charset };
    }
    case 'ftp':
      return panel.ftp.find({ login: web, domain: site, user: ftpUser.parse(`${web}_${item.name}`) });
    case 'webBackup':
    case 'mailBackup': {
      const file = fileOf(item.known);
      return (await panel.backups.list(item.kind === 'webBackup' ? web : mail)).find(({ name: own }) => own === file) ?? null;
    }
    case 'cron': {
      const job = await panel.cron.find(web, jobNumber.parse(item.name));
      return job && { schedule: job.schedule, command: job.command, active: !job.suspended };
    }
    case 'visitor':
      return (await panel.visitors.find({ login: web, domain: site, name: visitorName.parse(item.name) })) ? {} : null;
  }
}

function asWished(name: string, { kind, known }: ItemView): unknown {
  if (known === null) return null;
  const settings = known as unknown as Record<string, never>;
  if (kind === 'mailbox') return { quotaMb: settings['quotaMb'], aliases: settings['aliases'], forwards: settings['forwards'], autoReply: settings['autoReply'] };
  if (isBackup(kind)) return settings['archive'];
  return kind === 'database' ? { user: `${name.replace('.', '-')}-web_${settings['user']}`, charset: settings['charset'] } : known;
}

it(`after ${ACTIONS} actions of ${CUSTOMERS} customers under random faults, database and nodes agree on every item`, { timeout: times(180_000, 7_200_000) }, async () => {
  await using rig = await makeRig({ databaseUrl: inject('databaseUrl'), roles: ['web', 'mail', 'dns'] });
  await watchLaws(rig);
  rig.worker();
  const dice = chance(seeded(20_261_124));
  const customers = await Promise.all(Array.from({ length: CUSTOMERS }, async (_, at) => {
    const name = `shop${at}.com`;
    const { id } = await rig.order({ domain: name });
    await rig.until(id, (view) => view.service.state === 'active');
    return { id, name };
  }));
  for (let done = 0; done < ACTIONS; done++) {
    if (dice.below(3) === 0) await rig.fleet.nodes[dice.below(2)]?.control({ op: 'fault', ...dice.one(faults) });
    await act(rig, dice.one(customers).id, dice);
    if (dice.below(8) === 0) await timePasses(rig);
  }
  for (const node of rig.fleet.nodes) await node.control({ op: 'clear' });
  await settle(rig, customers.map(({ id }) => id));
  let compared = 0;
  for (const { id, name } of customers) {
    for (const kind of itemKinds) {
      for (const item of (await itemsOf(rig.client.db, id, kind)).items) {
        expect({ name, item: item.name, kind, wish: item.wish, is: await onNode(rig, name, item) }).toEqual({ name, item: item.name, kind, wish: item.known, is: asWished(name, item) });
        compared++;
      }
    }
  }
  expect(compared).toBeGreaterThan(CUSTOMERS);
  await lawsHold(rig);
});
