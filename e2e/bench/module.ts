/** What WHMCS waits for: an order and a suspension through the real module in PHP, and what it adds to a product page. */
import { execFile } from 'node:child_process';
import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { layOut } from '../whmcs/php.ts';
import { needPhp } from '../whmcs/which-php.ts';
import { percentile, type Bench } from './figure.ts';
import { insertLatencies } from './floors.ts';
import { openStand, type Door, type Stand } from './stand.ts';

/** Milliseconds of each call. */
type Took<F extends string> = Record<F, number[]>;

const program = fileURLToPath(new URL('../whmcs/measure.php', import.meta.url));

/** Calls each function so often, one after another, for the services 1, 2 … and all in one PHP. */
async function measure<F extends string>(door: Door, functions: Record<F, number>): Promise<Took<F>> {
  const { folder, env } = layOut({ panel: door.url, products: [{ slug: door.product, name: 'Bench' }] }, 'https://whmcs.brightwood.test');
  try {
    const { stdout } = await promisify(execFile)('php', ['-d', 'opcache.enable_cli=1', program], { env: { ...process.env, ...env, WISH: JSON.stringify({ ...door, functions }) }, maxBuffer: 16_000_000 });
    return JSON.parse(stdout) as Took<F>;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const perSecond = (took: readonly number[]): number => (took.length * 1000) / took.reduce((sum, one) => sum + one, 0);

/** Every service of `count` is live, and nothing is left to do. */
const rest = (stand: Stand, count: number, state: string): Promise<void> =>
  stand.until(300, state, `select count(*) filter (where state = '${state}')::int as n, (select count(*)::int from operations where finished_at is null) as open from services`, (row) => row['n'] === count && row['open'] === 0);

async function run(count: number): Promise<Took<'create' | 'suspend' | 'beside' | 'page'> & { inserts: readonly number[] }> {
  await using stand = await openStand();
  const fleet = await stand.fleet({ names: ['web-1', 'mail-1', 'ns1', 'ns2'], speed: 0 });
  const { door } = await stand.furnish(await stand.start('web'), fleet, 16);
  const first = await measure(door, { hostwright_CreateAccount: count, hostwright_ClientArea: 2000 });
  const inserts = await insertLatencies(stand.client);
  const worker = await stand.start('worker');
  await rest(stand, count, 'active');
  await worker.child.stop();
  const alone = await measure(door, { hostwright_SuspendAccount: count });
  await stand.start('worker');
  await rest(stand, count, 'suspended');
  const beside = await measure(door, { hostwright_UnsuspendAccount: count });
  return { create: first.hostwright_CreateAccount, page: first.hostwright_ClientArea, suspend: alone.hostwright_SuspendAccount, beside: beside.hostwright_UnsuspendAccount, inserts };
}

export async function module(bench: Bench): Promise<void> {
  await needPhp();
  const runs = bench.quick ? 1 : 3;
  const all: Awaited<ReturnType<typeof run>>[] = [];
  for (let at = 1; at <= runs; at++) {
    bench.say(`module: run ${at} of ${runs}`);
    all.push(await run(bench.quick ? 200 : 500));
  }
  const floor = (share: number) => ({ what: 'one insert + commit', value: percentile(all.at(-1)?.inserts ?? [], share), unit: 'ms' });
  bench.report({ name: 'create through PHP p50', unit: 'ms', goal: { most: 15 }, runs: all.map(({ create }) => percentile(create, 0.5)), floor: floor(0.5), note: 'hostwright_CreateAccount, one after another, the first ones of a new process too' });
  bench.report({ name: 'create through PHP p99', unit: 'ms', goal: { most: 60 }, runs: all.map(({ create }) => percentile(create, 0.99)), floor: floor(0.99) });
  bench.report({ name: 'suspend through PHP', unit: '/s', goal: { least: 200 }, runs: all.map(({ suspend }) => perSecond(suspend)), note: 'live services, one after another, as the cron of WHMCS does it: each is answered when its operation is written' });
  bench.report({ name: 'unsuspend through PHP, while it is done', unit: '/s', runs: all.map(({ beside }) => perSecond(beside)), note: 'the same while a worker carries it out on nodes without any time of their own; PHP, product, Postgres and nodes share the cores' });
  bench.report({ name: 'product page p99', unit: 'ms', goal: { most: 5 }, runs: all.map(({ page }) => percentile(page, 0.99)), note: 'what hostwright_ClientArea adds; it asks nobody' });
}
