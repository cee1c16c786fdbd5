import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { expect, it } from 'vitest';
import { startEmbedded } from './embedded.ts';

async function ask<T extends pg.QueryResultRow>(url: string, query: string): Promise<T[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<T>(query)).rows;
  } finally {
    await client.end();
  }
}

it('keeps its data over a stop; a second start on a running server takes it over; only a password gets in', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'hostwright-embedded-'));
  chmodSync(dir, 0o711);
  const at = join(dir, 'postgres');
  const first = await startEmbedded(at, ['shared_buffers=16MB']);
  try {
    await ask(first.url, 'create table kept as select 7 as n');
    const again = await startEmbedded(at);
    expect(again).toMatchObject({ url: first.url, pid: first.pid });
    expect(statSync(`${at}.password`).mode & 0o777).toBe(0o600);
    expect(first.url).toContain(readFileSync(`${at}.password`, 'utf8'));
    await expect(ask(first.url.replace(/:[^:@]+@/, ':wrong@'), 'select 1')).rejects.toThrow(/password/);
    expect(await ask(first.url, 'show listen_addresses')).toEqual([{ listen_addresses: '127.0.0.1' }]);
    await first.stop();
    const second = await startEmbedded(at, ['shared_buffers=16MB']);
    expect(await ask(second.url, 'select n from kept')).toEqual([{ n: 7 }]);
    await second.stop();
  } finally {
    await first.stop();
    rmSync(dir, { recursive: true, force: true });
  }
});

/** Asks until it is answered; the server is coming back. */
async function askAgain(url: string, query: string): Promise<unknown> {
  const deadline = performance.now() + 20_000;
  for (;;) {
    try {
      return await ask(url, query);
    } catch (error) {
      if (performance.now() > deadline) throw error;
    }
  }
}

it('starts a server that was killed under it again, at the same address and with its data', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'hostwright-embedded-'));
  chmodSync(dir, 0o711);
  const server = await startEmbedded(join(dir, 'postgres'), ['shared_buffers=16MB']);
  let deaths = 0;
  const stop = server.keepUp(() => { deaths++; });
  try {
    await ask(server.url, 'create table kept as select 7 as n');
    process.kill(server.pid, 'SIGKILL');
    expect(await askAgain(server.url, 'select n from kept')).toEqual([{ n: 7 }]);
    expect(deaths).toBeGreaterThan(0);
  } finally {
    await stop();
    rmSync(dir, { recursive: true, force: true });
  }
});
