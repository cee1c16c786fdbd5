/** What people make of a zone: one wish, one change, the same list on every nameserver. */
import { describe, expect, inject, it } from 'vitest';
import { lawsHold, replayIsTheView, watchLaws } from '#e2e/laws.ts';
import { paperRig, timePasses } from '#e2e/paper.ts';
import { makeRig, type Rig } from '#e2e/rig.ts';
import type { DnsRecord } from '#server/core/panel.ts';
import type { ServiceView } from '#server/core/view.ts';
import { Unreachable } from '#server/core/panel.ts';
import type { ZoneChange } from '#server/core/zone-edit.ts';
import { ask, rebuild } from './command.ts';
import { resyncRole } from './resync.ts';
import { verify } from './verify.ts';
import { changeZone, retryZone } from './zone-edit.ts';
import { lookAtZone, zoneOf } from './zone-look.ts';

const databaseUrl = inject('databaseUrl');
const record = (name: string, type: DnsRecord['type'], value: string, priority: number | null = null) => ({ name, type, value, priority, ttl: 3600 });
const add = (name: string, type: DnsRecord['type'], value: string): ZoneChange => ({ do: 'add', record: record(name, type, value) });

const ended = (view: ServiceView): boolean => view.tasks.every((task) => ['succeeded', 'failed', 'cancelled'].includes(task.status));
const settled = (rig: Rig, id: number) => rig.until(id, ended);
async function live(rig: Rig, options: Record<string, unknown> = {}, product = 'split'): Promise<number> {
  const { id } = await rig.order({ domain: 'rosas-bakery.com', options, product });
  await rig.until(id, (view) => view.service.state === 'active' && ended(view));
  return id;
}
/** From whatever revision it has. */
const edit = async (rig: Rig, id: number, ...changes: ZoneChange[]) => changeZone(rig.engine, id, { rev: (await zoneOf(rig.engine, id)).rev, changes }, 'Rosa');
const sights = async (rig: Rig, id: number) => (await lookAtZone(rig.engine, id)).map((sight) => sight.is);
const operations = async (rig: Rig): Promise<number> => (await rig.client.pool.query<{ n: number }>('select count(*)::int as n from operations')).rows[0]?.n ?? 0;
const onPaper = (rig: Awaited<ReturnType<typeof paperRig>>, at: number) =>
  rig.paper.panelOf({ id: rig.nodeIds[at] ?? 0 }, { write: () => undefined, signal: new AbortController().signal }).zones.records('rosas-bakery-com-dns' as never, 'rosas-bakery.com' as never);
const has = (list: readonly DnsRecord[], name: string, value: string): boolean => list.some((one) => one.name === name && one.value === value);

