/** Many orders at once on a fleet whose slots are the bound, and every object made once by the nodes' own count. */
import type { SimFleet } from '#e2e/stage.ts';
import type { Bench } from './figure.ts';
import { insertRate } from './floors.ts';
import { idealSplit } from './ideal.ts';
import type { Placed } from './order-load.ts';
import { placeOrders } from './place.ts';
import { openStand } from './stand.ts';

const NAMES = ['web-1', 'web-2', 'web-3', 'web-4', 'mail-1', 'mail-2', 'mail-3', 'mail-4', 'ns1', 'ns2'];
const SLOTS = 4;
const IDEAL_SECONDS = 120;

interface Effect {
  created: number;
  changed: number;
  deleted: number;
}

/** Seconds that the busiest kind of node needs for its share, all slots full, at a real node's speed. */
function boundSeconds(orders: number, work: { web: number; mail: number; dns: number }): number {
  const web = NAMES.filter((name) => name.startsWith('web')).length;
  const mail = NAMES.filter((name) => name.startsWith('mail')).length;
  // Every zone is on every DNS node.
  return (orders / SLOTS / 1000) * Math.max(work.web / web, work.mail / mail, work.dns);
}

/** Objects that the nodes made other than once, or that nobody ordered. */
async function strays(fleet: SimFleet, placed: readonly Placed[]): Promise<string[]> {
  const made = new Map<string, number>();
  const odd: string[] = [];
  for (const node of fleet.nodes) {
    for (const [name, effect] of Object.entries((await node.control({ op: 'effects' })) as Record<string, Effect>)) {
      const dns = node.name.startsWith('ns');
      if (!name.startsWith('package') && (effect.created !== 1 || effect.deleted !== 0)) odd.push(`${node.name}: ${name} created ${effect.created}, deleted ${effect.deleted}`);
      made.set(name, (made.get(name) ?? 0) + (dns ? effect.created / 2 : effect.created));
    }
  }
  for (const { domain, logins } of placed) {
    for (const name of [`web ${domain}`, `mail ${domain}`, `zone ${domain}`, ...Object.values(logins).map((login) => `user ${login}`)]) {
      if (made.get(name) !== 1) odd.push(`${name} made ${made.get(name) ?? 0} times`);
    }
  }
  return odd;
}

export async function storm(bench: Bench): Promise<void> {
  const orders = bench.quick ? 100 : 1000;
  const { work } = await idealSplit(0.5, { mailFirst: true });
  const real = boundSeconds(orders, { web: work.web * 2, mail: work.mail * 2, dns: work.dns * 2 });
  const speed = (bench.quick ? IDEAL_SECONDS / 5 : IDEAL_SECONDS) / real;
  await using stand = await openStand();
  const fleet = await stand.fleet({ names: NAMES, speed });
  const web = await stand.start('web');
  const { door } = await stand.furnish(web, fleet, SLOTS);
  const worker = await stand.start('worker');
  bench.say(`storm: ${orders} orders on ${NAMES.length} nodes × ${SLOTS} slots, step times × ${speed.toFixed(3)}`);
  const { placed } = await placeOrders(door, { name: 'storm', count: orders });
  await stand.until(real * speed * 10 + 120, 'all live', 'select count(*)::int as n from services where activated_at is null', (row) => row['n'] === 0);
  const { rows } = await stand.client.pool.query<{ s: number }>('select extract(epoch from max(activated_at) - min(created_at))::float as s from services');
  await worker.child.stop();
  const seconds = rows[0]?.s ?? Number.NaN;
  const odd = await strays(fleet, placed);
  const ideal = real * speed;
  bench.report({ name: 'storm', unit: '× ideal', goal: { most: 1.15 }, runs: [seconds / ideal], floor: { what: 'slot-bound ideal', value: ideal, unit: 's' }, note: `${orders} orders live after ${seconds.toFixed(1)} s, ${((orders * 17) / seconds).toFixed(0)} tasks/s; the DNS nodes' slots are the bound` });
  bench.report({ name: 'storm, objects not made exactly once', unit: 'objects', goal: { most: 0 }, runs: [odd.length], floor: { what: 'insert + commit, 10 connections', value: await insertRate(stand.client), unit: '/s' }, note: odd[0] ?? `by the effect counters of the ${NAMES.length} nodes` });
}
