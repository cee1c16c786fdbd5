/** Law 6: running is a lease; whoever lost it writes nothing. */
import { eq } from 'drizzle-orm';
import { describe, expect, inject, it } from 'vitest';
import { connect } from '#db/client.ts';
import { tasks } from '#db/schema/index.ts';
import { lawsHold, replayIsTheView, watchLaws } from '#e2e/laws.ts';
import { paperRig, timePasses } from '#e2e/paper.ts';
import { makeRig, type Rig } from '#e2e/rig.ts';
import { done } from '#server/core/outcome.ts';
import type { ServiceView } from '#server/core/view.ts';
import { finish } from './finish.ts';
import { reapLeases } from './reap.ts';
import { cancelTask } from './retry.ts';
import { taskColumns, type TaskRow } from './rows.ts';
import { Worker } from './worker.ts';
import { sql } from 'drizzle-orm';

const databaseUrl = inject('databaseUrl');
const webUser = (view: ServiceView) => view.tasks.find((task) => task.action === 'web.addUser');
const outcomes = (view: ServiceView) => webUser(view)?.tries.map((one) => one.outcome);
const lapse = (rig: Rig) => rig.client.pool.query("update tasks set lease_until = now() - interval '1 second' where status in ('running', 'cancelling')");
const rowOf = async (rig: Rig, id: number): Promise<TaskRow> => {
  const { rows } = await rig.client.db.execute<TaskRow>(sql`select ${taskColumns} from tasks where id = ${id}`);
  const [row] = rows;
  if (row === undefined) throw new Error('The task is not there');
  return row;
};

describe('a lease that is lost in the middle of a command', () => {
  it('lets the step resume, in doubt of what it finds, and the late writer writes nothing', async () => {
    await using rig = await paperRig({ databaseUrl });
    await watchLaws(rig);
    const held = rig.paper.hold({ method: 'users.add', nodeId: rig.nodeIds[0] ?? 0 });
    rig.worker();
    const { id } = await rig.order();
    await held.reached;
    const first = await rowOf(rig, webUser(await rig.view(id))?.id ?? 0);
    await lapse(rig);
    await reapLeases(rig.engine);
    const view = await rig.until(id, (now) => now.service.state === 'active');
    expect(outcomes(view)).toEqual(['lost', 'succeeded']);
    expect(webUser(view)).toMatchObject({ attempts: 1 });
    expect(rig.paper.calls.some((call) => call.method === 'node.settle' && call.nodeId === rig.nodeIds[0])).toBe(true);
    const { seq } = await rig.view(id);
    expect(await finish(rig.engine, first, { outcome: done(true), node: null, reach: 'fine', doubt: false })).toBe(false);
    held.release();
    expect((await rig.view(id)).seq).toBe(seq);
    await lawsHold(rig);
    await replayIsTheView(rig, id);
  });

  it('is over for a worker that finds its row taken: its command is let go of', async () => {
    await using rig = await paperRig({ databaseUrl });
    const held = rig.paper.hold({ method: 'users.add', nodeId: rig.nodeIds[0] ?? 0 });
    const worker = rig.worker({ leaseSeconds: 1, sweepMs: 3_600_000 });
    const { id } = await rig.order();
    await held.reached;
    await rig.client.pool.query("update tasks set worker = 'another', starts = starts + 1, lease_until = now() + interval '1 hour' where id = $1", [webUser(await rig.view(id))?.id]);
    // Its call ends with the abort of its next renewal, though nobody released it.
    await worker.stop(20_000);
    expect(worker.busy).toBe(0);
    expect(await rowOf(rig, webUser(await rig.view(id))?.id ?? 0)).toMatchObject({ status: 'running', starts: 2 });
  });

  it('resumes on a real node, where the object is made once', async () => {
    await using rig = await makeRig({ databaseUrl });
    const [web] = rig.fleet.nodes;
    await web?.control({ op: 'fault', name: 'hang-after', match: '^v-add-user ' });
    const dying = rig.worker();
    const { id, logins } = await rig.order();
    await rig.until(id, (now) => webUser(now)?.status === 'running');
    const made = async () => Object.keys((await web?.control({ op: 'effects' })) as object).some((key) => key.startsWith('user '));
    while (!(await made())) await rig.engine.db.execute(sql`select 1`);
    await dying.stop(0);
    rig.worker();
    const view = await rig.until(id, (now) => now.service.state === 'active');
    expect(outcomes(view)).toEqual(['lost', 'succeeded']);
    expect(await web?.control({ op: 'effects' })).toMatchObject({ [`user ${logins.web}`]: { created: 1 } });
  });

  it('five times in a row is the step\'s own fault', async () => {
    await using rig = await paperRig({ databaseUrl });
    const held = rig.paper.hold({ method: 'users.add', nodeId: rig.nodeIds[0] ?? 0 }, 9);
    rig.worker({ sweepMs: 3_600_000 });
    const { id } = await rig.order();
    await held.reached;
    for (let count = 1; count <= 5; count++) {
      await rig.until(id, (now) => webUser(now)?.status === 'running' && webUser(now)?.tries.length === count);
      await lapse(rig);
      await reapLeases(rig.engine);
    }
    const view = await rig.until(id, (now) => webUser(now)?.status === 'failed');
    expect(webUser(view)?.error?.message).toBe('The worker was lost 5 times in a row during this step');
  });

  it('is not lost when it was renewed after somebody saw it lapsed', async () => {
    await using rig = await paperRig({ databaseUrl });
    const held = rig.paper.hold({ method: 'users.add', nodeId: rig.nodeIds[0] ?? 0 });
    rig.worker();
    const { id } = await rig.order();
    await held.reached;
    await lapse(rig);
    const service = await rig.client.pool.connect();
    // The reaper has seen it and waits for the service; meanwhile the lease is renewed.
    await service.query('begin; select 1 from services for update');
    await service.query("update tasks set lease_until = now() + interval '1 minute' where status = 'running'");
    const reaping = reapLeases(rig.engine);
    const waits = async () => (await service.query("select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'")).rows.length > 0;
    while (!(await waits()));
    await service.query('commit');
    service.release();
    await reaping;
    held.release();
    const view = await rig.until(id, (now) => now.service.state === 'active');
    expect(outcomes(view)).toEqual(['succeeded']);
  });
});

