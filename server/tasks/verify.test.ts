/** Verify & repair on real nodes: what is found, and that mending it is what the deploy did. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eq } from 'drizzle-orm';
import { describe, expect, inject, it } from 'vitest';
import { seenOn } from '#e2e/faults/stand.ts';
import { nodes } from '#db/schema/index.ts';
import { makeRig, type Rig } from '#e2e/rig.ts';
import { startSimNode } from '#e2e/simnode/simnode.ts';
import { domain, login } from '#server/core/names.ts';
import type { Answer, Panel } from '#server/core/panel.ts';
import { currentOperation } from '#server/core/progress.ts';
import { ask } from './command.ts';
import { repair, verify } from './verify.ts';

const databaseUrl = inject('databaseUrl');

async function live(rig: Rig, product: string): Promise<number> {
  rig.worker();
  const { id } = await rig.order({ domain: 'rosas-bakery.com', product });
  await rig.until(id, (view) => view.service.state === 'active');
  return id;
}
const differing = async (rig: Rig, id: number): Promise<readonly string[]> => (await verify(rig.engine, id)).findings.filter((one) => one.is !== 'fine').map((one) => `${one.action}: ${one.found}`);
/** Somebody else's hand on a node. */
async function meddle(rig: Rig, at: number, change: (panel: Panel) => Promise<Answer>): Promise<void> {
  const [node] = await rig.client.db.select().from(nodes).where(eq(nodes.id, rig.nodeIds[at] ?? 0));
  if (node === undefined) throw new Error('There is no such node');
  expect(await change(rig.engine.panelOf(node, { write: () => undefined, signal: AbortSignal.timeout(20_000) }))).toEqual({ ok: true });
}
const name = domain.parse('rosas-bakery.com');
const account = (role: string) => login.parse(`rosas-bakery-com-${role}`);
const deleteSite = (panel: Panel) => panel.webDomains.remove(account('web'), name);
const suspendMail = (panel: Panel) => panel.users.suspend(account('mail'));

async function repaired(rig: Rig, id: number): Promise<readonly string[]> {
  await repair(rig.engine, id, { by: 'Rosa' });
  const view = await rig.until(id, (now) => currentOperation(now)?.kind === 'repair' && currentOperation(now)?.status !== 'running');
  expect(currentOperation(view)?.status).toBe('succeeded');
  return view.tasks.filter((task) => task.operationId === currentOperation(view)?.id && task.changed === true).map((task) => task.action);
}

