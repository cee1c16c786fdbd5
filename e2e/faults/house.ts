/**
 * The product over real HTTP in this process, on a database of its own, with a fleet on paper: nothing is provisioned,
 * only the doors are tried. Everything that a request may write is counted by `rows`.
 */
import { Writable } from 'node:stream';
import { pino } from 'pino';
import type pg from 'pg';
import { connect } from '#db/client.ts';
import { groups, instances, nodes, products } from '#db/schema/index.ts';
import { testDatabase } from '#db/testing.ts';
import { appRouter } from '#server/api/router.ts';
import { makeKey } from '#server/auth/keys.ts';
import { startSession } from '#server/auth/sessions.ts';
import { newStaff } from '#server/auth/staff.ts';
import { readConfig } from '#server/config.ts';
import { defaultLimits } from '#server/core/limits.ts';
import type { StaffRole } from '#server/core/staff-roles.ts';
import { start, type Running } from '#server/main.ts';
import { freePort } from './port.ts';

export const HOUSE_KEY = '0123456789abcdef0123456789abcdef';

/** tRPC lists its procedures flat, by their full names; its types do not say so. */
const listed = appRouter._def.procedures as unknown as Readonly<Record<string, { _def: { type: 'query' | 'mutation' | 'subscription' } }>>;
export const procedures = Object.entries(listed).map(([name, { _def }]) => ({ name, type: _def.type }));

export interface Answer {
  status: number;
  /** Parsed when it is JSON, else the text. */
  body: unknown;
  headers: Headers;
}
export interface House extends AsyncDisposable {
  running: Running;
  pool: pg.Pool;
  databaseUrl: string;
  url: string;
  /** Of the instance `origin`. */
  key: string;
  instanceId: number;
  origin: string;
  groupId: number;
  /** Lines of the server's log since the start. */
  log: readonly string[];
  post(procedure: string, body: unknown, headers?: Record<string, string>): Promise<Answer>;
  get(procedure: string, input?: unknown, headers?: Record<string, string>): Promise<Answer>;
  /** Number of rows per table. */
  rows(): Promise<Record<string, number>>;
  /** A staff cookie, fresh for each call. */
  cookie(role: StaffRole): Promise<string>;
}

export const bearer = (key: string): Record<string, string> => ({ authorization: `Bearer ${key}` });
/** As a browser on our own pages sends it. */
export const ownPage = (cookie: string): Record<string, string> => ({ cookie, 'sec-fetch-site': 'same-origin' });

export async function read(answer: Response): Promise<Answer> {
  const text = await answer.text();
  let body: unknown = text;
  try {
    body = JSON.parse(text);
  } catch {
    // Not JSON: the text is the body.
  }
  return { status: answer.status, body, headers: answer.headers };
}

/** Heartbeats and the queue's own housekeeping come and go by themselves. */
const RESTLESS = ['processes', 'version', 'bam', 'warning'];

export async function countRows(pool: pg.Pool): Promise<Record<string, number>> {
  const { rows } = await pool.query<{ name: string; n: number }>(`
    select n.nspname || '.' || c.relname as name,
      (xpath('/row/n/text()', query_to_xml(format('select count(*) as n from %I.%I', n.nspname, c.relname), false, true, '')))[1]::text::int as n
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind = 'r' and n.nspname in ('public', 'pgboss') order by 1`);
  return Object.fromEntries(rows.filter(({ name }) => !RESTLESS.includes(name.split('.')[1] ?? '')).map(({ name, n }) => [name, n]));
}

async function stock(roles: readonly ('web' | 'mail' | 'dns')[], running: Running) {
  const { db } = running.api;
  const [group] = await db.insert(groups).values({ name: 'Brightwood', nameservers: ['ns1.brightwood.test', 'ns2.brightwood.test'] }).returning();
  const groupId = group?.id ?? 0;
  await db.insert(nodes).values(roles.map((role, at) => ({
    groupId, name: `${role}-${at}`, roles: [role], sshHost: '127.0.0.1', sshPort: 9, sshKey: 'unused', fingerprint: 'SHA256:unused', ipv4: `203.0.113.${10 + at}`, hostname: `${role}-${at}.brightwood.test`,
  })));
  const product = { mode: 'split', groupId, roles: ['web', 'mail', 'dns'] as const, limits: defaultLimits };
  await db.insert(products).values([{ slug: 'split', name: 'Split', ...product }, { slug: 'split-big', name: 'Split Big', ...product }]);
  const origin = 'https://whmcs.brightwood.test';
  const [instance] = await db.insert(instances).values({ name: 'Brightwood Hosting', origin }).returning();
  const instanceId = instance?.id ?? 0;
  return { groupId, origin, instanceId, key: await makeKey(db, running.api.sealer, instanceId) };
}

export interface HouseOptions {
  databaseUrl: string;
  roles?: readonly ('web' | 'mail' | 'dns')[];
  env?: Record<string, string>;
}

export async function openHouse({ databaseUrl, roles = ['web', 'mail', 'dns', 'dns'], env = {} }: HouseOptions): Promise<House> {
  const database = await testDatabase(databaseUrl);
  const port = await freePort();
  // One proxy is trusted, so that a test can call from many addresses.
  const config = readConfig({ DATABASE_URL: database.url, HOSTWRIGHT_KEY: HOUSE_KEY, ROLE: 'web', PORT: String(port), HOST: '127.0.0.1', HOSTWRIGHT_PAGES: '0', LOG_LEVEL: 'silent', TRUST_PROXY: '1', ...env });
  const running = await start(config);
  const log: string[] = [];
  running.api.log = pino({ level: 'trace' }, new Writable({ write: (chunk: Buffer, _, done) => { log.push(chunk.toString()); done(); } }));
  const stocked = await stock(roles, running);
  const { pool, close } = connect(database.url, { max: 2, name: 'house' });
  const url = `http://127.0.0.1:${port}`;
  const door = `${url}/api/trpc`;
  const people: Partial<Record<StaffRole, number>> = {};
  return {
    running, pool, log, databaseUrl: database.url, url, ...stocked,
    post: async (procedure, body, headers = {}) => read(await fetch(`${door}/${procedure}`, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: typeof body === 'string' ? body : JSON.stringify(body) })),
    get: async (procedure, input, headers = {}) => read(await fetch(`${door}/${procedure}${input === undefined ? '' : `?input=${encodeURIComponent(typeof input === 'string' ? input : JSON.stringify(input))}`}`, { headers })),
    rows: () => countRows(pool),
    cookie: async (role) => {
      people[role] ??= await newStaff(running.api.db, { email: `${role.toLowerCase()}@brightwood.test`, name: role, password: 'correct-horse-battery', role });
      return `hostwright=${(await startSession(running.api.db, people[role])).token}`;
    },
    async [Symbol.asyncDispose]() {
      await running.stop();
      await close();
      await database[Symbol.asyncDispose]();
    },
  };
}
