/** One reading of what everybody on a full node uses: one command over SSH, one statement. */
import { readNow } from '#server/tasks/readings.ts';
import { engineOn, openCrowd } from './crowd.ts';
import type { Bench } from './figure.ts';
import { execRate } from './floors.ts';
import { targetOf } from './fleet.ts';

const LIST = { words: ['/usr/local/hestia/bin/v-list-users', 'json'], changes: false, locks: [], deadline: 60 };

export async function usage(bench: Bench): Promise<void> {
  const users = bench.quick ? 100 : 500;
  bench.say(`usage: ${users} users are made`);
  await using crowd = await openCrowd({ names: ['web-1', 'ns1'], mode: 'split', roles: ['web'], services: users, slots: 4 });
  await crowd.worker.child.stop();
  const { stand, fleet, nodeIds: [nodeId = 0] } = crowd;
  const [node] = fleet.nodes;
  if (node === undefined) throw new Error('The fleet has no node');
  const engine = await engineOn(crowd);
  const sessions = async (): Promise<number> => ((await node.control({ op: 'log' })) as { argv: string[] }[]).filter(({ argv }) => argv[0] === 'v-list-users').length;
  bench.say('usage: read on a zero-time node');
  const took: number[] = [];
  const before = await sessions();
  const runs = bench.quick ? 5 : 20;
  for (let run = 0; run < runs; run++) {
    const started = performance.now();
    const fault = await readNow(engine, 'server.syncUsage', nodeId);
    took.push((performance.now() - started) / 1000);
    if (fault !== null) throw new Error(fault);
  }
  const each = ((await sessions()) - before) / runs;
  const { rows } = await stand.client.pool.query<{ n: number }>('select count(*)::int as n from usages');
  if (rows[0]?.n !== users) throw new Error(`${rows[0]?.n ?? 0} of ${users} services have figures`);
  const perSecond = await execRate([targetOf(node, fleet.key)], LIST, 1, 10);
  bench.report({ name: 'usage sync', unit: 's', goal: { most: 3 }, runs: took, floor: { what: 'its command by bare ssh2', value: 1 / perSecond, unit: 's' }, note: `${users} services of one node; a real node takes 7 ms per user to list them, which is not in it` });
  bench.report({ name: 'usage sync, SSH sessions', unit: 'sessions', goal: { most: 1 }, runs: [each], note: 'by the node’s own log' });
}
