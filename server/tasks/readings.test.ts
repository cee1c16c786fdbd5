/** What is read on a schedule, and *Sync now*. */
import { describe, expect, inject, it } from 'vitest';
import { countedOf, usageDaysOf } from '#db/queries/usage.ts';
import { paperRig } from '#e2e/paper.ts';
import { makeRig, serviceRow, type Rig } from '#e2e/rig.ts';
import { Unreachable } from '#server/core/panel.ts';
import { defaultLimits, type LimitKey } from '#server/core/limits.ts';
import { gaugesOf } from '#server/core/usage.ts';
import { ask, rebuild, syncNow } from './command.ts';
import { readDue, readNow } from './readings.ts';
import { prune } from './prune.ts';

const databaseUrl = inject('databaseUrl');
const due = (rig: Rig) => rig.client.pool.query("update readings set next_at = now() - interval '1 second'");

async function active(rig: Rig, _worker = rig.worker()): Promise<number> {
  const { id } = await rig.order({ domain: 'rosas-bakery.com' });
  await rig.until(id, (now) => now.service.state === 'active');
  return id;
}

describe('the schedule', () => {
  it('is shared: however many look at once, each reading is made once, and comes again at its time', async () => {
    await using rig = await paperRig({ databaseUrl });
    await readDue(rig.engine);
    await due(rig);
    rig.paper.calls.length = 0;
    const taken = await Promise.all(Array.from({ length: 6 }, () => readDue(rig.engine)));
    expect(taken.reduce((sum, one) => sum + one, 0)).toBe(8);
    expect(rig.paper.calls.filter((call) => call.method === 'node.status')).toHaveLength(4);
    expect(rig.paper.calls.filter((call) => call.method === 'users.usage')).toHaveLength(4);
    expect((await rig.client.pool.query("select 1 from readings where kind = 'server.collectStatus' and next_at not between now() + interval '4 minutes' and now() + interval '6 minutes'")).rows).toEqual([]);
    expect((await rig.client.pool.query("select 1 from readings where kind = 'server.syncUsage' and next_at not between now() + interval '55 minutes' and now() + interval '65 minutes'")).rows).toEqual([]);
    expect(await readDue(rig.engine)).toBe(0);
  });

  it('leaves nodes in maintenance, nodes that are off and nodes with an open circuit alone', async () => {
    await using rig = await paperRig({ databaseUrl });
    await readDue(rig.engine);
    await due(rig);
    rig.paper.calls.length = 0;
    const [one, two, three] = rig.nodeIds;
    await rig.client.pool.query("update nodes set state = case id when $1 then 'maintenance' when $2 then 'off' else 'draining' end, circuit_until = case id when $3 then now() + interval '1 minute' end", [one, two, three]);
    await readDue(rig.engine);
    expect(new Set(rig.paper.calls.map((call) => call.nodeId))).toEqual(new Set([rig.nodeIds[3]]));
  });

  it('counts a silent node for its circuit, and finds it well again as its probe', async () => {
    await using rig = await paperRig({ databaseUrl });
    const [web = 0] = rig.nodeIds;
    await readDue(rig.engine);
    rig.paper.when({ nodeId: web, method: 'node.status' }, async () => { throw new Unreachable('web-1 does not answer', false); }, 5);
    for (let count = 0; count < 5; count++) expect(await readNow(rig.engine, 'server.collectStatus', web)).toBe('web-1 does not answer');
    const node = async () => (await rig.client.pool.query<{ open: boolean; failures: number }>('select coalesce(circuit_until > now(), false) as open, failures from nodes where id = $1', [web])).rows[0];
    expect(await node()).toEqual({ open: true, failures: 5 });
    await rig.client.pool.query("update nodes set circuit_until = now() - interval '1 second' where id = $1", [web]);
    await due(rig);
    await readDue(rig.engine);
    expect(await node()).toEqual({ open: false, failures: 0 });
    expect((await rig.client.pool.query<{ text: string }>('select text from node_events where node_id = $1 order by id', [web])).rows.map((row) => row.text)).toEqual(['Its circuit opened: web-1 does not answer', 'It answers again: its circuit is closed']);
  });
});

