/** What a backup of 1 GB costs our side in memory while a browser downloads it, and how fast it passes. */
import type { Bench } from './figure.ts';
import { placeOrders } from './place.ts';
import { sessionCookie } from './session.ts';
import { type Door, openStand } from './stand.ts';

const BYTES = 1_000_000_000;
const MB = 1_000_000;

async function call<T>(door: Pick<Door, 'url'>, cookie: string, name: string, input: object): Promise<T> {
  const answer = await fetch(`${door.url}/api/trpc/${name}`, { method: 'POST', headers: { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin', cookie }, body: JSON.stringify(input) });
  const { result } = (await answer.json()) as { result?: { data: T } };
  if (result === undefined) throw new Error(`${name} was refused with ${answer.status}`);
  return result.data;
}

/** Reads all of it, and no faster than `pace` MB a second where that is said. Answers the most that `rss` told, and the seconds. */
async function load(url: string, cookie: string, rss: () => number, { pace, bytes = BYTES }: { pace: number | null; bytes?: number }): Promise<{ most: number; seconds: number }> {
  const started = performance.now();
  const answer = await fetch(url, { headers: { cookie, range: `bytes=0-${bytes - 1}` } });
  if (answer.status !== 206 || answer.body === null) throw new Error(`The download answered ${answer.status}`);
  let seen = 0;
  let most = rss();
  for await (const chunk of answer.body as unknown as AsyncIterable<Uint8Array>) {
    const before = seen;
    seen += chunk.length;
    if (Math.floor(before / (8 * MB)) !== Math.floor(seen / (8 * MB))) most = Math.max(most, rss());
    const due = pace === null ? 0 : (seen / MB / pace) * 1000 - (performance.now() - started);
    if (due > 20) await new Promise((done) => setTimeout(done, due));
  }
  if (seen !== bytes) throw new Error(`${seen} bytes came of ${bytes}`);
  return { most, seconds: (performance.now() - started) / 1000 };
}

export async function download(bench: Bench): Promise<void> {
  await using stand = await openStand();
  const fleet = await stand.fleet({ names: ['web-1', 'mail-1', 'ns1', 'ns2'], speed: 0 });
  const product = await stand.start('all');
  const { door } = await stand.furnish(product, fleet);
  const cookie = await sessionCookie(door.url);
  bench.say('download: a service with a backup');
  await placeOrders(door, { name: 'download', count: 1 });
  await stand.until(60, 'live', "select count(*)::int as n from services where state = 'active'", (row) => row['n'] === 1);
  const { rows: [row] } = await stand.client.pool.query<{ id: number; login: string }>("select s.id, p.login from services s join placements p on p.service_id = s.id and p.role = 'web'");
  if (row === undefined) throw new Error('There is no service');
  const { id } = await call<{ id: number }>(door, cookie, 'items.add', { service: row.id, kind: 'webBackup', name: '', settings: {} });
  await stand.until(60, 'made', 'select count(*)::int as n from items where known is not null', (found) => found['n'] === 1);
  await fleet.nodes.find(({ name }) => name === 'web-1')?.control({ op: 'archive', user: row.login, bytes: BYTES });
  const { path } = await call<{ path: string }>(door, cookie, 'backups.link', { service: row.id, id });
  const rss = (): number => product.child.rss();
  const more: number[] = [];
  const rates: number[] = [];
  // What a process that has just begun takes once, and keeps, is no download's.
  await load(door.url + path, cookie, rss, { pace: null, bytes: 64 * MB });
  for (let run = 0; run < (bench.quick ? 2 : 4); run++) {
    const pace = run % 2 === 0 ? null : 100;
    bench.say(`download: 1 GB, ${pace === null ? 'as fast as it comes' : `at ${pace} MB/s`}`);
    const before = rss();
    const { most, seconds } = await load(door.url + path, cookie, rss, { pace });
    more.push(Math.max(0, most - before));
    if (pace === null) rates.push(BYTES / MB / seconds);
  }
  bench.report({ name: 'more memory during a download of 1 GB', unit: 'MB', goal: { most: 50 }, runs: more, note: 'resident, of the process with everything in it; after a first one of 64 MB; from a simulated node over SSH, at full speed and at 100 MB/s in turn' });
  bench.report({ name: 'download of 1 GB', unit: 'MB/s', goal: { least: 20 }, runs: rates, note: 'node, product and reader share this machine' });
}
