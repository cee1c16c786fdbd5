import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { startSimNode } from '#e2e/simnode/simnode.ts';
import { hestia } from '#server/panels/hestia/driver.ts';
import { newKey } from '#server/ssh/keys.ts';
import { SshPool } from '#server/ssh/pool.ts';
import { checkNode, type Line } from './check.ts';

it('runs every step of every mode on a node, and leaves no account behind', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'check-'));
  const key = newKey();
  const node = await startSimNode({ dir, name: 'node1', hostname: 'node1.host.net', ipv4: '203.0.113.10', authorizedKeys: [key.publicKey] });
  const pool = new SshPool({ connectTimeoutMs: 5000, keepAliveMs: 10_000, maxChannels: 8 });
  try {
    const target = { key: 'node1/1', host: '127.0.0.1', port: node.port, user: 'root', privateKey: key.privateKey, fingerprint: node.fingerprint };
    const panel = hestia((command) => pool.run(target, command, { onLine: () => undefined, signal: undefined }));
    const lines: Line[] = [];
    const well = await checkNode({ panel, ipv4: '203.0.113.10', hostname: 'node1.host.net' }, ['web', 'mail', 'dns'], (line) => lines.push(line));
    expect(lines.filter((line) => !line.ok)).toEqual([]);
    expect(well).toBe(true);
    expect(lines.length).toBeGreaterThan(100);
    const { users } = (await node.control({ op: 'state' })) as { users: object };
    expect(Object.keys(users).filter((name) => name.startsWith('hwt'))).toEqual([]);
  } finally {
    await pool.close();
    await node.stop();
    await rm(dir, { recursive: true });
  }
});
