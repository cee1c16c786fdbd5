/** One embedded Postgres for the run, with a migrated database that every test file copies. */
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { PgBoss } from 'pg-boss';
import type { TestProject } from 'vitest/node';
import { startEmbedded } from '#db/embedded.ts';
import { migrateUp } from '#db/migrate.ts';
import { prepareWakes } from '#server/tasks/wake.ts';

declare module 'vitest' {
  interface ProvidedContext {
    databaseUrl: string;
  }
}

const TEMPLATE = 'hostwright_template';

async function makeTemplate(url: string): Promise<string> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(`create database ${TEMPLATE}`);
  await client.end();
  const own = new URL(url);
  own.pathname = `/${TEMPLATE}`;
  await migrateUp(own.href);
  const boss = new PgBoss({ connectionString: own.href, supervise: false, schedule: false });
  await boss.start();
  await prepareWakes(boss);
  await boss.stop({ graceful: false });
  return own.href;
}

export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const dir = mkdtempSync(join(tmpdir(), 'hostwright-test-'));
  chmodSync(dir, 0o711);
  // The tests kill processes, not the machine: what Postgres has handed to the kernel is safe without fsync.
  const server = await startEmbedded(join(dir, 'postgres'), ['fsync=off', 'full_page_writes=off', 'autovacuum=off', 'max_connections=300']);
  project.provide('databaseUrl', await makeTemplate(server.url));
  return async () => {
    await server.stop();
    rmSync(dir, { recursive: true, force: true });
  };
}
