/** The nightly look at everything that services consist of, as the worker makes it, and what deploys feel of it. */
import { openCrowd, type Crowd } from './crowd.ts';
import { oneByOne } from './deploy.ts';
import { percentile, type Bench } from './figure.ts';
import { insertRate } from './floors.ts';

const NAMES = ['web-1', 'mail-1', 'ns1', 'ns2'];
/** Share of a real node's time, so that deploys are bound by their nodes and not by the machine that all of it shares. */
const PACE = 0.25;

/** How the worker is told that services are to be looked at, whatever the hour. It hears of it within five seconds. */
const WANT = "update services set scan_wanted = true where state = 'active'";
/** Of those that were wanted; Postgres's clock. */
const looked = async ({ stand }: Crowd, since: Date): Promise<{ n: number; seconds: number; odd: number; parts: number }> => {
  const { rows: [row] } = await stand.client.pool.query<{ n: number; seconds: number; odd: number; parts: number }>(`
    select count(*)::int as n, extract(epoch from max((drift->>'at')::timestamptz) - min((drift->>'at')::timestamptz))::float as seconds, max(jsonb_array_length(drift->'findings'))::int as parts,
      count(*) filter (where exists (select 1 from jsonb_array_elements(drift->'findings') f where f->>'is' <> 'fine'))::int as odd
    from services where (drift->>'at')::timestamptz > $1`, [since]);
  return row ?? { n: 0, seconds: Number.NaN, odd: 0, parts: 0 };
};

async function wanted({ stand }: Crowd): Promise<Date> {
  const { rows: [row] } = await stand.client.pool.query<{ now: Date }>('select now() as now');
  await stand.client.pool.query(WANT);
  return row?.now ?? new Date();
}
const noneLeft = ({ stand }: Crowd): Promise<void> => stand.until(600, 'looked at', "select count(*)::int as n from services where scan_wanted or (drift is null and state = 'active')", (row) => row['n'] === 0);

async function alone(bench: Bench, crowd: Crowd, services: number): Promise<void> {
  bench.say(`drift: ${services} services are looked at on zero-time nodes`);
  const since = await wanted(crowd);
  await noneLeft(crowd);
  const { n, seconds, odd, parts } = await looked(crowd, since);
  if (n < services || odd > 0) throw new Error(`${n} of ${services} services were looked at, and ${odd} are not as wished`);
  bench.report({ name: 'drift scan of 500 services', unit: 's', goal: { most: 60 }, runs: [seconds * (500 / services)], floor: { what: 'insert + commit, 10 connections', value: await insertRate(crowd.stand.client), unit: '/s' }, note: `${parts} parts each, from the first answer to the last${services === 500 ? '' : `; ${services} were looked at, and counted for 500`}` });
}

async function harm(bench: Bench, crowd: Crowd): Promise<void> {
  const { stand, door } = crowd;
  const count = bench.quick ? 8 : 20;
  bench.say('drift: deploys without a scan');
  await oneByOne(stand, door, 'warm', 2, 120);
  const quiet = await oneByOne(stand, door, 'quiet', count, 120);
  bench.say('drift: deploys beside a scan of all services, all of them due at once');
  const since = await wanted(crowd);
  await stand.until(30, 'begun', `select count(*)::int as n from services where (drift->>'at')::timestamptz > '${since.toISOString()}'`, (row) => Number(row['n']) > 0);
  const from = await looked(crowd, since);
  const beside = await oneByOne(stand, door, 'beside', count, 120);
  const to = await looked(crowd, since);
  const { rows: [left] } = await stand.client.pool.query<{ n: number }>('select count(*)::int as n from services where scan_wanted');
  if (left?.n === 0) throw new Error('The scan ended before the deploys did: nothing was measured beside it');
  const [without, with_] = [percentile(quiet, 0.95), percentile(beside, 0.95)];
  bench.report({ name: 'deploy p95 beside a drift scan', unit: '×', goal: { most: 1.1 }, runs: [with_ / without], floor: { what: 'p95 without', value: without, unit: 's' }, note: `${count} Split deploys each, at ${PACE} of a real node’s time; ${to.n - from.n} services were looked at meanwhile, ${left?.n} were still to be` });
}

export async function drift(bench: Bench): Promise<void> {
  const services = bench.quick ? 100 : 500;
  bench.say(`drift: ${services} services are made`);
  await using crowd = await openCrowd({ names: NAMES, mode: 'split', roles: ['web', 'mail', 'dns'], services, slots: 4 });
  await alone(bench, crowd, services);
  await crowd.setSpeed(PACE);
  await harm(bench, crowd);
}
