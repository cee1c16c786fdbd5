/** From ready to start: a long queue before full nodes, and single tasks that become ready at an idle one. */
import { sql } from 'drizzle-orm';
import { PgBoss } from 'pg-boss';
import pg from 'pg';
import { login } from '#server/core/names.ts';
import { defaultLimits } from '#server/core/limits.ts';
import { writeOperation } from '#server/tasks/plan.ts';
import { emit } from '#server/tasks/emit.ts';
import { lockService } from '#server/tasks/transition.ts';
import type { SimNode } from '#e2e/simnode/simnode.ts';
import { percentile, type Bench } from './figure.ts';
import { placeOrders } from './place.ts';
import { openStand, type Door, type Stand } from './stand.ts';

const RATE = 20;
const PROBES = 40;
const pause = (ms: number): Promise<void> => new Promise((done) => { setTimeout(done, ms); });

/** The idle node has a group and a product of its own. */
async function addIdle(staff: Awaited<ReturnType<Stand['furnish']>>['staff'], node: SimNode, privateKey: string): Promise<{ nodeId: number; product: string }> {
  const { id: groupId } = await staff.groups.save.mutate({ name: 'Idle', nameservers: ['ns1.brightwood.test'] });
  const access = { host: '127.0.0.1', port: node.port, user: 'root', fingerprint: node.fingerprint, privateKey };
  const { id: nodeId } = await staff.nodes.add.mutate({ ...access, name: node.name, groupId, roles: ['web'], ipv4: '203.0.113.10', hostname: `${node.name}.brightwood.test`, slots: 4 });
  await staff.products.save.mutate({ slug: 'idle', name: 'Idle', mode: 'split', groupId, roles: ['web'], limits: defaultLimits, phpTemplate: 'default' });
  return { nodeId, product: 'idle' };
}

interface Probed {
  serviceId: number;
  login: string;
  nodeId: number;
}

/** One task becomes ready, by the engine's own statements: it finds its account as wished, which is one command. */
async function probe({ client }: Stand, boss: PgBoss, { serviceId, login: name, nodeId }: Probed): Promise<number> {
  return client.db.transaction(async (tx) => {
    const { generation } = await lockService(tx, serviceId);
    const written = await writeOperation(tx, boss, {
      serviceId, generation, kind: 'change', openedBy: 'bench', policies: { retry: {}, quorum: 1 },
      plan: [{ key: 'probe', action: 'web.addUser', nodeId, target: login.parse(name), after: [], serialKey: `${nodeId}:${name}` }],
    });
    await emit(tx, serviceId, { operations: [written.operation], tasks: written.tasks }, { urgent: true });
    return written.tasks[0]?.id ?? 0;
  });
}

/** Milliseconds from `queued_at` to the moment at which the first command goes to the pool, as its log has it. */
async function startLatencies({ client }: Stand, ids: readonly number[]): Promise<number[]> {
  const { rows } = await client.db.execute<{ ms: number }>(sql`
    select extract(epoch from min(l.at) - t.queued_at)::float * 1000 as ms from tasks t join log_lines l on l.task_id = t.id and l.stream = 'command'
    where t.id = any(${sql.param(ids)}::int[]) group by t.id`);
  return rows.map((row) => row.ms);
}

/** Bare pg-boss under the same load: sent with a NOTIFY, fetched when that is heard. */
async function bareLatencies({ client }: Stand, count: number): Promise<number[]> {
  const boss = new PgBoss({ connectionString: client.url, schema: 'bench_floor_boss', max: 4, supervise: false, schedule: false });
  boss.on('error', () => undefined);
  await boss.start();
  await boss.createQueue('pickup');
  const listener = new pg.Client({ connectionString: client.url });
  await listener.connect();
  await listener.query('listen bench_pickup');
  const took: number[] = [];
  for (let at = 0; at < count; at++) {
    const heard = new Promise<void>((done) => listener.once('notification', () => done()));
    const started = performance.now();
    await boss.send('pickup', { at });
    await client.pool.query(`select pg_notify('bench_pickup', '')`);
    await heard;
    await boss.fetch('pickup');
    took.push(performance.now() - started);
    await pause(1000 / RATE / 2);
  }
  await listener.end();
  await boss.stop({ graceful: false, close: true });
  return took;
}

