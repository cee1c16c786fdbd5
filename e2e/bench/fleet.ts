/** Simulated nodes, each in a process of its own, with the face of those that the stage knows. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Secret } from '#server/core/secret.ts';
import { newKey } from '#server/ssh/keys.ts';
import { SshPool, type SshTarget } from '#server/ssh/pool.ts';
import type { SimNode } from '#e2e/simnode/simnode.ts';
import { nodeRoles, type SimFleet } from '#e2e/stage.ts';
import { startChild } from './child.ts';

export interface FleetWish {
  dir: string;
  /** `web-1`, `mail-1`, `ns1`, `all-1` …: the beginning of a name tells its roles. */
  names: readonly string[];
  speed: number;
}
type Key = ReturnType<typeof newKey>;

export const targetOf = (node: Pick<SimNode, 'name' | 'port' | 'fingerprint'>, key: Key, user = 'root'): SshTarget => ({
  key: `${user}@${node.name}`, host: '127.0.0.1', port: node.port, user, privateKey: new Secret(key.privateKey.reveal()), fingerprint: node.fingerprint,
});

const roleOf = (name: string): string => nodeRoles(name).join(',');

function ready(line: string): { port: number; fingerprint: string } | null {
  return line.startsWith('{') ? (JSON.parse(line) as { port: number; fingerprint: string }) : null;
}

async function startNode(name: string, at: number, wish: FleetWish, key: Key, pool: SshPool): Promise<SimNode> {
  const home = join(wish.dir, name);
  mkdirSync(home, { recursive: true });
  const child = startChild('e2e/simnode/cli.ts', {
    args: ['--dir', home, '--key', join(wish.dir, 'key.pub'), '--name', name, '--hostname', `${name}.brightwood.test`, '--ipv4', `203.0.113.${10 + at}`, '--speed', String(wish.speed), '--roles', roleOf(name)],
  });
  const { port, fingerprint } = await child.line(ready);
  const stop = (): Promise<void> => child.stop();
  return {
    name, port, fingerprint, stop, [Symbol.asyncDispose]: stop,
    control: async (op) => {
      const exit = await pool.run(targetOf({ name, port, fingerprint }, key, 'control'), { words: ['simctl', JSON.stringify(op)], changes: false, locks: [], deadline: 60 }, { onLine: () => undefined });
      if (exit.code !== 0) throw new Error(`${name} refused ${op.op}: ${exit.stderr}`);
      return JSON.parse(exit.stdout) as unknown;
    },
  };
}

export async function startProcessFleet(wish: FleetWish): Promise<SimFleet> {
  const key = newKey('hostwright-bench');
  mkdirSync(wish.dir, { recursive: true });
  writeFileSync(join(wish.dir, 'key.pub'), `${key.publicKey}\n`);
  const pool = new SshPool({ connectTimeoutMs: 10_000, keepAliveMs: 10_000, maxChannels: 4 });
  const nodes = await Promise.all(wish.names.map((name, at) => startNode(name, at, wish, key, pool)));
  return {
    nodes, key,
    stop: async () => {
      await pool.close();
      await Promise.all(nodes.map((node) => node.stop()));
    },
  };
}
