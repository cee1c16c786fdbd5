/**
 * A worker of the engine whose nodes are in its own process: everything of the engine (queue, claims, leases, logs,
 * events), nothing of SSH. Prints `ready` when it has started.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PgBoss } from 'pg-boss';
import { connect } from '#db/client.ts';
import { Secret } from '#server/core/secret.ts';
import { Listener } from '#server/live/listener.ts';
import { makeLog } from '#server/log.ts';
import { secretsOf } from '#server/core/wish.ts';
import { lookUp } from '#server/certs/look-up.ts';
import { resolver } from '#server/certs/resolve.ts';
import { sealer } from '#server/seal.ts';
import { settingsStore } from '#server/settings/store.ts';
import { redactor } from '#server/ssh/redact.ts';
import type { Engine } from '#server/tasks/engine.ts';
import { WAKE_CHANNEL } from '#server/tasks/wake.ts';
import { Worker } from '#server/tasks/worker.ts';
import { nodeRoles } from '#e2e/stage.ts';
import { bareNode, type BareNode } from './bare-node.ts';

const [url = '', key = ''] = process.argv.slice(2);
const dir = mkdtempSync(join(tmpdir(), 'hostwright-paper-'));
const log = makeLog('warn', 'paper');
const client = connect(url, { max: 20, name: 'paper-worker' });
const boss = new PgBoss({ connectionString: url, max: 4, schedule: false, supervise: false });
boss.on('error', (error) => log.warn(error.message));
await boss.start();

const nodes = new Map<number, BareNode>();
const sealed = sealer(new Secret(key));
const settings = settingsStore(client.db, sealed);
const engine: Engine = {
  db: client.db, boss, sealer: sealed, callBacks: null, log, random: Math.random, policies: () => settings.all(), redactor: (wish) => redactor(secretsOf(wish)), certificatePolicy: async () => (await settings.all()).autoSsl, driftPolicy: async () => (await settings.all()).driftScan, resolve: resolver(), lookUp: lookUp(),
  panelOf: (node, io) => {
    const found = nodes.get(node.id) ?? bareNode(join(dir, node.name), node.name, nodeRoles(node.name), 0);
    nodes.set(node.id, found);
    return found.panel((ms) => io.write('exit', `after ${Math.round(ms)} ms`));
  },
};
const worker = new Worker(engine, { id: `paper-${process.pid}` });
const listener = new Listener({ url, log });
listener.on(WAKE_CHANNEL, () => worker.kick());
await listener.start();
worker.start();
process.stdout.write('ready\n');

process.once('SIGTERM', async () => {
  await worker.stop(5000);
  await listener.close();
  await boss.stop({ graceful: false, close: true });
  await client.close();
  rmSync(dir, { recursive: true, force: true });
  process.exit(0);
});
