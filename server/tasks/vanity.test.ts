/** Names under the provider's own domain, over real SSH: each has its site, its mailbox and its record, and nothing else moves. */
import { sql } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from 'vitest';
import { lawsHold, replayIsTheView, watchLaws } from '#e2e/laws.ts';
import { makeRig, type Rig } from '#e2e/rig.ts';
import { times } from '#e2e/long.ts';
import { FOREIGN, houseOf, openStreet, panelAt, SHARED, streetBut } from '#e2e/vanity.ts';
import { currentOperation } from '#server/core/progress.ts';
import { ipv4 } from '#server/core/names.ts';
import { Secret } from '#server/core/secret.ts';
import { recordOf, sharedFromRow } from '#server/core/vanity.ts';
import type { ServiceView } from '#server/core/view.ts';
import { Refused } from '#server/refused.ts';
import { ask, rebuild } from './command.ts';
import { claimFor, guestRows } from './guest.ts';
import { retryFailed } from './retry.ts';
import { taskColumns, type TaskRow } from './rows.ts';
import { sendWakes } from './wake.ts';

const databaseUrl = inject('databaseUrl');
const WEB_IP = '203.0.113.10';
/** A few lives take ten seconds where nobody else is at work. */
const BUSY_MACHINE = times(240_000, 3_600_000);

let rig: Rig;
/** How long a silent node is waited for: not long where one is silent on purpose. */
let patience = 400;
beforeAll(async () => {
  rig = await makeRig({ databaseUrl, quorum: 1, slots: 8, patienceMs: () => patience });
  await openStreet(rig);
  await watchLaws(rig);
  rig.worker({ pollMs: 50 });
});
afterAll(() => rig[Symbol.asyncDispose]());
afterEach(async () => {
  await Promise.all(rig.fleet.nodes.map((node) => node.control({ op: 'clear' })));
});

const order = (name: string, product = 'vanity') => rig.order({ domain: `${name}.${SHARED}`, product, externalId: `v-${name}` });
const over = (view: ServiceView): boolean => view.operations.every((operation) => operation.status !== 'running');
const is = (state: string, generation = 1) => (view: ServiceView) => over(view) && view.service.state === state && view.service.generation >= generation;

/** What waits is due now. */
async function hurry(): Promise<void> {
  await rig.client.pool.query('update nodes set circuit_until = now() where circuit_until > now()');
  const { rows } = await rig.client.pool.query<{ node_id: number | null }>("update tasks set run_at = now() where status in ('retrying', 'postponed') returning node_id");
  await rig.client.db.transaction((tx) => sendWakes(tx, rig.engine.boss, rows.map((row) => ({ node: row.node_id, after: 0 }))));
}
const settled = (id: number): Promise<ServiceView> => rig.until(id, (view) => {
  if (view.tasks.some((task) => task.status === 'retrying' || task.status === 'postponed')) void hurry();
  return over(view);
});

