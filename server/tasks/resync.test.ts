/** A role is written again on a live service: everything of it, and a nameserver that came later gets its copy. */
import { describe, expect, inject, it } from 'vitest';
import { lawsHold, replayIsTheView, watchLaws } from '#e2e/laws.ts';
import { paperRig, timePasses } from '#e2e/paper.ts';
import { products } from '#db/schema/index.ts';
import { Unreachable } from '#server/core/panel.ts';
import type { ServiceView } from '#server/core/view.ts';
import { defaultZone } from '#server/core/zone.ts';
import { ask } from './command.ts';
import { resyncRole } from './resync.ts';

const databaseUrl = inject('databaseUrl');
type Rig = Awaited<ReturnType<typeof paperRig>>;

const settled = (view: ServiceView): boolean => view.service.state === 'active' && view.operations.every((operation) => operation.status !== 'running');
const stepsOf = (view: ServiceView, operation: number): string[] => view.tasks.filter((task) => task.operationId === operation).map((task) => `${task.action} ${task.node?.name}`);
const loads = async (rig: Rig) => (await rig.client.pool.query<{ placed: number }>('select placed from node_loads order by node_id')).rows.map((row) => row.placed);

async function live(rig: Rig): Promise<number> {
  await watchLaws(rig);
  rig.worker();
  const { id } = await rig.order({ domain: 'rosas-bakery.com' });
  await rig.until(id, settled);
  rig.paper.calls.length = 0;
  return id;
}

describe('a resync', () => {
  it.each([
    ['web', ['web.addPackage web-1', 'web.addUser web-1', 'web.addDomain web-1', 'web.applySettings web-1'], 'webDomains.rebuild'],
    ['mail', ['mail.addPackage mail-1', 'mail.addUser mail-1', 'mail.addDomain mail-1'], 'mailDomains.rebuild'],
    ['dns', ['dns.addPackage', 'dns.addUser', 'dns.addZone', 'dns.syncRecords'].flatMap((action) => [`${action} ns1`, `${action} ns2`]), 'zones.replaceRecords'],
  ] as const)('of %s does all of that role again, though the nodes say that it is there, and nothing else', async (role, steps, method) => {
    await using rig = await paperRig({ databaseUrl });
    const id = await live(rig);
    const operation = await resyncRole(rig.engine, id, { role, by: 'Rosa' });
    const view = await rig.until(id, settled);
    expect(view.operations.at(-1)).toMatchObject({ id: operation, kind: 'change', openedBy: 'Rosa', status: 'succeeded' });
    expect(stepsOf(view, operation).toSorted()).toEqual(steps.toSorted());
    expect(rig.paper.calls.map((call) => call.method)).toContain(method);
    expect(rig.paper.calls.filter((call) => call.method === 'users.add')).toEqual([]);
    await lawsHold(rig);
    await replayIsTheView(rig, id);
  });

  it('of one nameserver leaves the other alone', async () => {
    await using rig = await paperRig({ databaseUrl });
    const id = await live(rig);
    const operation = await resyncRole(rig.engine, id, { role: 'dns', nodeId: rig.nodeIds[3], by: 'Rosa' });
    expect(stepsOf(await rig.until(id, settled), operation)).toEqual(['dns.addPackage ns2', 'dns.addUser ns2', 'dns.addZone ns2', 'dns.syncRecords ns2']);
  });

  it('asked for ten times at once is one, and of a copy that is catching up is that copy', async () => {
    await using rig = await paperRig({ databaseUrl });
    const id = await live(rig);
    rig.paper.when({ nodeId: rig.nodeIds[3] ?? 0 }, async () => { throw new Unreachable('ns2 does not answer', false); }, 1000);
    const asked = await Promise.all(Array.from({ length: 10 }, () => resyncRole(rig.engine, id, { role: 'dns', nodeId: rig.nodeIds[3], by: 'Rosa' })));
    expect(new Set(asked).size).toBe(1);
    rig.paper.clear();
    await timePasses(rig);
    expect((await rig.until(id, settled)).operations).toHaveLength(2);
    await lawsHold(rig);
  });

  it('gives a nameserver that was added to the group later its copy, counted, and looked after from then on', async () => {
    await using rig = await paperRig({ databaseUrl, roles: ['web', 'mail', 'dns', 'dns', 'dns'] });
    const ns3 = rig.nodeIds[4] ?? 0;
    await rig.client.pool.query("update nodes set state = 'maintenance' where id = $1", [ns3]);
    const id = await live(rig);
    await expect(resyncRole(rig.engine, id, { role: 'dns', nodeId: ns3, by: 'Rosa' })).rejects.toThrow("can't take a copy now");
    await rig.client.pool.query("update nodes set state = 'active' where id = $1", [ns3]);
    await Promise.all(Array.from({ length: 5 }, () => resyncRole(rig.engine, id, { role: 'dns', nodeId: ns3, by: 'Rosa' })));
    const view = await rig.until(id, settled);
    expect(stepsOf(view, 2)).toEqual(['dns.addPackage ns3', 'dns.addUser ns3', 'dns.addZone ns3', 'dns.syncRecords ns3']);
    expect(await loads(rig)).toEqual([1, 1, 1, 1, 1]);
    await ask(rig.engine, id, { command: 'suspend' }, 'Rosa');
    const suspended = await rig.until(id, (now) => now.service.state === 'suspended');
    expect(suspended.tasks.filter((task) => task.action === 'dns.suspendUser').map((task) => task.node?.name)).toEqual(['ns1', 'ns2', 'ns3']);
    await expect(resyncRole(rig.engine, id, { role: 'dns', by: 'Rosa' })).rejects.toThrow('Only an active service can be resynced, and this one is suspended');
    await ask(rig.engine, id, { command: 'terminate' }, 'Rosa');
    await rig.until(id, (now) => now.service.state === 'terminated');
    expect(await loads(rig)).toEqual([0, 0, 0, 0, 0]);
    await lawsHold(rig);
    await replayIsTheView(rig, id);
  });

  it('of all nameservers takes over what the product makes of a zone now; of one it does not', async () => {
    await using rig = await paperRig({ databaseUrl });
    const id = await live(rig);
    const [, , ns1, ns2] = rig.nodeIds;
    const records = async (node = 0) => (await rig.paper.panelOf({ id: node }, { write: () => undefined, signal: AbortSignal.timeout(5000) }).zones.records('rosas-bakery-com-dns' as never, 'rosas-bakery.com' as never)).map(({ name, type, ttl }) => `${name} ${type} ${ttl}`);
    await rig.client.db.update(products).set({ zone: { ...defaultZone, ttl: 600, records: [{ name: 'shop', type: 'CNAME', value: '{domain}.shops.net', priority: null, ttl: null }] } });
    await resyncRole(rig.engine, id, { role: 'dns', nodeId: ns2, by: 'Rosa' });
    await rig.until(id, settled);
    expect(await records(ns2)).toContain('www A 3600');
    await resyncRole(rig.engine, id, { role: 'dns', by: 'Rosa' });
    await rig.until(id, settled);
    for (const node of [ns1, ns2]) expect(await records(node)).toEqual(expect.arrayContaining(['www A 600', 'shop CNAME 600']));
  });

  it('never puts a copy where another role of the service stands', async () => {
    await using rig = await paperRig({ databaseUrl });
    const id = await live(rig);
    await rig.client.pool.query("update nodes set roles = '{web,dns}' where id = $1", [rig.nodeIds[0]]);
    await expect(resyncRole(rig.engine, id, { role: 'dns', nodeId: rig.nodeIds[0], by: 'Rosa' })).rejects.toThrow("can't take a copy now");
  });
});
