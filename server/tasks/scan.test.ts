/** The nightly look: who is looked at when, that it is shared, what it writes and what it leaves alone. */
import { describe, expect, inject, it } from 'vitest';
import { servicePage } from '#db/queries/services.ts';
import { paperRig, type Paper } from '#e2e/paper.ts';
import { makeRig, type Rig } from '#e2e/rig.ts';
import { defaultDriftPolicy, type DriftPolicy } from '#server/core/drift.ts';
import { currentOperation } from '#server/core/progress.ts';
import { scanDue } from './scan.ts';

const databaseUrl = inject('databaseUrl');
const never = new AbortController().signal;
/** Nights are counted from tomorrow on: what a test orders is older than any of them. */
const at = (hour: number, day = 1): Date => new Date(Date.UTC(2031, 2, day) + hour * 3_600_000);
const policy = (over: Partial<DriftPolicy> = {}) => ({ driftPolicy: async () => ({ ...defaultDriftPolicy, ...over }) });

async function live(rig: Rig, count = 1, product = 'split'): Promise<number[]> {
  rig.worker();
  const ids: number[] = [];
  for (let n = 0; n < count; n++) {
    const { id } = await rig.order({ product });
    await rig.until(id, (view) => view.service.state === 'active' && currentOperation(view)?.status === 'succeeded');
    ids.push(id);
  }
  return ids;
}
const lookedAt = async (rig: Rig): Promise<number> => Number((await rig.client.pool.query<{ n: string }>('select count(*) as n from services where drift is not null')).rows[0]?.n);
const loginsSeen = (paper: Paper): string[] => paper.calls.filter((call) => call.method === 'users.find').map((call) => `${call.nodeId} ${call.word}`);

describe('the schedule of a night', () => {
  it('is spread over the window, and ends with every service looked at once, however many workers look', async () => {
    await using rig = await paperRig({ databaseUrl });
    await live(rig, 8);
    const byHour: number[] = [];
    for (const hour of [0, 1, 2, 3, 4, 5, 5.6]) {
      await Promise.all(Array.from({ length: 4 }, () => scanDue(rig.engine, never, at(hour))));
      byHour.push(await lookedAt(rig));
    }
    expect(byHour[0]).toBe(0);
    expect(byHour[3]).toBeGreaterThan(1);
    expect(byHour[3]).toBeLessThan(8);
    expect(byHour.at(-1)).toBe(8);
    rig.paper.calls.length = 0;
    for (const hour of [2, 5.9, 7, 23]) await scanDue(rig.engine, never, at(hour));
    expect(rig.paper.calls).toEqual([]);
    await scanDue(rig.engine, never, at(5.9, 2));
    // One look at each account of each service: the web, the mail and both DNS accounts, for what makes it and for its suspension.
    const seen = loginsSeen(rig.paper);
    expect(new Set(seen).size).toBe(32);
    expect(seen.length).toBe(64);
  });

  it('is not confused by a clock that jumps: never twice in a night, and never left out for long', async () => {
    await using rig = await paperRig({ databaseUrl });
    await live(rig);
    const scanned = async (when: Date): Promise<number> => scanDue(rig.engine, never, when);
    expect(await scanned(at(5.9))).toBe(1);
    expect([await scanned(at(1)), await scanned(at(5.9)), await scanned(at(5.9, 1))]).toEqual([0, 0, 0]);
    // Over the window altogether, and back into the night before.
    expect([await scanned(at(9, 2)), await scanned(at(5.9, 1)), await scanned(at(5.9, 3))]).toEqual([0, 0, 1]);
    // Years ahead for a moment, and right again.
    expect([await scanned(new Date('2050-01-01T05:50:00Z')), await scanned(at(5.9, 4)), await scanned(at(5.9, 4))]).toEqual([1, 1, 0]);
  });

  it('looks at nothing when it is off, at nobody who is being changed, and again after a shutdown cut it short', async () => {
    let on = false;
    await using rig = await paperRig({ databaseUrl, engine: { driftPolicy: async () => ({ ...defaultDriftPolicy, on }) } });
    const [id = 0] = await live(rig);
    expect(await scanDue(rig.engine, never, at(5.9))).toBe(0);
    on = true;
    await rig.client.pool.query("update operations set finished_at = null where service_id = $1", [id]);
    expect(await scanDue(rig.engine, never, at(5.9))).toBe(0);
    await rig.client.pool.query('update operations set finished_at = now() where service_id = $1', [id]);
    const held = rig.paper.hold({ method: 'users.find' });
    const ending = new AbortController();
    const cut = scanDue(rig.engine, ending.signal, at(5.9));
    await held.reached;
    ending.abort(new Error('The worker is shutting down'));
    await cut;
    expect(await lookedAt(rig)).toBe(0);
    rig.paper.clear();
    expect(await scanDue(rig.engine, never, at(5.9))).toBe(1);
    expect(await lookedAt(rig)).toBe(1);
  });
});

describe('what somebody waits for', () => {
  it('comes first: a node at which it runs is looked at when it has ended, and the others meanwhile', async () => {
    await using rig = await paperRig({ databaseUrl });
    const [id = 0] = await live(rig);
    const [web] = rig.nodeIds;
    const held = rig.paper.hold({ method: 'webDomains.add', nodeId: web });
    await rig.order();
    await held.reached;
    const { rows } = await rig.client.pool.query<{ login: string; node: number }>('select login, node_id as node from placements where service_id = $1', [id]);
    const lookedAtOn = () => rows.filter(({ login, node }) => loginsSeen(rig.paper).includes(`${node} ${login}`)).map(({ node }) => node);
    rig.paper.calls.length = 0;
    await rig.client.pool.query('update services set scan_wanted = true where id = $1', [id]);
    const scanning = scanDue(rig.engine, never, at(12));
    const others = rig.nodeIds.filter((node) => node !== web);
    await expect.poll(lookedAtOn).toEqual(expect.arrayContaining(others));
    expect(lookedAtOn()).not.toContain(web);
    held.release();
    expect(await scanning).toBe(1);
    expect(lookedAtOn()).toContain(web);
  });
});