describe('a vanity order', () => {
  it('builds one site, one mailbox and one record per nameserver, and its whole life leaves nothing behind', async () => {
    const before = await streetBut(rig, []);
    const { id } = await order('rosa');
    const view = await settled(id);
    expect(view.tasks.map((task) => task.action)).toEqual([
      'web.addPackage', 'web.addUser', 'web.addDomain', 'web.applySettings', 'mail.addAccount', 'dns.addRecord', 'dns.addRecord', 'service.seedAutoSsl', 'web.issueCertificate', 'service.activate',
    ]);
    expect(view.service).toMatchObject({ state: 'active', mode: 'vanity', home: { mailbox: 'rosa@brightwood.net', nameservers: [], webmail: 'https://webmail.brightwood.net', logins: [{ role: 'web', login: 'rosa-brightwood-net-web' }, { role: 'mail', login: 'rosa@brightwood.net' }] } });
    expect((await rig.client.pool.query("select memory -> 'names' as names from certificates where service_id = $1", [id])).rows).toEqual([{ names: ['rosa.brightwood.net'] }]);
    expect(await houseOf(rig, 'rosa')).toMatchObject({ web: true, box: { quota: '256', suspended: false }, records: [[WEB_IP], [WEB_IP]] });
    await ask(rig.engine, id, { command: 'suspend' }, 'Test');
    await rig.until(id, is('suspended'));
    expect(await houseOf(rig, 'rosa')).toMatchObject({ box: { suspended: true }, records: [[WEB_IP], [WEB_IP]] });
    await ask(rig.engine, id, { command: 'changePackage', product: 'vanity-big', options: {} }, 'Test');
    await ask(rig.engine, id, { command: 'changePassword', password: new Secret('another-horse-7') }, 'Test');
    await ask(rig.engine, id, { command: 'unsuspend' }, 'Test');
    const wide = await rig.until(id, (now) => is('active')(now) && ['changePackage', 'changePassword'].every((kind) => now.operations.some((one) => one.kind === kind && one.id > 2)));
    expect(wide.operations.every((operation) => operation.status === 'succeeded')).toBe(true);
    await expect.poll(() => houseOf(rig, 'rosa')).toMatchObject({ box: { quota: '2048', suspended: false } });
    const password = (await houseOf(rig, 'rosa')).box;
    for (const kind of ['reset', 'redeploy'] as const) {
      const generation = await rebuild(rig.engine, id, { kind, openedBy: 'Test' });
      await rig.until(id, is('active', generation));
      expect(await houseOf(rig, 'rosa')).toMatchObject({ web: true, box: password, records: [[WEB_IP], [WEB_IP]] });
    }
    expect(await streetBut(rig, ['rosa'])).toBe(before);
    await ask(rig.engine, id, { command: 'terminate' }, 'Test');
    await rig.until(id, is('terminated'));
    expect(await houseOf(rig, 'rosa')).toEqual({ web: false, box: null, records: [[], []] });
    expect(await streetBut(rig, [])).toBe(before);
    expect((await rig.client.pool.query('select claim from guests where service_id = $1 and claim is not null', [id])).rows).toEqual([]);
  });

  it('is live with one of its two nameservers, and its record comes to the other when that takes work again', async () => {
    const ns2 = rig.nodeIds.at(-1) ?? 0;
    await rig.client.pool.query("update nodes set state = 'maintenance' where id = $1", [ns2]);
    const { id } = await order('quorum');
    await rig.until(id, (view) => view.service.state === 'active');
    expect((await rig.view(id)).operations.map(({ kind, status }) => `${kind} ${status}`)).toEqual(['deploy succeeded', 'change running']);
    expect((await houseOf(rig, 'quorum')).records).toEqual([[WEB_IP], []]);
    await rig.client.pool.query("update nodes set state = 'active' where id = $1", [ns2]);
    await rig.client.db.transaction((tx) => sendWakes(tx, rig.engine.boss, [{ node: ns2, after: 0 }]));
    await settled(id);
    expect((await houseOf(rig, 'quorum')).records).toEqual([[WEB_IP], [WEB_IP]]);
    await ask(rig.engine, id, { command: 'terminate' }, 'Test');
    await rig.until(id, is('terminated'));
    await replayIsTheView(rig, id);
  });

  it.each([
    ['brightwood.net', 'is the shared domain itself'], ['a.b.brightwood.net', 'Name is not valid'], ['mail.brightwood.net', 'is reserved'], ['sales.brightwood.net', 'is reserved'],
    ['rosa.elsewhere.net', 'is not a name under brightwood.net or brightwood.org'], ['xn--bcher-kva.brightwood.net', 'Name is not valid'],
  ])('for %s is refused and writes nothing', async (name, words) => {
    await expect(rig.order({ domain: name, product: 'vanity' })).rejects.toThrow(words);
    expect((await rig.client.pool.query('select 1 from services where domain = $1', [name])).rows).toEqual([]);
  });

  it('for a name that somebody else has on the nodes is a conflict, as often as it is tried, and touches nothing of theirs', async () => {
    const before = await streetBut(rig, []);
    for (const name of FOREIGN) {
      const { id } = await order(name);
      await settled(id);
      await retryFailed(rig.engine, id, 'Test');
      const view = await settled(id);
      const failed = view.tasks.filter((task) => task.status === 'failed');
      expect(failed.map((task) => task.action)).toEqual(['mail.addAccount', 'dns.addRecord', 'dns.addRecord']);
      expect(failed.map((task) => task.error?.message)).toEqual([expect.stringContaining('is not of this service'), expect.stringContaining('is not of this service'), expect.stringContaining('is not of this service')]);
      await ask(rig.engine, id, { command: 'terminate' }, 'Test');
      await rig.until(id, is('terminated'));
    }
    expect(await streetBut(rig, [])).toBe(before);
  });

  it('follows a web node that has another address since, with a record and not two', async () => {
    const { id } = await order('moved');
    await settled(id);
    await rig.client.pool.query("update nodes set ipv4 = '203.0.113.99' where id = $1", [rig.nodeIds[0]]);
    const dns = await panelAt(rig, 2);
    const { owner, names } = sharedFromRow({ login: 'brightwood-dns', name: 'moved', shared: SHARED });
    await dns.zoneRecords.add(recordOf(owner, names, ipv4.parse(WEB_IP)));
    expect((await houseOf(rig, 'moved')).records).toEqual([[WEB_IP, WEB_IP], [WEB_IP]]);
    await rig.client.pool.query("update nodes set ipv4 = $2 where id = $1", [rig.nodeIds[0], WEB_IP]);
    await rebuild(rig.engine, id, { kind: 'redeploy', openedBy: 'Test' });
    await rig.until(id, is('active', 2));
    expect((await houseOf(rig, 'moved')).records).toEqual([[WEB_IP], [WEB_IP]]);
    await ask(rig.engine, id, { command: 'terminate' }, 'Test');
    await rig.until(id, is('terminated'));
  });
});

