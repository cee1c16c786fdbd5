/** kill -9 of Postgres with all its children in the middle of deploys: what was committed holds, and the work goes on. */
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { times } from '#e2e/long.ts';
import { makeRig, type Rig } from '#e2e/rig.ts';
import { startEmbedded, type Embedded } from '#db/embedded.ts';
import { migrateUp } from '#db/migrate.ts';
import { PROCESS_TEST_MS, startProcess, type Child } from './process.ts';
import { nodeAt, seenOn, type Seen } from './stand.ts';

const ROUNDS = times(3, 200);
const FLAGS = ['max_connections=120', 'shared_buffers=16MB'];
let dir: string;
let server: Embedded;
let rig: Rig;
let clean: Seen;
let worker: Child;

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'hostwright-kill-'));
  chmodSync(dir, 0o711);
  server = await startEmbedded(join(dir, 'postgres'), FLAGS);
  const admin = new pg.Client({ connectionString: server.url });
  await admin.connect();
  await admin.query('create database template_of_ours');
  await admin.end();
  const template = new URL(server.url);
  template.pathname = '/template_of_ours';
  await migrateUp(template.href);
  rig = await makeRig({ databaseUrl: template.href });
  worker = startProcess('worker', { DATABASE_URL: rig.client.url });
  await worker.ready;
  const { id } = await rig.order({ domain: 'clean.com', options: options() });
  await live(id);
  clean = await seenOn(rig, id);
});
afterAll(async () => {
  await worker.kill('SIGKILL');
  await rig[Symbol.asyncDispose]();
  await server.stop();
  rmSync(dir, { recursive: true, force: true });
});

const live = (id: number) => rig.until(id, (view) => view.service.state === 'active' && view.operations.every((operation) => operation.status !== 'running'));
let ordered = 0;
const options = () => ({ web_disk_quota: 20_000 + ++ordered, mail_disk_quota: 30_000 + ordered, dns_records: 40_000 + ordered });

/** Parent of each process. */
function parents(): Map<number, number> {
  const pids = readdirSync('/proc').map(Number).filter(Number.isInteger);
  const parentOf = (pid: number): number => {
    try {
      return Number(/\) \S (\d+)/.exec(readFileSync(`/proc/${pid}/stat`, 'utf8'))?.[1]);
    } catch {
      return 0;
    }
  };
  return new Map(pids.map((pid) => [pid, parentOf(pid)]));
}

/** The postmaster first, so that it starts nothing anew; its children have then another parent and are known by pid. */
function killAll(pid: number): void {
  const children = [...parents()].filter(([, parent]) => parent === pid).map(([child]) => child);
  for (const one of [pid, ...children]) process.kill(one, 'SIGKILL');
}

const places = [['web', 'v-add-user'], ['mail', 'v-add-mail-domain'], ['dns', 'v-add-dns-domain'], ['web', 'v-add-web-domain'], ['dns', 'v-insert-dns-records']] as const;

describe('Postgres killed in the middle', { timeout: PROCESS_TEST_MS }, () => {
  it(`${ROUNDS} times: the worker outlives it, finds it again, and each object is made once`, async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const [role, command] = places[round % places.length] ?? ['web', 'v-add-user'];
      const node = rig.fleet.nodes[nodeAt[role]];
      const begun = node?.next((line) => line.argv[0] === command && line.outcome === 'running');
      const ended = node?.next((line) => line.argv[0] === command && line.outcome === 0);
      await node?.control({ op: 'fault', name: 'slow', seconds: 0.3, match: `^${command} ` });
      const orders = [await rig.order({ domain: `one-${round}.com`, options: options() }), await rig.order({ domain: `two-${round}.com`, options: options() })];
      await begun;
      killAll(server.pid);
      // The command goes on to its end on the node while there is nobody to tell.
      await ended;
      const { url } = server;
      server = await startEmbedded(join(dir, 'postgres'), FLAGS);
      expect(server.url).toBe(url);
      for (const { id, reference, logins } of orders) {
        const view = await live(id);
        expect(view.service.reference).toBe(reference);
        expect(Object.keys(logins)).toEqual(['web', 'mail', 'dns']);
        const { state, effects } = await seenOn(rig, id);
        expect(state).toEqual(clean.state);
        expect(effects.flatMap((one) => Object.values(one)).filter(({ created, deleted }) => created !== 1 || deleted !== 0)).toEqual([]);
        const { rows } = await rig.client.pool.query<{ seq: number }>('select seq from events where service_id = $1 order by seq', [id]);
        // What looks after certificates goes on writing meanwhile.
        expect(rows.map(({ seq }) => seq)).toEqual(Array.from({ length: rows.length }, (_, at) => at + 1));
        expect(rows.length).toBeGreaterThanOrEqual(view.seq);
      }
    }
    expect(worker.lines.join('\n')).not.toMatch(/unhandled|uncaught/i);
  });
});