describe('the records of a zone', () => {
  it.each(['split', 'unified'])('of a %s service are added, edited, overridden, restored and removed on real nameservers, and watchers and a look at the nodes see it', async (product) => {
    await using rig = await makeRig({ databaseUrl, roles: product === 'split' ? ['web', 'mail', 'dns', 'dns'] : ['all'] });
    await watchLaws(rig);
    rig.worker();
    const id = await live(rig, {}, product);
    const before = await zoneOf(rig.engine, id);
    await edit(rig, id, add('shop', 'CNAME', 'stores.example.net'), add('@', 'TXT', 'google-site-verification=$HOME `id` ; x'), add('@', 'CAA', '0 issue "letsencrypt.org"'), { do: 'add', record: record('_sip._tcp', 'SRV', '1 5060 sip.example.net', 5) }, add('_443._tcp', 'TLSA', '3 1 1 abcd'), add('six', 'AAAA', '2001:db8::1'));
    expect((await settled(rig, id)).service.zoneRev).toBe(1);
    expect(new Set(await sights(rig, id))).toEqual(new Set(['inSync']));
    await edit(rig, id, { do: 'change', id: 1, record: record('shop', 'CNAME', 'other.example.net') }, { do: 'add', record: record('www', 'A', '192.0.2.9'), instead: 'www A' }, { do: 'off', key: 'ftp A' });
    await settled(rig, id);
    expect(new Set(await sights(rig, id))).toEqual(new Set(['inSync']));
    const differs = async () => (await verify(rig.engine, id)).findings.filter((one) => one.is !== 'fine').map((one) => one.key);
    expect(await differs()).toEqual([]);
    const now = await zoneOf(rig.engine, id);
    expect(now.records.filter((row) => row.off !== null).map((row) => row.key)).toEqual(['www A', 'ftp A']);
    await edit(rig, id, { do: 'restore', key: 'www A' }, { do: 'restore', key: 'ftp A' }, ...[1, 2, 3, 4, 5, 6].map((one): ZoneChange => ({ do: 'remove', id: one })));
    await settled(rig, id);
    expect(new Set(await sights(rig, id))).toEqual(new Set(['inSync']));
    expect((await zoneOf(rig.engine, id)).records).toEqual(before.records);
    await replayIsTheView(rig, id);
    await lawsHold(rig);
  });

  it('reach the nameserver that was down when it is back, however many edits it missed, and the other at once', async () => {
    await using rig = await paperRig({ databaseUrl });
    await watchLaws(rig);
    rig.worker();
    const id = await live(rig);
    rig.paper.when({ nodeId: rig.nodeIds[3] ?? 0 }, async () => { throw new Unreachable('ns2 does not answer', false); }, 1000);
    await edit(rig, id, add('a', 'A', '192.0.2.1'));
    await rig.until(id, (view) => view.tasks.some((task) => task.status === 'postponed') && view.tasks.filter((task) => task.operationId === view.operations.at(-1)?.id && task.status === 'succeeded').length === 1);
    await edit(rig, id, add('b', 'A', '192.0.2.2'));
    await rig.until(id, (view) => view.operations.filter((one) => one.kind === 'change' && one.status === 'succeeded').length === 1);
    expect(has(await onPaper(rig, 2), 'b', '192.0.2.2')).toBe(true);
    // One that waits will read the newest wish.
    expect((await rig.view(id)).tasks.filter((task) => task.status === 'postponed')).toHaveLength(1);
    rig.paper.clear();
    await timePasses(rig);
    await settled(rig, id);
    expect(await sights(rig, id)).toEqual(['inSync', 'inSync']);
    await replayIsTheView(rig, id);
    await lawsHold(rig);
  });

  it('that a nameserver would drop are refused, and nothing is written', async () => {
    await using rig = await paperRig({ databaseUrl });
    rig.worker();
    const id = await live(rig, { dns_records: 17 });
    const before = await operations(rig);
    await expect(edit(rig, id, add('ok', 'A', '192.0.2.1'), add('www', 'CNAME', 'x.net'))).rejects.toMatchObject({ name: 'Refused', code: 'CONFLICT', field: 'name' });
    await expect(edit(rig, id, ...['a', 'b', 'c', 'd'].map((name) => add(name, 'A', '192.0.2.1')))).rejects.toMatchObject({ field: 'limit' });
    expect(await operations(rig)).toBe(before);
    expect(await zoneOf(rig.engine, id)).toMatchObject({ rev: 0, limit: 17 });
  });

  it('edited by two people at once are the first one’s, and the second is told', async () => {
    await using rig = await paperRig({ databaseUrl });
    rig.worker();
    const id = await live(rig);
    const edits = await Promise.allSettled(['a', 'b', 'c'].map((name) => changeZone(rig.engine, id, { rev: 0, changes: [add(name, 'A', '192.0.2.1')] }, 'Rosa')));
    expect(edits.filter((one) => one.status === 'fulfilled')).toHaveLength(1);
    expect(edits.flatMap((one) => (one.status === 'rejected' ? [(one.reason as { field: string }).field] : []))).toEqual(['rev', 'rev']);
    await settled(rig, id);
    expect((await zoneOf(rig.engine, id)).rev).toBe(1);
  });

  it('that a nameserver did not take say so, and are brought by one more try, however often it is clicked', async () => {
    await using rig = await paperRig({ databaseUrl });
    rig.worker();
    const id = await live(rig);
    rig.paper.when({ nodeId: rig.nodeIds[3] ?? 0, method: 'zones.replaceRecords' }, async () => ({ ok: false, refusal: 'forbidden', message: 'no', hint: '', code: 10 }));
    await edit(rig, id, add('a', 'A', '192.0.2.1'));
    expect((await settled(rig, id)).operations.at(-1)?.status).toBe('failed');
    expect(await sights(rig, id)).toEqual(['inSync', 'differs']);
    const clicks = await Promise.all(Array.from({ length: 5 }, () => retryZone(rig.engine, id, 'Test')));
    expect(clicks.reduce((sum, { retried }) => sum + retried, 0)).toBe(1);
    await settled(rig, id);
    expect(await sights(rig, id)).toEqual(['inSync', 'inSync']);
    await replayIsTheView(rig, id);
  });

  it('come back with a redeployment and a factory reset, and rest while it is suspended', async () => {
    await using rig = await paperRig({ databaseUrl });
    rig.worker();
    const id = await live(rig);
    await edit(rig, id, add('a', 'A', '192.0.2.1'));
    await settled(rig, id);
    await rebuild(rig.engine, id, { kind: 'redeploy', openedBy: 'Rosa' });
    await rig.until(id, (view) => view.service.state === 'active' && view.service.generation === 2 && ended(view));
    expect(has(await onPaper(rig, 2), 'a', '192.0.2.1')).toBe(true);
    await rebuild(rig.engine, id, { kind: 'reset', openedBy: 'Rosa' });
    await rig.until(id, (view) => view.service.state === 'active' && view.service.generation === 3 && ended(view));
    expect(has(await onPaper(rig, 2), 'a', '192.0.2.1')).toBe(true);
    await ask(rig.engine, id, { command: 'suspend' }, 'Rosa');
    await rig.until(id, (view) => view.service.state === 'suspended');
    await expect(edit(rig, id, add('b', 'A', '192.0.2.1'))).rejects.toThrow('suspended');
    await expect(edit(rig, 999, add('b', 'A', '192.0.2.1'))).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('are not sent to a nameserver that has no zone yet: its copy brings them', async () => {
    await using rig = await paperRig({ databaseUrl, quorum: 1 });
    await watchLaws(rig);
    rig.paper.when({ nodeId: rig.nodeIds[3] ?? 0 }, async () => { throw new Unreachable('ns2 does not answer', false); }, 1000);
    rig.worker();
    const { id } = await rig.order({ domain: 'rosas-bakery.com' });
    await rig.until(id, (view) => view.service.state === 'active');
    await edit(rig, id, add('a', 'A', '192.0.2.1'));
    rig.paper.clear();
    await timePasses(rig);
    const view = await settled(rig, id);
    expect(view.tasks.filter((task) => task.status === 'failed')).toEqual([]);
    expect(await sights(rig, id)).toEqual(['inSync', 'inSync']);
    await lawsHold(rig);
  });
});

describe('a zone that is signed', () => {
  it('has its key shown, is signed anew by a redeployment, and is looked at; switched off it is bare again', async () => {
    await using rig = await makeRig({ databaseUrl, roles: ['all'] });
    await watchLaws(rig);
    rig.worker();
    const id = await live(rig, {}, 'unified');
    const signing = async () => (await zoneOf(rig.engine, id)).signing;
    expect(await signing()).toEqual({ offered: true, on: false, signer: null });
    await edit(rig, id, { do: 'sign', on: true });
    await settled(rig, id);
    const first = await signing();
    expect(first).toEqual({ offered: true, on: true, signer: { tag: expect.any(Number), algorithm: 13, digestType: 2, digest: expect.stringMatching(/^[0-9A-F]{64}$/) } });
    await edit(rig, id, add('shop', 'A', '192.0.2.9'));
    await settled(rig, id);
    expect(await signing()).toEqual(first);
    await rebuild(rig.engine, id, { kind: 'redeploy', openedBy: 'Test' });
    await rig.until(id, (view) => view.service.state === 'active' && view.service.generation === 2 && ended(view));
    const second = await signing();
    expect(second.signer?.tag).not.toBe(first.signer?.tag);
    expect((await verify(rig.engine, id)).findings.filter((one) => one.is !== 'fine')).toEqual([]);
    await edit(rig, id, { do: 'sign', on: false });
    await settled(rig, id);
    expect(await signing()).toEqual({ offered: true, on: false, signer: null });
    await replayIsTheView(rig, id);
    await lawsHold(rig);
  });

  it('is on one nameserver: on two it is refused, and one that is signed takes no second copy', async () => {
    await using rig = await paperRig({ databaseUrl });
    rig.worker();
    const id = await live(rig);
    await expect(edit(rig, id, { do: 'sign', on: true })).rejects.toThrow('each would sign it with a key of its own');
    expect((await zoneOf(rig.engine, id)).signing).toEqual({ offered: false, on: false, signer: null });
    const [, , , second = 0] = rig.nodeIds;
    await rig.client.pool.query('delete from placements where node_id = $1', [second]);
    await expect(edit(rig, id, { do: 'sign', on: true })).rejects.toThrow('each would sign it with a key of its own');
    await rig.client.pool.query("update nodes set state = 'off' where id = $1", [second]);
    await edit(rig, id, { do: 'sign', on: true });
    await settled(rig, id);
    await rig.client.pool.query("update nodes set state = 'active' where id = $1", [second]);
    await expect(resyncRole(rig.engine, id, { role: 'dns', nodeId: second, by: 'Test' })).rejects.toThrow("can't take a copy now");
    // Somebody switched it off on the node.
    const panel = rig.paper.panelOf({ id: rig.nodeIds[2] ?? 0 }, { write: () => undefined, signal: new AbortController().signal });
    await panel.zones.setSigned('rosas-bakery-com-dns' as never, 'rosas-bakery.com' as never, false);
    const differing = (await verify(rig.engine, id)).findings.filter((one) => one.is !== 'fine');
    expect(new Set(differing.map((one) => `${one.action} ${one.is}: ${one.found.replace(/^\S+ /, '')}`))).toEqual(new Set(['dns.syncRecords differs: is signed in another way']));
  });
});
