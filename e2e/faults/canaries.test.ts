/**
 * Secrets of which each is unlike any other text, in every field that holds one; then everything that people, disks and
 * wires get to see is searched for them, plain and in the forms in which a text is usually wrapped.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { io } from 'socket.io-client';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import type { Client } from '#db/client.ts';
import { testDatabase } from '#db/testing.ts';
import { enrol, splitProduct, staffClient, startFleet, type NearFleet } from '#e2e/stage.ts';
import { signTicket } from '#e2e/whmcs/ticket.ts';
import { ticketKeyOf } from '#server/auth/keys.ts';
import { bearer, read } from './house.ts';
import { PROCESS_TEST_MS, startProcess, type Child } from './process.ts';

const MASTER = 'CanaryMaster-7f3a9c1e5b2d8046-Zq';
const STAFF = 'CanaryStaff 51?c0/ffee "quoted" 9a7';
const SERVICE = "CanaryService'7 &%$e1/d4\\c9";
const ORIGIN = 'https://whmcs.brightwood.test';

let database: Client & AsyncDisposable;
let fleet: NearFleet;
let child: Child;
let dir: string;
/** Every answer and socket message, by where it came from. */
const seen: Record<string, string[]> = { answers: [], sockets: [] };

beforeAll(async () => {
  database = await testDatabase(inject('databaseUrl'));
  dir = mkdtempSync(join(tmpdir(), 'hostwright-canary-'));
  fleet = await startFleet({ dir, speed: 0 });
  child = startProcess('all', { DATABASE_URL: database.url, HOSTWRIGHT_KEY: MASTER, LOG_LEVEL: 'trace' });
  await child.ready;
});
afterAll(async () => {
  await child.kill('SIGTERM');
  await fleet.stop();
  await database[Symbol.asyncDispose]();
  rmSync(dir, { recursive: true, force: true });
});

/** Plain, and as JSON, shells, URLs, hex and base64 (at any alignment) would carry it. */
function forms(secret: string): readonly string[] {
  const bytes = Buffer.from(secret);
  const based = [0, 1, 2].flatMap((pad) => {
    const text = Buffer.concat([Buffer.alloc(pad), bytes]).toString('base64').replace(/=+$/, '').slice(pad === 0 ? 0 : pad + 1, -2);
    return [text, text.replaceAll('+', '-').replaceAll('/', '_')];
  });
  const json = JSON.stringify(secret).slice(1, -1);
  return [...new Set([secret, json, JSON.stringify(json).slice(1, -1), secret.replaceAll("'", `'\\''`), encodeURIComponent(secret), bytes.toString('hex'), ...based])];
}

async function everyRow(client: Client): Promise<string[]> {
  const { rows: tables } = await client.pool.query<{ name: string }>("select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname in ('public', 'pgboss', 'drizzle')");
  const all = await Promise.all(tables.map(async ({ name }) => (await client.pool.query<{ row: string }>(`select to_jsonb(t)::text as row from ${name} t`)).rows.map(({ row }) => `${name} ${row}`)));
  return all.flat();
}

interface Acted {
  secrets: Record<string, string>;
}

