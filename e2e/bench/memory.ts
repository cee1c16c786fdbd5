/** How soon a second start is ready, and what the processes keep in memory after work. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startChild } from './child.ts';
import type { Bench } from './figure.ts';
import { placeOrders } from './place.ts';
import { sessionCookie } from './session.ts';
import { openStand } from './stand.ts';

const PAGES = ['/login', '/services', '/tasks', '/services/1/deploy', '/embed'];
const root = fileURLToPath(new URL('../..', import.meta.url));

interface Ready {
  url: string;
  pid: number;
}
const isReady = (line: string): Ready | null => {
  const said = line.startsWith('{') ? (JSON.parse(line) as Ready & { msg?: string }) : null;
  return said?.msg === 'Ready' ? said : null;
};

/** Seconds of `npm start` without npm: database, migrations, pages and worker, until a page is served. */
async function starts(bench: Bench, dir: string): Promise<number[]> {
  const took: number[] = [];
  for (let run = -1; run < (bench.quick ? 2 : 5); run++) {
    const started = performance.now();
    const child = startChild('server/run.js', { args: ['server/main.ts'], env: { VAR_DIR: join(dir, 'second'), PORT: '0', HOST: '127.0.0.1', LOG_LEVEL: 'info' } });
    try {
      const { url, pid } = await child.line(isReady);
      child.standsFor(pid);
      const ready = (performance.now() - started) / 1000;
      const page = await fetch(`${url}/login`);
      if (page.status >= 500) throw new Error(`The first page answered ${page.status}`);
      await page.text();
      // The first start makes the database, and the build where there is none.
      if (run >= 0) took.push(ready);
    } finally {
      await child.stop();
    }
  }
  return took;
}

export async function memory(bench: Bench): Promise<void> {
  await using stand = await openStand();
  bench.say(existsSync(join(root, '.next/BUILD_ID')) ? 'memory: second start' : 'memory: first start builds the pages');
  const took = await starts(bench, stand.dir);
  bench.report({ name: 'second start', unit: 's', goal: { most: 3 }, runs: took, note: 'spawn to Ready with the embedded Postgres, migrations and pages' });

  const fleet = await stand.fleet({ names: ['web-1', 'mail-1', 'ns1', 'ns2'], speed: 0 });
  const web = await stand.start('web', { HOSTWRIGHT_PAGES: '1' });
  const { door } = await stand.furnish(web, fleet);
  const cookie = await sessionCookie(door.url);
  const worker = await stand.start('worker');
  bench.say('memory: orders and pages');
  const samples: { web: number[]; worker: number[] } = { web: [], worker: [] };
  for (let run = 0; run < (bench.quick ? 2 : 5); run++) {
    await placeOrders(door, { name: `memory${run}`, count: bench.quick ? 20 : 100 });
    for (let page = 0; page < 20; page++) for (const path of PAGES) await (await fetch(door.url + path, { headers: { cookie } })).text();
    await stand.until(300, 'live', 'select count(*)::int as n from services where activated_at is null', (row) => row['n'] === 0);
    samples.web.push(web.child.rss());
    samples.worker.push(worker.child.rss());
  }
  const note = 'resident, after orders were worked off and pages were served, Postgres not counted';
  bench.report({ name: 'memory web', unit: 'MB', goal: { most: 250 }, runs: samples.web, note });
  bench.report({ name: 'memory worker', unit: 'MB', goal: { most: 150 }, runs: samples.worker, note });
}