it('a claim is written by the start that holds its task, and by no other', async () => {
  const { id } = await order('fenced');
  const view = await settled(id);
  const { rows: [task] } = await rig.client.db.execute<TaskRow>(sql`select ${taskColumns} from tasks where id = ${view.tasks.find((one) => one.action === 'mail.addAccount')?.id ?? 0}`);
  if (task === undefined) throw new Error('The order has no task for its mailbox');
  const claims = async () => (await guestRows(rig.client.db, id)).map(({ claim }) => claim);
  const before = await claims();
  expect(before.toSorted()).toEqual([WEB_IP, WEB_IP, 'fenced@brightwood.net']);
  await expect(claimFor(rig.client.db, task, await guestRows(rig.client.db, id))?.hold(null)).rejects.toThrow('was started again');
  expect(await claims()).toEqual(before);
  await ask(rig.engine, id, { command: 'terminate' }, 'Test');
  await rig.until(id, is('terminated'));
});

const commands = [['mail', 1, 'v-add-mail-account'], ['dns', 2, 'v-add-dns-record']] as const;
const removals = [['mail', 1, 'v-delete-mail-account'], ['dns', 2, 'v-delete-dns-record']] as const;
const faults = [
  { name: 'drop-after' }, { name: 'hang-before' }, { name: 'half', share: 0.1 }, { name: 'half', share: 0.5 }, { name: 'half', share: 0.9 }, { name: 'exit', code: 255 }, { name: 'exit-after', code: 255 },
] as const;
/** A spread sample; every one of them in the long run, and with all others in `e2e/faults/life.test.ts`. */
const cases = [...commands, ...removals].flatMap(([role, at, command]) => faults.map((fault) => ({ fault, at, command, title: `${fault.name}${'share' in fault ? ` at ${fault.share}` : ''} at ${role}'s ${command}` }))).filter((_, at) => at % times(3, 1) === 0);