describe('verifying', () => {
  it.each(['split', 'unified'])('a %s service as it was made finds nothing, changes nothing', async (product) => {
    await using rig = await makeRig({ databaseUrl, roles: product === 'split' ? ['web', 'mail', 'dns', 'dns'] : ['all'] });
    const id = await live(rig, product);
    const before = await seenOn(rig, id);
    expect(await differing(rig, id)).toEqual([]);
    expect(await seenOn(rig, id)).toEqual(before);
    expect(await repair(rig.engine, id, { by: 'Rosa' })).toBe(0);
  });

  it('finds what somebody changed on the nodes, and a repair brings it back to what it was', async () => {
    await using rig = await makeRig({ databaseUrl });
    const id = await live(rig, 'split');
    const before = (await seenOn(rig, id)).state;
    await meddle(rig, 0, deleteSite);
    await meddle(rig, 1, suspendMail);
    await meddle(rig, 2, (panel) => panel.zones.remove(account('dns'), name));
    expect(await differing(rig, id)).toEqual(expect.arrayContaining([
      'web.addDomain: rosas-bakery.com is missing', 'mail.unsuspendUser: rosas-bakery-com-mail is suspended', 'dns.addZone: rosas-bakery.com is missing',
    ]));
    const done = await repaired(rig, id);
    expect(done).toEqual(expect.arrayContaining(['web.addDomain', 'mail.unsuspendUser', 'dns.addZone', 'dns.syncRecords']));
    expect(await differing(rig, id)).toEqual([]);
    expect((await seenOn(rig, id)).state).toEqual(before);
  });

  it('finds a node that was replaced by an empty one, and builds everything on it again', async () => {
    await using rig = await makeRig({ databaseUrl });
    const id = await live(rig, 'split');
    const before = (await seenOn(rig, id)).state;
    const old = rig.fleet.nodes[1];
    if (old === undefined) throw new Error('The fleet has no mail node');
    await old.stop();
    const dir = mkdtempSync(join(tmpdir(), 'hostwright-replaced-'));
    using _folder = { [Symbol.dispose]: () => rmSync(dir, { recursive: true, force: true }) };
    await using empty = await startSimNode({ dir, name: old.name, hostname: `${old.name}.brightwood.test`, ipv4: '203.0.113.11', port: old.port, roles: ['mail'], authorizedKeys: [rig.fleet.key.publicKey] });
    // Nothing is sent to a machine that is not the one that was pinned.
    const strange = (await verify(rig.engine, id)).findings.filter((one) => one.nodeId === rig.nodeIds[1]);
    expect(new Set(strange.map((one) => one.is))).toEqual(new Set(['unknown']));
    expect(strange[0]?.found).toMatch(/host key/);
    expect(Object.keys((await empty.control({ op: 'effects' })) as object)).toEqual([]);
    await rig.client.pool.query('update nodes set fingerprint = $2, circuit_until = null, failures = 0 where id = $1', [rig.nodeIds[1], empty.fingerprint]);
    const found = await differing(rig, id);
    expect(found).toEqual(expect.arrayContaining([expect.stringMatching(/^mail.addPackage: .* is missing$/), 'mail.addUser: rosas-bakery-com-mail is missing']));
    expect(await repaired(rig, id)).toEqual(expect.arrayContaining(['mail.addPackage', 'mail.addUser', 'mail.addDomain', 'dns.syncRecords']));
    expect(await differing(rig, id)).toEqual([]);
    const after = await seenOn({ ...rig, fleet: { ...rig.fleet, nodes: rig.fleet.nodes.map((node) => (node === old ? empty : node)) } }, id);
    expect(after.state).toEqual(before);
  });

  it('a suspended service on a node that was replaced is built again and sleeps as before; a part is mended with what it stands on', async () => {
    await using rig = await makeRig({ databaseUrl });
    const id = await live(rig, 'split');
    await ask(rig.engine, id, { command: 'suspend' }, 'Rosa');
    await rig.until(id, (view) => view.service.state === 'suspended');
    await rig.fleet.nodes[1]?.control({ op: 'replace' });
    const found = (await verify(rig.engine, id)).findings.filter((one) => one.is !== 'fine');
    expect(found.map((one) => `${one.action} ${one.is} ${one.found}`)).toEqual(expect.arrayContaining(['mail.addUser differs rosas-bakery-com-mail is missing', 'mail.suspendUser differs rosas-bakery-com-mail is missing']));
    expect(found.filter((one) => one.is === 'conflict')).toEqual([]);
    await repair(rig.engine, id, { by: 'Rosa', keys: ['mail.suspendUser'] });
    await rig.until(id, (now) => currentOperation(now)?.kind === 'repair' && currentOperation(now)?.status === 'succeeded');
    expect((await verify(rig.engine, id)).findings.filter((one) => one.is !== 'fine')).toEqual([]);
  });

  it('mends only what is chosen', async () => {
    await using rig = await makeRig({ databaseUrl });
    const id = await live(rig, 'split');
    await meddle(rig, 0, deleteSite);
    await meddle(rig, 1, suspendMail);
    await repair(rig.engine, id, { by: 'Rosa', keys: ['mail.unsuspendUser'] });
    await rig.until(id, (now) => currentOperation(now)?.kind === 'repair' && currentOperation(now)?.status === 'succeeded');
    expect(await differing(rig, id)).toEqual(expect.arrayContaining(['web.addDomain: rosas-bakery.com is missing']));
  });

  it('takes a suspended service as it should be, and leaves the part of a node unknown that does not answer', async () => {
    await using rig = await makeRig({ databaseUrl, patienceMs: () => 250 });
    const id = await live(rig, 'split');
    await ask(rig.engine, id, { command: 'suspend' }, 'Rosa');
    await rig.until(id, (view) => view.service.state === 'suspended');
    expect(await differing(rig, id)).toEqual([]);
    await rig.fleet.nodes[0]?.stop();
    const found = (await verify(rig.engine, id)).findings;
    expect(found.filter((one) => one.nodeId === rig.nodeIds[0]).every((one) => one.is === 'unknown')).toBe(true);
    expect(found.filter((one) => one.nodeId !== rig.nodeIds[0]).every((one) => one.is === 'fine')).toBe(true);
  });

  it('refuses a service that is not whole', async () => {
    await using rig = await makeRig({ databaseUrl });
    const { id } = await rig.order();
    await expect(verify(rig.engine, id)).rejects.toThrow('Only an active or suspended service');
    await expect(verify(rig.engine, 4711)).rejects.toThrow('is not there');
  });
});