describe('a node behind real SSH', () => {
  it('tells its version, load, disk, memory, servers and clock, and what each account uses by one command', async () => {
    await using rig = await makeRig({ databaseUrl, roles: ['web', 'mail', 'dns'] });
    const id = await active(rig);
    await rig.fleet.nodes[0]?.control({ op: 'use', user: 'rosas-bakery-com-web', disk: 9000, bandwidth: 12 });
    await rig.fleet.nodes[1]?.control({ op: 'use', user: 'rosas-bakery-com-mail', mail: 6000 });
    for (const node of rig.nodeIds) expect(await readNow(rig.engine, 'server.collectStatus', node)).toBeNull();
    for (const node of rig.nodeIds) expect(await readNow(rig.engine, 'server.syncUsage', node)).toBeNull();
    const { rows: [node] } = await rig.client.pool.query('select status, status_at is not null as told from nodes where id = $1', [rig.nodeIds[0]]);
    expect(node).toMatchObject({ told: true, status: { version: '1.10.3', vulnerable: true, load: 0.55, disk: { usedMb: 26642, totalMb: 80120 }, memory: { totalMb: 7950 }, clockAheadMs: expect.any(Number) } });
    expect(Math.abs(node.status.clockAheadMs)).toBeLessThan(2000);
    expect((await rig.client.pool.query('select load, round(disk::numeric, 2)::float as disk from node_samples where node_id = $1', [rig.nodeIds[0]])).rows).toEqual([{ load: 0.55, disk: 0.33 }]);
    const gauges = gaugesOf((await serviceRow(rig, id))?.desired.limits ?? ({} as never), await countedOf(rig.client.db, id));
    expect(Object.fromEntries(gauges.map(({ key, used, mark }) => [key, `${used} ${mark}`]))).toMatchObject({ web_disk_quota: '9000 near', web_bandwidth: '12 fine', mail_disk_quota: '6000 over', web_databases: '0 fine' });
    expect(gauges.find((gauge) => gauge.key === 'dns_records')?.used).toBeGreaterThan(5);
  });
});

describe('sync now', () => {
  it('counts every account anew as tasks of one change, ten clicks being one, and moves nothing else', async () => {
    await using rig = await makeRig({ databaseUrl, roles: ['web', 'mail', 'dns'] });
    const worker = rig.worker();
    const id = await active(rig, worker);
    await rig.fleet.nodes[0]?.control({ op: 'use', user: 'rosas-bakery-com-web', disk: 41 });
    // A click that comes when all is counted already is another one.
    await worker.stop(3000);
    const operations = await Promise.all(Array.from({ length: 10 }, () => syncNow(rig.engine, id, 'Rosa')));
    expect(new Set(operations).size).toBe(1);
    rig.worker();
    const view = await rig.until(id, (now) => now.operations.find((one) => one.id === operations[0])?.status === 'succeeded');
    expect(view.tasks.filter((task) => task.operationId === operations[0]).map((task) => `${task.action} ${task.target}`).toSorted()).toEqual(['server.recomputeUser rosas-bakery-com-dns', 'server.recomputeUser rosas-bakery-com-mail', 'server.recomputeUser rosas-bakery-com-web']);
    expect(view.service.state).toBe('active');
    const counted = await countedOf(rig.client.db, id);
    expect(counted.map((one) => one.roles.join())).toEqual(['web', 'mail', 'dns']);
    expect(counted[0]?.figures.diskMb).toBe(41);
    expect(await usageDaysOf(rig.client.db, id)).toEqual([{ day: expect.stringMatching(/^\d{4}-\d\d-\d\d$/), diskMb: 41, bandwidthMb: 0, mailAccounts: expect.any(Number), databases: 0 }]);
    await rig.client.pool.query("update usage_days set day = day - 500");
    await prune(rig.client.db, { logs: 90, tasks: 400, events: 400, figures: 400, deliveries: 30, audit: 730 });
    expect(await usageDaysOf(rig.client.db, id, 1000)).toEqual([]);
  });

  it('is refused before there is anything to count', async () => {
    await using rig = await paperRig({ databaseUrl });
    const { id } = await rig.order();
    await expect(syncNow(rig.engine, id, 'Rosa')).rejects.toThrow('Nothing is counted before the service is whole');
  });
});