describe('a vanity service under a fault', () => {
  it.each(cases.map((one, nth) => [one.title, one, `fault-${nth}`] as const))('%s: comes through, once', async (_, { fault, at, command }, name) => {
    const before = await streetBut(rig, []);
    await rig.fleet.nodes[at]?.control({ op: 'fault', ...fault, match: `^${command} ` });
    const { id } = await order(name);
    const built = await settled(id);
    expect(built.service.state).toBe('active');
    expect(currentOperation(built)?.status).toBe('succeeded');
    expect(await houseOf(rig, name)).toMatchObject({ web: true, box: { quota: '256', suspended: false }, records: [[WEB_IP], [WEB_IP]] });
    const dns = await panelAt(rig, 2);
    const { owner, names } = sharedFromRow({ login: 'brightwood-dns', name, shared: SHARED });
    expect(await dns.zoneRecords.served(recordOf(owner, names, ipv4.parse(WEB_IP)))).toBe(true);
    await ask(rig.engine, id, { command: 'terminate' }, 'Test');
    expect((await settled(id)).service.state).toBe('terminated');
    expect(await houseOf(rig, name)).toEqual({ web: false, box: null, records: [[], []] });
    expect(await streetBut(rig, [])).toBe(before);
  });

  it('ended in the middle of a lost creation takes away what that left', async () => {
    const before = await streetBut(rig, []);
    for (const [at, command] of [[1, 'v-add-mail-account'], [2, 'v-add-dns-record']] as const) {
      await rig.fleet.nodes[at]?.control({ op: 'fault', name: 'drop-after', match: `^${command} ` });
      const { id } = await order(`lost-${at}`);
      await rig.until(id, (view) => view.tasks.some((task) => task.status === 'postponed'));
      await ask(rig.engine, id, { command: 'terminate' }, 'Test');
      expect((await settled(id)).service.state).toBe('terminated');
      expect(await houseOf(rig, `lost-${at}`)).toEqual({ web: false, box: null, records: [[], []] });
    }
    expect(await streetBut(rig, [])).toBe(before);
  });
});

const refusedOr = async (work: Promise<unknown>): Promise<void> => {
  await work.catch((error: unknown) => {
    if (!(error instanceof Refused)) throw error;
  });
};

describe('a street of names', () => {
  // Nobody is silent on purpose here, and on a busy machine everybody is for a moment.
  beforeAll(() => {
    patience = 60_000;
    // What is looked at in the end is whole: copies that follow later have a suite of their own.
    const { policies } = rig.engine;
    rig.engine.policies = async () => ({ ...(await policies()), quorum: 8 });
  });
  it('does whatever is asked of its services in any order, and nothing of the provider moves by a byte', async () => {
    const before = await streetBut(rig, []);
    const names = Array.from({ length: times(20, 60) }, (_, at) => `house-${at}`);
    let seed = 11;
    const random = (most: number): number => (seed = (seed * 48_271) % 2_147_483_647) % most;
    const live = async (name: string): Promise<{ id: number; wanted: string }> => {
      const { id } = await order(name);
      for (let step = 0; step < 2 + random(times(3, 5)); step++) {
        if (random(2) === 0) await settled(id);
        const dice = random(8);
        if (dice === 0) await refusedOr(order(name));
        else if (dice === 1) await refusedOr(rebuild(rig.engine, id, { kind: random(2) === 0 ? 'reset' : 'redeploy', openedBy: 'street' }));
        else if (dice === 2) await refusedOr(ask(rig.engine, id, { command: 'changePassword', password: new Secret(`horse-number-${seed}`) }, 'street'));
        else if (dice === 3) await refusedOr(ask(rig.engine, id, { command: 'changePackage', product: random(2) === 0 ? 'vanity' : 'vanity-big', options: {} }, 'street'));
        else await refusedOr(ask(rig.engine, id, { command: (['suspend', 'unsuspend', 'terminate', 'suspend'] as const)[dice - 4] ?? 'suspend' }, 'street'));
      }
      const view = await rig.until(id, (now) => over(now) && now.service.state === now.service.wanted);
      return { id, wanted: view.service.wanted };
    };
    const lived = await Promise.all(names.map(live));
    expect(await streetBut(rig, names)).toBe(before);
    for (const [at, { wanted }] of lived.entries()) {
      const gone = wanted === 'terminated';
      const one = gone ? [] : [WEB_IP];
      expect(await houseOf(rig, names[at] ?? '')).toMatchObject({ web: !gone, box: gone ? null : { suspended: wanted === 'suspended' }, records: [one, one] });
    }
    expect(new Set(lived.map(({ wanted }) => wanted)).size).toBeGreaterThan(1);
    for (const { id } of lived) await ask(rig.engine, id, { command: 'terminate' }, 'street');
    await Promise.all(lived.map(({ id }) => rig.until(id, is('terminated'))));
    expect(await streetBut(rig, [])).toBe(before);
    await lawsHold(rig);
    await replayIsTheView(rig, lived[0]?.id ?? 0);
  }, BUSY_MACHINE);
});
