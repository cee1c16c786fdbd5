/** Where a figure is measured: a Postgres of its own with real durability, the product's processes, nodes, and a key. */
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect, type Client } from '#db/client.ts';
import { startEmbedded } from '#db/embedded.ts';
import { enrol, owner, splitProduct, type SimFleet } from '#e2e/stage.ts';
import { startChild, type Child } from './child.ts';
import { startProcessFleet, type FleetWish } from './fleet.ts';

export const STAND_KEY = 'bench-key-bench-key-bench-key-00';
export type Staff = Awaited<ReturnType<typeof owner>>;

export interface Product {
  url: string;
  setupUrl: string | null;
  child: Child;
}
/** What an order needs to be placed. */
export interface Door {
  url: string;
  key: string;
  product: string;
}
export interface Stand extends AsyncDisposable {
  dir: string;
  client: Client;
  /** Starts a process of the product; without pages unless `env` asks for them. */
  start(role: 'all' | 'web' | 'worker', env?: Record<string, string>): Promise<Product>;
  fleet(wish: Omit<FleetWish, 'dir'>): Promise<SimFleet>;
  /** Sets everything up by the product's own doors. */
  furnish(product: Product, fleet: SimFleet, slots?: number): Promise<{ staff: Staff; door: Door; nodeIds: number[] }>;
  /** Asks again until it is so; throws after `seconds`. */
  until(seconds: number, what: string, query: string, test: (row: Record<string, unknown>) => boolean): Promise<void>;
  onEnd(ending: () => Promise<unknown>): void;
}

interface LogLine {
  msg?: string;
  url?: string;
  pid?: number;
}
const parsed = (line: string): LogLine => (line.startsWith('{') ? (JSON.parse(line) as LogLine) : {});

/** `Ready` comes first, the set-up link right behind it where there is no owner yet. */
async function readiness(child: Child, first: boolean): Promise<Omit<Product, 'child'>> {
  const { url = '', pid } = await child.line((line) => { const said = parsed(line); return said.msg === 'Ready' ? said : null; });
  if (pid !== undefined) child.standsFor(pid);
  const setupUrl = first ? await child.line((line) => /No owner yet: open (\S+)/.exec(parsed(line).msg ?? '')?.[1] ?? null) : null;
  return { url, setupUrl };
}

const pause = (ms: number): Promise<void> => new Promise((done) => { setTimeout(done, ms); });

const open = new Set<AsyncDisposable>();
/** Ends every stand that is open: their processes, their Postgres, their folders. */
export async function endStands(): Promise<void> {
  for (const stand of open) await stand[Symbol.asyncDispose]();
}

/** Settings for a profile: HOSTWRIGHT_BENCH_POSTGRES="shared_preload_libraries=pg_stat_statements". */
const settings = (process.env['HOSTWRIGHT_BENCH_POSTGRES'] ?? '').split(' ').filter((flag) => flag !== '');

export async function openStand(): Promise<Stand> {
  const dir = mkdtempSync(join(tmpdir(), 'hostwright-bench-'));
  // Run by root, Postgres is another user and must get in.
  chmodSync(dir, 0o711);
  const endings: (() => Promise<unknown>)[] = [async () => rmSync(dir, { recursive: true, force: true })];
  const postgres = await startEmbedded(join(dir, 'postgres'), settings);
  endings.push(postgres.stop);
  const client = connect(postgres.url, { max: 12, name: 'bench' });
  endings.push(client.close);
  let first = true;
  let ended: Promise<void> | undefined;

  const start: Stand['start'] = async (role, env = {}) => {
    // As npm does it, with whatever the launcher gives to Node.
    const child = startChild('server/run.js', { args: ['server/main.ts'], env: { DATABASE_URL: postgres.url, HOSTWRIGHT_KEY: STAND_KEY, ROLE: role, PORT: '0', HOST: '127.0.0.1', HOSTWRIGHT_PAGES: '0', LOG_LEVEL: 'info', VAR_DIR: join(dir, 'var'), ...env } });
    endings.push(() => child.stop());
    const at = await readiness(child, first && role !== 'worker');
    if (role !== 'worker') first = false;
    return { ...at, child };
  };
  const stand: Stand = {
    dir, client, start,
    onEnd: (ending) => endings.push(ending),
    async fleet(wish) {
      const fleet = await startProcessFleet({ ...wish, dir: join(dir, `nodes-${endings.length}`) });
      endings.push(fleet.stop);
      return fleet;
    },
    async furnish(product, fleet, slots = 4) {
      const staff = await owner(product.url, product.setupUrl);
      const { groupId, nodeIds } = await enrol(staff, fleet, slots);
      const slug = await splitProduct(staff, groupId);
      const { key } = await staff.instances.add.mutate({ name: 'Brightwood Hosting', origin: 'https://whmcs.brightwood.test' });
      return { staff, door: { url: product.url, key, product: slug }, nodeIds };
    },
    async until(seconds, what, query, test) {
      for (const end = performance.now() + seconds * 1000; performance.now() < end; await pause(25)) {
        const { rows } = await client.pool.query<Record<string, unknown>>(query);
        if (rows[0] !== undefined && test(rows[0])) return;
      }
      throw new Error(`Not ${what} within ${seconds} s`);
    },
    [Symbol.asyncDispose]: () => (ended ??= (async () => {
      for (const end of endings.splice(0).reverse()) await end();
      open.delete(stand);
    })()),
  };
  open.add(stand);
  return stand;
}