/** What people do from the first start on: an owner, nodes, a WHMCS, an order that fails and is brought through. */
async function live(url: string): Promise<Acted> {
  const setup = await child.said(/\/setup#([\w-]{43})/);
  const staff = staffClient(url);
  await staff.setup.owner.mutate({ token: setup, name: 'Olga', email: 'olga@brightwood.test', password: STAFF });
  const { groupId } = await enrol(staff, fleet);
  const product = await splitProduct(staff, groupId);
  const { key } = await staff.instances.add.mutate({ name: 'Brightwood', origin: ORIGIN });
  await staff.settings.save.mutate({ key: 'retry', value: { default: { attempts: 2, baseSeconds: 0, factor: 1, capSeconds: 1, jitter: 0 } } });
  const [web, mail] = fleet.nodes;
  await web?.control({ op: 'fault', name: 'exit', code: 2, match: '^v-add-user ', times: 1, text: `Error: invalid password :: ${SERVICE}\n` });
  await mail?.control({ op: 'fault', name: 'exit', code: 255, match: '^v-add-user ', times: 1, text: `Error: could not hash ${Buffer.from(SERVICE).toString('base64')}\n` });
  const post = async (procedure: string, body: unknown, headers: Record<string, string>) => {
    const answer = await read(await fetch(`${url}/api/trpc/${procedure}`, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) }));
    return answer;
  };
  const keep = (what: unknown): void => void seen['answers']?.push(JSON.stringify(what));
  const order = { serviceId: 1, clientId: 1, domain: 'canary.com', product, email: 'rosa@example.com', password: SERVICE };
  const created = await post('service.create', order, bearer(key));
  keep(created);
  keep(await post('service.create', { ...order, domain: 'other.com' }, bearer(key)));
  keep(await post('service.create', { ...order, email: 'no', serviceId: 2 }, bearer(key)));
  keep(await post('session.login', { email: 'olga@brightwood.test', password: `${STAFF}x` }, {}));
  const ticket = signTicket({ key, origin: ORIGIN, serviceId: '1' });
  const exchanged = await post('embed.exchange', { ticket }, {});
  const { token, ...rest } = (exchanged.body as { result: { data: { token: string } } }).result.data;
  keep(rest);
  keep(await post('embed.exchange', { ticket }, {}));
  const { id } = (created.body as { result: { data: { id: number } } }).result.data;
  await follow(url, id, { token, cookie: staff.cookie() }, async () => void (await staff.services.retryFailed.mutate({ id })));
  // Failed statements are logged with their values.
  for (const [table, procedure, body, headers] of [
    ['tasks', 'service.create', { ...order, serviceId: 9, domain: 'fails.com' }, bearer(key)],
    ['embed_sessions', 'embed.exchange', { ticket: signTicket({ key, origin: ORIGIN, serviceId: '1' }) }, {}],
    ['staff_sessions', 'session.login', { email: 'olga@brightwood.test', password: STAFF }, {}],
    ['instance_keys', 'service.ping', {}, bearer(key)],
  ] as const) {
    await database.pool.query(`alter table ${table} rename to away`);
    const answer = procedure === 'service.ping' ? await read(await fetch(`${url}/api/trpc/${procedure}`, { headers })) : await post(procedure, body, headers);
    await database.pool.query(`alter table away rename to ${table}`);
    expect(answer.status).toBe(500);
    keep(answer);
  }
  keep(await Promise.all([staff.services.byId.query({ id }), staff.services.list.query({}), staff.tasks.list.query({ size: 200 }), staff.nodes.list.query(), staff.instances.list.query(), staff.settings.all.query(), staff.session.me.query()]));
  const { rows } = await staff.tasks.list.query({ size: 200 });
  for (const row of rows) keep([await staff.tasks.byId.query({ id: row.id }), await staff.tasks.log.query({ id: row.id, attempt: 1 }), await staff.tasks.log.query({ id: row.id, attempt: 2 })]);
  const secrets = {
    'HOSTWRIGHT_KEY': MASTER, 'staff password': STAFF, 'service password': SERVICE, 'WHMCS key': key, 'ticket key': ticketKeyOf(key), 'ticket': ticket, 'embed token': token,
    'staff cookie': staff.cookie().split('=')[1] ?? '', 'SSH private key': fleet.key.privateKey.reveal().split('\n')[2] ?? '',
  };
  return { secrets };
}

/** Watches as customer and as staff until the order is live, and tries again once when it has failed. */
async function follow(url: string, id: number, as: { token: string; cookie: string }, again: () => Promise<void>): Promise<void> {
  const customer = io(url, { path: '/live', auth: { token: as.token }, transports: ['websocket'] });
  const staff = io(url, { path: '/live', extraHeaders: { cookie: as.cookie }, transports: ['websocket'] });
  const done = Promise.withResolvers<void>();
  for (const socket of [customer, staff]) socket.onAny((...message: unknown[]) => void seen['sockets']?.push(JSON.stringify(message)));
  const state = (word: unknown): void => {
    if (word === 'failed') void again().catch(done.reject);
    if (word === 'active') done.resolve();
  };
  staff.on('event', ({ event }: { event: { service?: { state?: string } } }) => state(event.service?.state));
  try {
    for (const socket of [customer, staff]) {
      const answer: unknown = await socket.emitWithAck('watch', { serviceId: id, seq: -1 });
      seen['sockets']?.push(JSON.stringify(answer));
      if (socket === staff) state((answer as { snapshot: { service: { state: string } } }).snapshot.service.state);
    }
    const { rows } = await database.pool.query<{ id: number }>('select id from tasks');
    for (const task of rows) seen['sockets']?.push(JSON.stringify(await staff.emitWithAck('watchLog', { taskId: task.id, attempt: 1, line: 0 })));
    await done.promise;
  } finally {
    customer.close();
    staff.close();
  }
}

it('no secret is found anywhere but where it was shown once', { timeout: PROCESS_TEST_MS }, async () => {
  const url = await child.said(/"url":"(http[^"]+)"/);
  const { secrets } = await live(url);
  const processes = await Promise.all(fleet.nodes.map(async (node) => JSON.stringify(await node.control({ op: 'log' }))));
  const places: Record<string, readonly string[]> = { ...seen, 'server log': child.lines, 'rows': await everyRow(database), "the nodes' process lists": processes };
  expect(Object.entries(places).filter(([, texts]) => texts.length < 3)).toEqual([]);
  expect(Object.entries(secrets).filter(([, secret]) => secret.length < 20)).toEqual([]);
  const found = Object.entries(secrets).flatMap(([name, secret]) =>
    Object.entries(places).flatMap(([place, texts]) => forms(secret).flatMap((form) => texts.filter((text) => text.includes(form)).map((text) => `${name} in ${place}: ${text.slice(Math.max(0, text.indexOf(form) - 80), text.indexOf(form) + 20)}`))));
  expect(found).toEqual([]);
  // The failure that named the password was written down, with dots in its place.
  expect(places['rows']?.some((row) => row.includes('log_lines') && /invalid password .*••••••/.test(row))).toBe(true);
});
