/** One node of ten that dies, and what the services of the other nine feel of it. */
import { openCrowd, type Crowd } from './crowd.ts';
import { percentile, type Bench } from './figure.ts';
import { placeOrders } from './place.ts';

const NAMES = [...Array.from({ length: 8 }, (_, at) => `web-${at + 1}`), 'mail-1', 'ns1'];
const RATE = 4;
/** Share of a real node's time. */
const PACE = 0.25;

/** Seconds to live of the orders that do not stand on the node of this id. */
async function latencies({ stand, door }: Crowd, name: string, count: number, without: number): Promise<number[]> {
  const { placed } = await placeOrders(door, { name, count, rate: RATE });
  const ids = placed.map(({ id }) => id);
  const others = `select count(*)::int as n from services s where s.id = any(array[${ids.join()}]) and s.activated_at is null and not exists (select 1 from placements p where p.service_id = s.id and p.node_id = ${without})`;
  await stand.until(120, 'live', others, (row) => row['n'] === 0);
  const { rows } = await stand.client.pool.query<{ s: number }>(`
    select extract(epoch from activated_at - created_at)::float as s from services s where id = any($1::int[]) and not exists (select 1 from placements p where p.service_id = s.id and p.node_id = $2)`, [ids, without]);
  return rows.map(({ s }) => s);
}

export async function dead(bench: Bench): Promise<void> {
  const count = bench.quick ? 40 : 160;
  await using crowd = await openCrowd({ names: NAMES, mode: 'split', roles: ['web'], services: 16, slots: 4 });
  await crowd.setSpeed(PACE);
  const [first = 0] = crowd.nodeIds;
  await latencies(crowd, 'warm', 16, first);
  bench.say(`dead: ${RATE} orders a second on a whole fleet`);
  const whole = await latencies(crowd, 'whole', count, first);
  await crowd.fleet.nodes[0]?.stop();
  bench.say(`dead: ${RATE} orders a second, one node dead`);
  const beside = await latencies(crowd, 'beside', count, first);
  const [p95, before] = [percentile(beside, 0.95), percentile(whole, 0.95)];
  const { rows } = await crowd.stand.client.pool.query<{ stuck: number; circuit: boolean }>('select (select count(*)::int from services where activated_at is null) as stuck, circuit_until is not null as circuit from nodes where id = $1', [first]);
  bench.report({ name: 'p95 beside a dead node', unit: '×', goal: { most: 1.2 }, runs: [p95 / before], floor: { what: 'p95 on a whole fleet', value: before, unit: 's' }, note: `${beside.length} orders on the other nodes; ${rows[0]?.stuck ?? 0} wait for the dead one, its circuit is ${rows[0]?.circuit === true ? 'open' : 'not open yet'}` });
}
