/** What the engine adds to a deploy, how many tasks a second pass through it, and how near the critical path is to ideal. */
import { startChild } from './child.ts';
import { targetOf } from './fleet.ts';
import { median, type Bench } from './figure.ts';
import { bossFloor, execRate } from './floors.ts';
import { idealSplit } from './ideal.ts';
import { placeOrders } from './place.ts';
import { openStand, STAND_KEY, type Door, type Stand } from './stand.ts';

const NAMES = ['web-1', 'mail-1', 'ns1', 'ns2'];
/** A look at one account. */
export const LOOK = { words: ['/usr/local/hestia/bin/v-list-user', 'admin', 'json'], changes: false, locks: [], deadline: 10 };
const waiting = `select count(*)::int as n from services where activated_at is null`;

/** Seconds from the accept to the customer's home, one order after another. */
export async function oneByOne(stand: Stand, door: Door, name: string, count: number, patience: number, under = 'com'): Promise<number[]> {
  const took: number[] = [];
  for (let at = 0; at < count; at++) {
    const { placed } = await placeOrders(door, { name: `${name}${at}`, count: 1, callers: 1, under });
    await stand.until(patience, 'live', waiting, (row) => row['n'] === 0);
    const { rows } = await stand.client.pool.query<{ s: number }>('select extract(epoch from activated_at - created_at)::float as s from services where id = $1', [placed[0]?.id]);
    took.push(rows[0]?.s ?? Number.NaN);
  }
  return took;
}

/** Tasks a second from the first claim to the last finish, of orders that were all accepted before. */
async function drain(stand: Stand, door: Door, name: string, orders: number, work: () => Promise<() => Promise<void>>): Promise<number> {
  const { rows: [before] } = await stand.client.pool.query<{ id: number }>('select coalesce(max(id), 0) as id from tasks');
  await placeOrders(door, { name, count: orders });
  const stop = await work();
  await stand.until(300, 'drained', waiting, (row) => row['n'] === 0);
  await stop();
  const { rows } = await stand.client.pool.query<{ rate: number }>('select (count(*) / extract(epoch from max(finished_at) - min(started_at)))::float as rate from tasks where id > $1', [before?.id ?? 0]);
  return rows[0]?.rate ?? Number.NaN;
}

async function overhead(bench: Bench): Promise<void> {
  await using stand = await openStand();
  const fleet = await stand.fleet({ names: NAMES, speed: 0 });
  const { door } = await stand.furnish(await stand.start('all'), fleet);
  await oneByOne(stand, door, 'warm', 5, 30);
  bench.say('deploy: one Split at a time on zero-time nodes');
  const took = await oneByOne(stand, door, 'one', bench.quick ? 10 : 30, 30);
  const { rows } = await stand.client.pool.query<{ n: number }>(`select (count(*) / count(distinct t.service_id))::int as n from log_lines l join tasks t on t.id = l.task_id where l.stream = 'command'`);
  const perSecond = await execRate(fleet.nodes.map((node) => targetOf(node, fleet.key)), LOOK, 2, 1000);
  bench.report({ name: 'deploy overhead', unit: 's', goal: { most: 0.3 }, runs: took, floor: { what: 'its commands by bare ssh2', value: (rows[0]?.n ?? 0) / perSecond, unit: 's' }, note: `Split, accepted → home; ${rows[0]?.n} commands over SSH; every run is one order` });
}

async function throughput(bench: Bench): Promise<void> {
  await using stand = await openStand();
  const fleet = await stand.fleet({ names: NAMES, speed: 0 });
  const web = await stand.start('web');
  const { door } = await stand.furnish(web, fleet, 16);
  const [runs, orders] = bench.quick ? [1, 60] : [3, 300];
  const paper = async () => {
    const child = startChild('e2e/bench/paper-worker.ts', { args: [stand.client.url, STAND_KEY] });
    stand.onEnd(() => child.stop());
    await child.line((line) => (line === 'ready' ? true : null));
    return () => child.stop();
  };
  const real = async () => {
    const { child } = await stand.start('worker');
    return () => child.stop();
  };
  const floor = await bossFloor(stand.client);
  bench.say(`deploy: ${orders} orders drained, nodes without SSH`);
  const dry: number[] = [];
  for (let run = 0; run < runs; run++) dry.push(await drain(stand, door, `dry${run}`, orders, paper));
  bench.report({ name: 'deploy drain, engine', unit: 'tasks/s', goal: { least: 400 }, runs: dry, floor: { what: 'bare pg-boss fetch + complete', value: floor.drainPerSecond, unit: 'jobs/s' }, note: `${orders} orders at once, one worker process, 4 nodes × 16 slots, zero-time nodes in the worker's own process` });
  bench.say(`deploy: ${orders} orders drained over SSH`);
  const wet: number[] = [];
  for (let run = 0; run < runs; run++) wet.push(await drain(stand, door, `wet${run}`, orders, real));
  const perSecond = await execRate(fleet.nodes.map((node) => targetOf(node, fleet.key)), LOOK, 8, 2000);
  bench.report({ name: 'deploy drain, over SSH', unit: 'tasks/s', goal: { least: 400 }, runs: wet, floor: { what: 'bare ssh2 exec', value: perSecond, unit: 'commands/s' }, note: 'the same, every command over real SSH to nodes in processes of their own on the same cores' });
}

async function criticalPath(bench: Bench): Promise<void> {
  await using stand = await openStand();
  const fleet = await stand.fleet({ names: NAMES, speed: 1 });
  const { door } = await stand.furnish(await stand.start('all'), fleet);
  bench.say('deploy: critical path with real step times');
  // The first order makes the packages, which the ideal has already.
  await oneByOne(stand, door, 'first', 1, 120);
  const ideals: number[] = [];
  const took: number[] = [];
  for (let run = 0; run < (bench.quick ? 1 : 3); run++) {
    ideals.push((await idealSplit(1)).criticalMs / 1000);
    took.push(...(await oneByOne(stand, door, `path${run}`, 1, 120)));
  }
  const ideal = median(ideals);
  bench.report({ name: 'deploy critical path', unit: '× ideal', goal: { most: 1.1 }, runs: took.map((seconds) => seconds / ideal), floor: { what: 'ideal: plan graph × step times', value: ideal, unit: 's' }, note: `a Split took ${median(took).toFixed(2)} s` });
}

export async function deploy(bench: Bench): Promise<void> {
  await overhead(bench);
  await throughput(bench);
  await criticalPath(bench);
}
