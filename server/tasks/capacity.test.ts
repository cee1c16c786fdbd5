/** Placement under load: spread, caps, and orders that wait for room. */
import { describe, expect, inject, it } from 'vitest';
import { paperRig, timePasses } from '#e2e/paper.ts';
import { serviceRow, type Rig } from '#e2e/rig.ts';
import { lawsHold, replayIsTheView, watchLaws } from '#e2e/laws.ts';
import { ask, rebuild } from './command.ts';
import { sendWakes } from './wake.ts';

const databaseUrl = inject('databaseUrl');

/** The rig's one node, ten times. */
async function tenNodes(rig: Rig, more: string): Promise<void> {
  await rig.client.pool.query(`insert into nodes (group_id, name, roles, ssh_host, ssh_port, ssh_key, fingerprint, ipv4, hostname, slots)
    select group_id, name || '-' || n, roles, ssh_host, ssh_port, ssh_key, fingerprint, ipv4, hostname, slots from nodes, generate_series(2, 10) n`);
  await rig.client.pool.query(`update nodes set ${more}`);
}
const loads = async (rig: Rig): Promise<number[]> => (await rig.client.pool.query<{ placed: number }>('select placed from node_loads order by node_id')).rows.map((row) => row.placed);
const wakeAll = (rig: Rig) => rig.client.db.transaction((tx) => sendWakes(tx, rig.engine.boss, [{ node: null, after: 0 }]));

describe('200 orders at once', () => {
  it('spread evenly over ten nodes, and no count is lost', async () => {
    await using rig = await paperRig({ databaseUrl, roles: ['web'] });
    await tenNodes(rig, 'max_accounts = 50');
    const accepted = await Promise.all(Array.from({ length: 200 }, () => rig.order()));
    expect(accepted.every((one) => one.state === 'deploying')).toBe(true);
    expect(await loads(rig)).toEqual(Array.from({ length: 10 }, () => 20));
    expect((await rig.client.pool.query('select count(*)::int as n from placements group by node_id')).rows).toEqual(Array.from({ length: 10 }, () => ({ n: 20 })));
  });

  it('never go beyond the caps: who finds no room is accepted and waits', async () => {
    await using rig = await paperRig({ databaseUrl, roles: ['web'] });
    await tenNodes(rig, "max_accounts = 5 + (id % 3), weight = 10 + id, state = case when id % 5 = 0 then 'draining' else 'active' end");
    const { rows: [{ room } = { room: 0 }] } = await rig.client.pool.query<{ room: number }>("select sum(max_accounts)::int as room from nodes where state = 'active'");
    const accepted = await Promise.all(Array.from({ length: 200 }, () => rig.order()));
    expect(accepted.filter((one) => one.state === 'deploying')).toHaveLength(room);
    expect(accepted.filter((one) => one.state === 'waiting')).toHaveLength(200 - room);
    expect((await rig.client.pool.query("select 1 from nodes n join node_loads l on l.node_id = n.id where placed > max_accounts or state = 'draining'")).rows).toEqual([]);
  });
});