describe('what a night finds', () => {
  it('stands at the service, in the list and in an event; it mends nothing, and an empty node is found', async () => {
    await using rig = await makeRig({ databaseUrl, engine: policy() });
    const [id = 0] = await live(rig);
    expect(await scanDue(rig.engine, never, at(5.9))).toBe(1);
    expect((await rig.view(id)).service.drift).toMatchObject({ differs: 0, conflicts: 0, unknown: 0 });
    const drifted = async () => (await servicePage(rig.client.db, { size: 10, drifted: true })).rows.map((row) => row.id);
    expect(await drifted()).toEqual([]);
    await rig.fleet.nodes[1]?.control({ op: 'replace' });
    const before = (await rig.view(id)).seq;
    expect(await scanDue(rig.engine, never, at(5.9, 2))).toBe(1);
    const after = await rig.view(id);
    expect(after.seq).toBe(before + 1);
    expect(after.service.drift?.differs).toBeGreaterThan(0);
    expect(await drifted()).toEqual([id]);
    // Told of once, not every night.
    await scanDue(rig.engine, never, at(5.9, 3));
    expect((await rig.client.pool.query('select kind, subject, path from notices')).rows).toEqual([{ kind: 'driftFound', subject: after.service.domain, path: `/services/${id}` }]);
    expect(after.operations.map((one) => one.kind)).toEqual(['deploy']);
  });

  it('repairs by itself when that is wished: a node that was replaced by an empty one is built again and looked at once more', async () => {
    await using rig = await makeRig({ databaseUrl, engine: policy({ repair: true }) });
    const [id = 0] = await live(rig);
    await rig.fleet.nodes[1]?.control({ op: 'replace' });
    await scanDue(rig.engine, never, at(5.9));
    const mended = await rig.until(id, (view) => currentOperation(view)?.kind === 'repair' && currentOperation(view)?.status !== 'running');
    expect(currentOperation(mended)).toMatchObject({ status: 'succeeded', openedBy: 'Hostwright' });
    expect(mended.tasks.filter((task) => task.operationId === currentOperation(mended)?.id && task.changed === true).map((task) => task.action)).toEqual(expect.arrayContaining(['mail.addPackage', 'mail.addUser', 'mail.addDomain', 'dns.syncRecords']));
    expect(mended.service.drift?.differs).toBeGreaterThan(0);
    // In the middle of the day; whoever still has the service's row has it for a moment.
    await expect.poll(() => scanDue(rig.engine, never, at(12)), { timeout: 20_000 }).toBe(1);
    expect((await rig.view(id)).service.drift).toMatchObject({ differs: 0, conflicts: 0, unknown: 0 });
  });

  it('never mends what is somebody else’s, nor what would stand on it', async () => {
    await using rig = await paperRig({ databaseUrl, engine: policy({ repair: true }) });
    const [id = 0] = await live(rig);
    const [web = 0] = rig.nodeIds;
    const panel = rig.paper.panelOf({ id: web }, { write: () => undefined, signal: never });
    const { rows } = await rig.client.pool.query<{ login: string; domain: string }>('select login, domain from placements join services on id = service_id where node_id = $1', [web]);
    const place = rows[0] as { login: never; domain: never };
    await panel.users.add({ login: place.login, password: {} as never, email: '' as never, package: 'theirs' as never, marker: 'somebody else' as never });
    await panel.webDomains.remove(place.login, place.domain);
    await scanDue(rig.engine, never, at(5.9));
    const { drift } = (await rig.view(id)).service;
    expect(drift?.conflicts).toBeGreaterThan(0);
    expect(drift?.differs).toBeGreaterThan(0);
    expect((await rig.view(id)).operations.map((one) => one.kind)).toEqual(['deploy']);
  });

  it('says that a host key changed, sends nothing to that node and raises the alarm', async () => {
    await using rig = await makeRig({ databaseUrl, engine: policy({ repair: true }) });
    const [id = 0] = await live(rig);
    await rig.client.pool.query("update nodes set fingerprint = 'SHA256:' || repeat('A', 43) where id = $1", [rig.nodeIds[0]]);
    await scanDue(rig.engine, never, at(5.9));
    const { rows: [row] } = await rig.client.pool.query('select drift from services where id = $1', [id]);
    const onIt = row.drift.findings.filter((one: { nodeId: number }) => one.nodeId === rig.nodeIds[0]);
    expect(onIt.length).toBeGreaterThan(0);
    expect(onIt.every((one: { is: string; found: string }) => one.is === 'unknown' && /host key/i.test(one.found))).toBe(true);
    expect((await rig.client.pool.query('select alarm from nodes where id = $1', [rig.nodeIds[0]])).rows[0].alarm).toMatch(/host key/i);
    expect((await rig.view(id)).operations.map((one) => one.kind)).toEqual(['deploy']);
  });

  it('leaves a node in maintenance alone, and says so', async () => {
    await using rig = await paperRig({ databaseUrl, engine: policy() });
    const [id = 0] = await live(rig);
    await rig.client.pool.query("update nodes set state = 'maintenance' where id = $1", [rig.nodeIds[0]]);
    rig.paper.calls.length = 0;
    await scanDue(rig.engine, never, at(5.9));
    expect(rig.paper.calls.some((call) => call.nodeId === rig.nodeIds[0])).toBe(false);
    expect((await rig.view(id)).service.drift).toMatchObject({ differs: 0, unknown: 5 });
  });
});
