/** The floors under our figures: what the parts below the product give by themselves on this machine, in this run. */
import { randomUUID } from 'node:crypto';
import { PgBoss } from 'pg-boss';
import ssh2, { type Client as Ssh } from 'ssh2';
import type { Client } from '#db/client.ts';
import { wire, type Command } from '#server/ssh/wire.ts';
import type { SshTarget } from '#server/ssh/pool.ts';

const inParallel = async (lanes: number, count: number, one: () => Promise<unknown>): Promise<number> => {
  let left = count;
  const started = performance.now();
  await Promise.all(Array.from({ length: lanes }, async () => { while (left-- > 0) await one(); }));
  return (count * 1000) / (performance.now() - started);
};

/** Small rows inserted and committed one by one: milliseconds each, one after another. */
export async function insertLatencies({ pool }: Client, count = 400): Promise<number[]> {
  await pool.query('create table if not exists bench_floor (id uuid primary key, body text)');
  const took: number[] = [];
  for (let at = 0; at < count; at++) {
    const started = performance.now();
    await pool.query('insert into bench_floor values ($1, $2)', [randomUUID(), 'x'.repeat(200)]);
    took.push(performance.now() - started);
  }
  return took;
}

/** The same over 10 connections, a second. */
export async function insertRate({ pool }: Client, count = 4000): Promise<number> {
  await pool.query('create table if not exists bench_floor (id uuid primary key, body text)');
  return inParallel(10, count, () => pool.query('insert into bench_floor values ($1, $2)', [randomUUID(), 'x'.repeat(200)]));
}

export interface BossFloor {
  sendPerSecond: number;
  drainPerSecond: number;
}

/** Bare pg-boss: send from 8 at once; then `fetch(10)` and complete by 4 loops. */
export async function bossFloor({ url }: Client, count = 2000): Promise<BossFloor> {
  const boss = new PgBoss({ connectionString: url, schema: 'bench_floor_boss', max: 10, supervise: false, schedule: false });
  boss.on('error', () => undefined);
  await boss.start();
  try {
    await boss.createQueue('floor');
    const sendPerSecond = await inParallel(8, count, () => boss.send('floor', { n: 1 }));
    const started = performance.now();
    await Promise.all(Array.from({ length: 4 }, async () => {
      for (;;) {
        const jobs = await boss.fetch('floor', { batchSize: 10 });
        if (jobs.length === 0) return;
        await boss.complete('floor', jobs.map((job) => job.id));
      }
    }));
    return { sendPerSecond, drainPerSecond: (count * 1000) / (performance.now() - started) };
  } finally {
    await boss.stop({ graceful: false, close: true });
  }
}

function dial(target: SshTarget): Promise<Ssh> {
  return new Promise((done, fail) => {
    const client = new ssh2.Client();
    client.once('ready', () => done(client)).once('error', fail);
    client.connect({ host: target.host, port: target.port, username: target.user, privateKey: target.privateKey.reveal() });
    client.setNoDelay(true);
  });
}

const exec = (client: Ssh, line: string): Promise<void> => new Promise((done, fail) => {
  client.exec(line, (error, channel) => {
    if (error) return fail(error);
    channel.resume().once('close', () => done());
    channel.stderr.resume();
    channel.end();
  });
});

/** Bare ssh2: one connection per node, `channels` at once over each; commands a second over all. */
export async function execRate(targets: readonly SshTarget[], command: Command, channels: number, count: number): Promise<number> {
  const clients = await Promise.all(targets.map(dial));
  try {
    let next = 0;
    const { exec: line } = wire(command);
    return await inParallel(targets.length * channels, count, async () => {
      const client = clients[next++ % clients.length];
      if (client !== undefined) await exec(client, line);
    });
  } finally {
    for (const client of clients) client.end();
  }
}
