/** Commands a second over the pool, and how many handshakes they cost. */
import { SshPool } from '#server/ssh/pool.ts';
import { targetOf } from './fleet.ts';
import type { Bench } from './figure.ts';
import { execRate } from './floors.ts';
import { openStand } from './stand.ts';

const LOOK = { words: ['/usr/local/hestia/bin/v-list-user', 'admin', 'json'], changes: false, locks: [], deadline: 10 };
const CHANNELS = 8;

export async function ssh(bench: Bench): Promise<void> {
  await using stand = await openStand();
  const fleet = await stand.fleet({ names: ['web-1', 'mail-1', 'ns1', 'ns2'], speed: 0 });
  const targets = fleet.nodes.map((node) => targetOf(node, fleet.key));
  const pool = new SshPool({ connectTimeoutMs: 10_000, keepAliveMs: 10_000, maxChannels: CHANNELS });
  stand.onEnd(() => pool.close());
  const [runs, count] = bench.quick ? [2, 1000] : [5, 4000];
  const run = async (all: number): Promise<number> => {
    let next = 0;
    const started = performance.now();
    await Promise.all(Array.from({ length: targets.length * CHANNELS }, async () => {
      while (next < all) {
        const target = targets[next++ % targets.length];
        if (target !== undefined && (await pool.run(target, LOOK, { onLine: () => undefined })).code !== 0) throw new Error('A look was refused');
      }
    }));
    return (all * 1000) / (performance.now() - started);
  };
  await run(500);
  bench.say(`ssh: ${count} commands over ${targets.length} nodes, ${runs} runs`);
  const rates: number[] = [];
  const bare: number[] = [];
  for (let at = 0; at < runs; at++) {
    rates.push(await run(count));
    bare.push(await execRate(targets, LOOK, CHANNELS, count));
  }
  const floor = { what: 'bare ssh2, same connections and channels', value: bare.reduce((sum, one) => sum + one, 0) / bare.length, unit: 'commands/s' };
  bench.report({ name: 'ssh commands', unit: 'commands/s', goal: { least: 500 }, runs: rates, floor, note: `${targets.length} nodes in processes of their own, ${CHANNELS} channels each` });
  bench.report({ name: 'ssh handshakes', unit: 'per node', goal: { most: 1 }, runs: [pool.stats().handshakes / targets.length], note: `for ${500 + runs * count} commands` });
}