async function idleServices(stand: Stand, door: Door, nodeId: number): Promise<Probed[]> {
  const { placed } = await placeOrders(door, { name: 'idle', count: PROBES, callers: 4 });
  await stand.until(120, 'idle services live', 'select count(*)::int as n from services where activated_at is null', (row) => row['n'] === 0);
  return placed.map(({ id, logins }) => ({ serviceId: id, login: logins['web'] ?? '', nodeId }));
}

async function probeRuns(bench: Bench, stand: Stand, services: readonly Probed[]): Promise<number[][]> {
  const boss = new PgBoss({ connectionString: stand.client.url, max: 2, supervise: false, schedule: false, migrate: false });
  boss.on('error', () => undefined);
  await boss.start();
  stand.onEnd(() => boss.stop({ graceful: false, close: true }));
  const runs: number[][] = [];
  const [count, seconds] = bench.quick ? [2, 5] : [5, 10];
  let sent = 0;
  for (let run = 0; run < count; run++) {
    const ids: Promise<number>[] = [];
    for (let at = 0; at < RATE * seconds; at++) {
      const one = services[sent++ % services.length];
      if (one !== undefined) ids.push(probe(stand, boss, one));
      await pause(1000 / RATE);
    }
    const made = await Promise.all(ids);
    await pause(2000);
    const took = await startLatencies(stand, made);
    if (took.length < made.length) bench.say(`start: ${made.length - took.length} of ${made.length} probes had not started 2 s later`);
    runs.push([...took, ...Array.from({ length: made.length - took.length }, () => 2000)]);
  }
  return runs;
}

export async function start(bench: Bench): Promise<void> {
  const queued = bench.quick ? 2000 : 20_000;
  await using stand = await openStand();
  const fleet = await stand.fleet({ names: ['web-1', 'mail-1', 'ns1', 'ns2'], speed: 1 });
  const idle = await stand.fleet({ names: ['idle-1'], speed: 0 });
  const web = await stand.start('web');
  const { staff, door } = await stand.furnish(web, fleet);
  const [node] = idle.nodes;
  if (node === undefined) throw new Error('The idle node did not start');
  const { nodeId, product } = await addIdle(staff, node, idle.key.privateKey.reveal());
  const first = await stand.start('worker');
  const services = await idleServices(stand, { ...door, product }, nodeId);
  await first.child.stop();
  bench.say(`start: ${queued} tasks are queued`);
  // Of a Split's tasks four are ready at once: web, mail and each DNS node.
  await placeOrders(door, { name: 'queue', count: queued / 4 });
  await stand.start('worker');
  await stand.until(60, 'full', `select count(*)::int as n from nodes where in_flight = slots`, (row) => row['n'] === 4);
  await stand.until(300, 'settled', `select count(*)::int as n from pgboss.job where name = 'wake' and state = 'created' and start_after <= now()`, (row) => Number(row['n']) < 50);
  bench.say(`start: ${RATE} probes a second`);
  const runs = await probeRuns(bench, stand, services);
  const { rows } = await stand.client.pool.query<{ n: number }>(`select count(*)::int as n from tasks where status = 'queued'`);
  const bare = await bareLatencies(stand, bench.quick ? 50 : 200);
  const note = `${rows[0]?.n} tasks queued on 4 full nodes; ${RATE} probes/s; queued_at to the command's way into the pool`;
  bench.report({ name: 'start p95', unit: 'ms', goal: { most: 25 }, runs: runs.map((run) => percentile(run, 0.95)), floor: { what: 'bare pg-boss send → fetch', value: percentile(bare, 0.95), unit: 'ms' }, note });
  bench.report({ name: 'start p50', unit: 'ms', runs: runs.map((run) => percentile(run, 0.5)), floor: { what: 'bare pg-boss send → fetch', value: percentile(bare, 0.5), unit: 'ms' } });
}
