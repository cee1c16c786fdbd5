/** How fast an order is accepted: over HTTP, with a key, from another process, without and with workers. */
import { percentile, type Bench } from './figure.ts';
import { insertLatencies, insertRate } from './floors.ts';
import { placeOrders } from './place.ts';
import { openStand, type Door } from './stand.ts';

const RATE = 50;

async function atRate(door: Door, name: string, runs: number, seconds: number): Promise<{ p50: number[]; p99: number[] }> {
  await placeOrders(door, { name: `${name}warm`, count: RATE * 2, rate: RATE });
  const p50: number[] = [];
  const p99: number[] = [];
  for (let run = 0; run < runs; run++) {
    const { latencies } = await placeOrders(door, { name: `${name}${run}`, count: RATE * seconds, rate: RATE });
    p50.push(percentile(latencies, 0.5));
    p99.push(percentile(latencies, 0.99));
  }
  return { p50, p99 };
}

function report(bench: Bench, suffix: string, { p50, p99 }: { p50: number[]; p99: number[] }, inserts: readonly number[], note: string): void {
  const floor = (share: number) => ({ what: 'one insert + commit', value: percentile(inserts, share), unit: 'ms' });
  bench.report({ name: `accept p50 ${suffix}`, unit: 'ms', goal: { most: 10 }, runs: p50, floor: floor(0.5), note });
  bench.report({ name: `accept p99 ${suffix}`, unit: 'ms', goal: { most: 50 }, runs: p99, floor: floor(0.99), note });
}

export async function accept(bench: Bench): Promise<void> {
  const [runs, seconds] = bench.quick ? [2, 4] : [5, 10];
  await using stand = await openStand();
  // Real step times: the nodes are the limit, as they are for real, and the queue behind them grows.
  const fleet = await stand.fleet({ names: ['web-1', 'mail-1', 'ns1', 'ns2'], speed: 1 });
  const web = await stand.start('web');
  const { door } = await stand.furnish(web, fleet);
  bench.say(`accept: ${RATE}/s, workers off`);
  const off = await atRate(door, 'off', runs, seconds);
  report(bench, 'workers off', off, await insertLatencies(stand.client), `${RATE}/s, each over a new connection`);

  bench.say('accept: as fast as answers come');
  const rates: number[] = [];
  for (let run = 0; run < runs; run++) {
    const { placed, seconds: took } = await placeOrders(door, { name: `fast${run}`, count: bench.quick ? 500 : 2000 });
    rates.push(placed.length / took);
  }
  bench.report({ name: 'accept sustained', unit: '/s', goal: { least: 300 }, runs: rates, floor: { what: 'insert + commit, 10 connections', value: await insertRate(stand.client), unit: '/s' }, note: '16 callers over kept connections' });

  bench.say(`accept: ${RATE}/s, workers on`);
  const worker = await stand.start('worker');
  const on = await atRate(door, 'on', runs, seconds);
  report(bench, 'workers on', on, await insertLatencies(stand.client), `${RATE}/s, a worker process beside, nodes with real step times`);
  await worker.child.stop();
}
