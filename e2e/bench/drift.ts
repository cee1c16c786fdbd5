/** Looking at everything that services consist of, in the background, and what deploys feel of it. */
import { verify } from '#server/tasks/verify.ts';
import { engineOn, openCrowd, type Crowd } from './crowd.ts';
import { oneByOne } from './deploy.ts';
import { percentile, type Bench } from './figure.ts';
import { insertRate } from './floors.ts';

const NAMES = ['web-1', 'mail-1', 'ns1', 'ns2'];
const AT_ONCE = 4;
/** Share of a real node's time, so that deploys are bound by their nodes and not by the machine that all of it shares. */
const PACE = 0.25;

/** Answers the seconds that a scan of all took, some at once. */
async function scan(ids: readonly number[], look: (id: number) => Promise<unknown>): Promise<number> {
  const left = [...ids];
  const started = performance.now();
  await Promise.all(Array.from({ length: AT_ONCE }, async () => {
    for (let id = left.pop(); id !== undefined; id = left.pop()) await look(id);
  }));
  return (performance.now() - started) / 1000;
}

/** One service after another until it is told to stop, as a night's scan goes, though without its pauses. */
function background(ids: readonly number[], look: (id: number) => Promise<unknown>): { stop(): Promise<number> } {
  let going = true;
  let looked = 0;
  const ended = (async () => {
    for (let at = 0; going; at = (at + 1) % ids.length) {
      await look(ids[at] ?? 0);
      looked++;
    }
  })();
  return { stop: async () => { going = false; await ended; return looked; } };
}

async function harm(bench: Bench, { stand, door }: Crowd, ids: readonly number[], look: (id: number) => Promise<unknown>): Promise<void> {
  const count = bench.quick ? 8 : 20;
  bench.say('drift: deploys without a scan');
  await oneByOne(stand, door, 'warm', 2, 120);
  const quiet = await oneByOne(stand, door, 'quiet', count, 120);
  bench.say('drift: deploys beside a scan without pauses');
  const scanning = background(ids, look);
  const beside = await oneByOne(stand, door, 'beside', count, 120);
  const looked = await scanning.stop();
  const [alone, with_] = [percentile(quiet, 0.95), percentile(beside, 0.95)];
  bench.report({ name: 'deploy p95 beside a drift scan', unit: '×', goal: { most: 1.1 }, runs: [with_ / alone], floor: { what: 'p95 without', value: alone, unit: 's' }, note: `${count} Split deploys each, at ${PACE} of a real node’s time; ${looked} services were looked at meanwhile, one after another without a pause` });
}

export async function drift(bench: Bench): Promise<void> {
  const services = bench.quick ? 100 : 500;
  bench.say(`drift: ${services} services are made`);
  await using crowd = await openCrowd({ names: NAMES, mode: 'split', roles: ['web', 'mail', 'dns'], services, slots: 4 });
  const engine = await engineOn(crowd);
  const { rows } = await crowd.stand.client.pool.query<{ id: number }>("select id from services where state = 'active' order by id");
  const ids = rows.map(({ id }) => id);
  let parts = 0;
  const look = async (id: number): Promise<void> => {
    const { findings } = await verify(engine, id);
    parts = findings.length;
    const odd = findings.find((one) => one.is !== 'fine');
    if (odd !== undefined) throw new Error(`Service ${id}: ${odd.action} ${odd.found}`);
  };
  bench.say(`drift: ${services} services are looked at on zero-time nodes`);
  const seconds = (await scan(ids, look)) * (500 / services);
  bench.report({ name: 'drift scan of 500 services', unit: 's', goal: { most: 60 }, runs: [seconds], floor: { what: 'insert + commit, 10 connections', value: await insertRate(crowd.stand.client), unit: '/s' }, note: `${parts} parts each, ${AT_ONCE} services at once${services === 500 ? '' : `; ${services} were looked at, and counted for 500`}` });
  await crowd.setSpeed(PACE);
  await harm(bench, crowd, ids, look);
}