describe('a worker', () => {
  it('whose database goes away stops its commands before its leases end', async () => {
    await using rig = await paperRig({ databaseUrl });
    const held = rig.paper.hold({ method: 'users.add', nodeId: rig.nodeIds[0] ?? 0 });
    const own = connect(rig.client.url, { max: 4, name: 'lonely' });
    const worker = new Worker({ ...rig.engine, db: own.db }, { id: 'lonely', leaseSeconds: 1, pollMs: 50, sweepMs: 3_600_000 });
    worker.start();
    const { id } = await rig.order();
    await held.reached;
    const name = new URL(rig.client.url).pathname.slice(1);
    const outside = connect(Object.assign(new URL(rig.client.url), { pathname: '/postgres' }).href, { max: 1 });
    await outside.pool.query(`alter database ${name} with allow_connections false`);
    await outside.pool.query("select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'lonely'");
    await worker.stop(20_000);
    expect(worker.busy).toBe(0);
    await outside.pool.query(`alter database ${name} with allow_connections true`);
    await outside.close();
    rig.worker({ leaseSeconds: 2 });
    const view = await rig.until(id, (now) => now.service.state === 'active');
    expect(outcomes(view)).toEqual(['lost', 'succeeded']);
    await own.close();
  });

  it('that is told to stop lets its commands end and takes nothing new', async () => {
    await using rig = await paperRig({ databaseUrl });
    const held = rig.paper.hold({ method: 'users.add', nodeId: rig.nodeIds[0] ?? 0 });
    const worker = rig.worker({ sweepMs: 3_600_000 });
    const { id } = await rig.order();
    await held.reached;
    const stopped = worker.stop(20_000);
    held.release();
    await stopped;
    const view = await rig.view(id);
    expect(webUser(view)).toMatchObject({ status: 'succeeded' });
    expect(view.tasks.some((task) => task.status === 'running')).toBe(false);
    expect(view.tasks.find((task) => task.action === 'web.addDomain')?.status).toBe('queued');
    rig.worker();
    await rig.until(id, (now) => now.service.state === 'active');
  });

  it('that can\'t wait gives its leases back at once, and that is no loss', async () => {
    await using rig = await paperRig({ databaseUrl });
    const held = rig.paper.hold({ method: 'users.add', nodeId: rig.nodeIds[0] ?? 0 });
    const worker = rig.worker({ leaseSeconds: 3600, sweepMs: 3_600_000 });
    const { id } = await rig.order();
    await held.reached;
    await worker.stop(0);
    const row = (await rig.client.db.select().from(tasks).where(eq(tasks.id, webUser(await rig.view(id))?.id ?? 0)))[0];
    expect(row).toMatchObject({ status: 'queued', attempts: 0, lost: 0, doubt: true, worker: null, leaseUntil: null });
    rig.worker({ sweepMs: 3_600_000 });
    const view = await rig.until(id, (now) => now.service.state === 'active');
    expect(webUser(view)?.tries[0]).toMatchObject({ outcome: 'lost', message: 'The worker was shut down' });
  });
});

describe('a cancelled step whose worker is lost', () => {
  it('stays cancelling until somebody has looked that nothing of it runs any more', async () => {
    await using rig = await paperRig({ databaseUrl });
    await watchLaws(rig);
    const node = rig.nodeIds[0] ?? 0;
    const held = rig.paper.hold({ method: 'users.add', nodeId: node });
    const worker = rig.worker({ sweepMs: 3_600_000 });
    const { id } = await rig.order();
    await held.reached;
    const task = webUser(await rig.view(id))?.id ?? 0;
    expect(await cancelTask(rig.engine, id, task)).toBe('cancelling');
    rig.paper.when({ method: 'node.settle', nodeId: node }, async () => ({ ok: false, refusal: 'busy', message: 'It runs', hint: '', code: 75 }));
    await worker.stop(0);
    expect(webUser(await rig.view(id))?.status).toBe('cancelling');
    await lawsHold(rig);
    rig.worker({ sweepMs: 3_600_000 });
    const looked = await rig.until(id, (now) => webUser(now)?.tries.at(-1)?.outcome === 'postponed');
    expect(webUser(looked)).toMatchObject({ status: 'cancelling', because: 'A command of an earlier attempt is still running on the node' });
    await timePasses(rig);
    const view = await rig.until(id, (now) => webUser(now)?.status === 'cancelled');
    expect(outcomes(view)).toEqual(['lost', 'postponed', 'cancelled']);
    expect(rig.paper.calls.filter((call) => call.method === 'users.add' && call.nodeId === node)).toHaveLength(1);
    await lawsHold(rig);
    await replayIsTheView(rig, id);
  });
});