describe('a package', () => {
  it('is not shrunk below what is used, and the refusal has the figures', async () => {
    await using rig = await paperRig({ databaseUrl });
    const id = await active(rig);
    const shrink = (options: Record<string, string>) => ask(rig.engine, id, { command: 'changePackage', product: 'split', options }, 'WHMCS');
    for (const node of rig.nodeIds) await readNow(rig.engine, 'server.syncUsage', node);
    await expect(shrink({ mail_accounts: '2', web_databases: '1' })).rejects.toThrow('More is in use than the new limits allow: Databases 2 in use, 1 allowed; Mailboxes 3 in use, 2 allowed. Free it first');
    expect((await serviceRow(rig, id))?.desired.limits.mail_accounts).toBe(10);
    await shrink({ mail_accounts: '3' });
    await rig.until(id, (now) => now.operations.some((one) => one.kind === 'changePackage' && one.status === 'succeeded'));
  });

  it('gives way to what staff set for the service, which stays through a change of package and a redeployment', async () => {
    await using rig = await paperRig({ databaseUrl });
    const id = await active(rig);
    for (const node of rig.nodeIds) await readNow(rig.engine, 'server.syncUsage', node);
    const set = (key: LimitKey, limit: number | null | 'ordered') => ask(rig.engine, id, { command: 'changePackage', key, limit }, 'Ana');
    const settled = (count: number) => rig.until(id, (now) => now.service.state === 'active' && now.operations.length === count && now.operations.every((one) => one.status === 'succeeded'));
    const limits = async () => (await serviceRow(rig, id))?.desired;
    await expect(set('mail_accounts', 2)).rejects.toThrow('More is in use than the new limits allow: Mailboxes 3 in use, 2 allowed. Free it first, or set a higher limit');
    await set('mail_accounts', 50);
    const changed = await settled(2);
    expect(changed.tasks.filter((task) => task.operationId === changed.operations.at(-1)?.id).map((task) => task.action)).toEqual(['mail.addPackage', 'mail.changePackage']);
    expect((await limits())?.overrides).toEqual({ mail_accounts: { limit: 50, by: 'Ana', at: expect.stringMatching(/^\d{4}-/) } });
    // No account carries it: it counts at once, and nothing is asked of a node.
    await set('web_ftp_accounts', null);
    await ask(rig.engine, id, { command: 'changePackage', product: 'split', options: { mail_accounts: '5', web_databases: '7' } }, 'WHMCS');
    await settled(3);
    await rebuild(rig.engine, id, { kind: 'redeploy', openedBy: 'Test' });
    await settled(4);
    expect((await limits())?.limits).toEqual({ ...defaultLimits, mail_accounts: 50, web_databases: 7, web_ftp_accounts: null });
    await set('mail_accounts', 'ordered');
    const back = await settled(5);
    expect(back.operations.at(-1)).toMatchObject({ kind: 'changePackage', openedBy: 'Ana' });
    expect((await limits())?.limits.mail_accounts).toBe(5);
    const { rows } = await rig.client.pool.query("select who, what, subject, before, after from audit order by id");
    expect(rows.map(({ subject: _, ...row }) => row)).toEqual([
      { who: 'Ana', what: 'services.setLimit', before: { Mailboxes: '10' }, after: { Mailboxes: '50' } },
      { who: 'Ana', what: 'services.setLimit', before: { 'FTP accounts': '5' }, after: { 'FTP accounts': 'unlimited' } },
      { who: 'Ana', what: 'services.setLimit', before: { Mailboxes: '50' }, after: { Mailboxes: '5, as ordered' } },
    ]);
  });
});
