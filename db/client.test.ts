import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { expect, inject, it } from 'vitest';
import { connect } from './client.ts';
import { startEmbedded } from './embedded.ts';
import { testDatabase } from './testing.ts';

const MOST = 4;
const backends = (pid: number): readonly number[] => readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').map(Number);

it('gives back every connection that dies while a transaction begins, so that the next ones get one', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'hostwright-client-'));
  chmodSync(dir, 0o711);
  let server = await startEmbedded(join(dir, 'postgres'), ['fsync=off']);
  const client = connect(server.url, { max: MOST });
  const each = <T>(work: () => Promise<T>): Promise<PromiseSettledResult<T>[]> => Promise.allSettled(Array.from({ length: MOST }, work));
  const one = () => client.db.transaction((tx) => tx.execute(sql`select ${1}::int`));
  try {
    expect((await each(one)).every((answer) => answer.status === 'fulfilled')).toBe(true);
    // Stopped, they take a `begin` and never answer it: it is under way when they die.
    const pids = [server.pid, ...backends(server.pid)];
    for (const pid of pids) process.kill(pid, 'SIGSTOP');
    const begun = each(one);
    for (const pid of pids) process.kill(pid, 'SIGKILL');
    expect((await begun).map((answer) => answer.status)).toEqual(Array.from({ length: MOST }, () => 'rejected'));
    expect(client.pool.totalCount).toBe(client.pool.idleCount);
    server = await startEmbedded(join(dir, 'postgres'), ['fsync=off']);
    expect((await each(one)).every((answer) => answer.status === 'fulfilled')).toBe(true);
  } finally {
    await client.close();
    await server.stop();
    rmSync(dir, { recursive: true });
  }
});

it('sends `begin` along with the first statement, which does nothing when that fails', async () => {
  await using database = await testDatabase(inject('databaseUrl'));
  const { pool, db } = database;
  const rows = async () => (await pool.query<{ n: number }>('select n from numbers order by n')).rows.map(({ n }) => n);
  await pool.query('create table numbers (n int unique)');
  const add = (n: number, ...more: number[]) => db.transaction(async (tx) => { for (const one of [n, ...more]) await tx.execute(sql`insert into numbers values (${one})`); });
  await db.transaction(async () => undefined);
  await db.transaction((tx) => tx.execute(sql`insert into numbers values (0)`));
  await add(1, 2);
  // Together they are one transaction, whichever of them fails.
  await expect(add(1)).rejects.toThrow();
  await expect(add(3, 2)).rejects.toThrow();
  await add(4);
  expect(await rows()).toEqual([0, 1, 2, 4]);
  await expect(db.transaction(async (tx) => { await tx.transaction((inner) => inner.execute(sql`insert into numbers values (${5})`)); throw new Error('no'); })).rejects.toThrow('no');
  await pool.query('deallocate hwbegin');
  await expect(add(6)).rejects.toThrow();
  expect(await rows()).toEqual([0, 1, 2, 4]);
});
