/** What WHMCS waits for: an order and a suspension through the real module in PHP, and what it adds to a product page. */
import { execFile } from 'node:child_process';
import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { layOut, needPhp } from '../whmcs/php.ts';
import { percentile, type Bench } from './figure.ts';
import { insertLatencies } from './floors.ts';
import { openStand, type Door } from './stand.ts';

interface Took {
  create: number[];
  suspend: number[];
  page: number[];
}

const program = fileURLToPath(new URL('../whmcs/measure.php', import.meta.url));

async function measure(door: Door, count: number): Promise<Took> {
  const { folder, env } = layOut({ panel: door.url, products: [{ slug: door.product, name: 'Bench' }] }, 'https://whmcs.brightwood.test');
  try {
    const { stdout } = await promisify(execFile)('php', ['-d', 'opcache.enable_cli=1', program], { env: { ...process.env, ...env, WISH: JSON.stringify({ ...door, count, pages: 2000 }) }, maxBuffer: 16_000_000 });
    return JSON.parse(stdout) as Took;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export async function module(bench: Bench): Promise<void> {
  needPhp();
  const runs = bench.quick ? 1 : 3;
  const all: Took[] = [];
  let inserts: readonly number[] = [];
  for (let run = 0; run < runs; run++) {
    await using stand = await openStand();
    const fleet = await stand.fleet({ names: ['web-1', 'mail-1', 'ns1', 'ns2'], speed: 1 });
    const { door } = await stand.furnish(await stand.start('web'), fleet);
    bench.say(`module: run ${run + 1} of ${runs}`);
    const took = await measure(door, bench.quick ? 200 : 500);
    all.push(took);
    inserts = await insertLatencies(stand.client);
  }
  const floor = (share: number) => ({ what: 'one insert + commit', value: percentile(inserts, share), unit: 'ms' });
  bench.report({ name: 'create through PHP p50', unit: 'ms', goal: { most: 15 }, runs: all.map(({ create }) => percentile(create, 0.5)), floor: floor(0.5), note: 'hostwright_CreateAccount, one after another, the first ones of a new process too' });
  bench.report({ name: 'create through PHP p99', unit: 'ms', goal: { most: 60 }, runs: all.map(({ create }) => percentile(create, 0.99)), floor: floor(0.99) });
  bench.report({ name: 'suspend through PHP', unit: '/s', goal: { least: 200 }, runs: all.map(({ suspend }) => (suspend.length * 1000) / suspend.reduce((sum, one) => sum + one, 0)), note: 'one after another, as the cron of WHMCS does it' });
  bench.report({ name: 'product page p99', unit: 'ms', goal: { most: 5 }, runs: all.map(({ page }) => percentile(page, 0.99)), note: 'what hostwright_ClientArea adds; it asks nobody' });
}