describe('an order without room', () => {
  it('is accepted once, says why it waits, and resumes by itself when a cap rises, oldest first', async () => {
    await using rig = await paperRig({ databaseUrl });
    await watchLaws(rig);
    const [web = 0] = rig.nodeIds;
    await rig.client.pool.query('update nodes set max_accounts = 0 where id = $1', [web]);
    const first = await rig.order({ domain: 'first.com', externalId: '1' });
    const second = await rig.order();
    expect(first).toMatchObject({ state: 'waiting', fresh: true, logins: { web: 'first-com-web', mail: 'first-com-mail', dns: 'first-com-dns' } });
    expect(await rig.order({ domain: 'first.com', externalId: '1' })).toEqual({ ...first, fresh: false });
    expect((await serviceRow(rig, first.id))?.choices[0]).toMatchObject({ roles: ['web'], candidates: [{ id: web, verdict: 'full' }] });
    expect(await rig.view(first.id)).toMatchObject({ service: { state: 'waiting', home: null }, operations: [], tasks: [] });
    await expect(rebuild(rig.engine, first.id, { kind: 'redeploy', openedBy: 'Rosa' })).rejects.toThrow('This service waits for room');
    rig.worker({ sweepMs: 3_600_000 });
    await rig.client.pool.query('update nodes set max_accounts = 1 where id = $1', [web]);
    await wakeAll(rig);
    const view = await rig.until(first.id, (now) => now.service.state === 'active');
    expect(view.operations.map((one) => one.kind)).toEqual(['deploy']);
    expect((await rig.view(second.id)).service.state).toBe('waiting');
    await rig.client.pool.query('update nodes set max_accounts = null');
    await wakeAll(rig);
    await rig.until(second.id, (now) => now.service.state === 'active');
    await replayIsTheView(rig, first.id);
    await lawsHold(rig);
    expect(rig.errors).toEqual([]);
  });

  it('resumes when a service is terminated, without anybody\'s help', async () => {
    await using rig = await paperRig({ databaseUrl });
    await rig.client.pool.query('update nodes set max_accounts = 1');
    rig.worker({ sweepMs: 3_600_000 });
    const first = await rig.order();
    await rig.until(first.id, (now) => now.service.state === 'active');
    const second = await rig.order();
    expect(second.state).toBe('waiting');
    await ask(rig.engine, first.id, { command: 'terminate' }, 'WHMCS');
    await rig.until(second.id, (now) => now.service.state === 'active');
    expect((await serviceRow(rig, first.id))?.state).toBe('terminated');
    expect(new Set(await loads(rig))).toEqual(new Set([1]));
  });

  it('keeps what is asked of it meanwhile: suspended as soon as it is there, or ended without ever having been', async () => {
    await using rig = await paperRig({ databaseUrl });
    await rig.client.pool.query("update nodes set state = 'maintenance' where roles = '{mail}'");
    rig.worker({ sweepMs: 3_600_000 });
    const [one, other] = [await rig.order(), await rig.order({ domain: 'other.com' })];
    await ask(rig.engine, one.id, { command: 'suspend' }, 'WHMCS');
    await ask(rig.engine, other.id, { command: 'terminate' }, 'WHMCS');
    await rig.until(other.id, (now) => now.service.state === 'terminated');
    expect((await rig.order({ domain: 'other.com' })).state).toBe('waiting');
    expect((await rig.view(one.id)).service).toMatchObject({ state: 'waiting', wanted: 'suspended' });
    await rig.client.pool.query("update nodes set state = 'active'");
    await wakeAll(rig);
    const view = await rig.until(one.id, (now) => now.service.state === 'suspended');
    expect(view.operations.map((each) => each.kind)).toEqual(['deploy', 'suspend']);
  });
});

describe('a node\'s state', () => {
  it('draining: its services are worked on, no new one comes; maintenance: what is to be done waits', async () => {
    await using rig = await paperRig({ databaseUrl });
    const [web = 0] = rig.nodeIds;
    const kept = await rig.order();
    await rig.client.pool.query("update nodes set state = 'draining' where id = $1", [web]);
    rig.worker();
    await rig.until(kept.id, (now) => now.service.state === 'active');
    expect((await rig.order()).state).toBe('waiting');
    await rig.client.pool.query("update nodes set state = 'maintenance' where id = $1", [web]);
    await ask(rig.engine, kept.id, { command: 'suspend' }, 'WHMCS');
    const view = await rig.until(kept.id, (now) => now.tasks.filter((task) => task.action === 'mail.suspendUser' && task.status === 'succeeded').length === 1);
    expect(view.tasks.find((task) => task.action === 'web.suspendUser')).toMatchObject({ status: 'queued', tries: [] });
    await rig.client.pool.query("update nodes set state = 'draining' where id = $1", [web]);
    await timePasses(rig);
    await rig.until(kept.id, (now) => now.service.state === 'suspended');
  });
});
