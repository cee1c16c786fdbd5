/** The only file that wires: config, database, queue, worker, HTTP with Next, live; and shuts them down in order. */
import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { hostname } from 'node:os';
import { fileURLToPath } from 'node:url';
import { PgBoss } from 'pg-boss';
import { sql } from 'drizzle-orm';
import { connect, type Client } from '#db/client.ts';
import { startEmbedded } from '#db/embedded.ts';
import { migrateUp } from '#db/migrate.ts';
import { operationProgress } from '#db/queries/progress.ts';
import { type Api, noRequest } from './api/context.ts';
import { serveApi, type Health } from './api/http.ts';
import { callerOf } from './api/router.ts';
import { frameOrigins } from './auth/embed.ts';
import { admission } from './api/admission.ts';
import { siteLogOf } from './api/site-log.ts';
import { ensureBuiltin } from './auth/keys.ts';
import { makeSetupToken } from './auth/staff.ts';
import { AutoSsl } from './certs/auto-ssl.ts';
import { lookUp } from './certs/look-up.ts';
import { prober } from './certs/probe.ts';
import { resolver } from './certs/resolve.ts';
import { readConfig, type Config } from './config.ts';
import { setContext } from './context.ts';
import { secure } from './headers.ts';
import { checkKey, keyFromFile } from './key.ts';
import { secretsOf } from './core/wish.ts';
import { Hub } from './live/hub.ts';
import { Listener } from './live/listener.ts';
import { makeLog, type Log } from './log.ts';
import { Heartbeat } from './heartbeat.ts';
import { deliverDue } from './notify/deliver.ts';
import { filesOver, type FilesOf } from './panels/files.ts';
import { fleetOf } from './panels/fleet.ts';
import { sealer, type Sealer } from './seal.ts';
import { settingsStore, type SettingsStore } from './settings/store.ts';
import { SshPool } from './ssh/pool.ts';
import { SftpPool } from './ssh/sftp.ts';
import { redactor } from './ssh/redact.ts';
import type { Engine } from './tasks/engine.ts';
import { LOG_CHANNEL } from './tasks/log.ts';
import { CERTIFICATE_CHANNEL } from './tasks/certificates.ts';
import { EVENT_CHANNEL } from './tasks/emit.ts';
import { backupsDue } from './tasks/backup-plans.ts';
import { prune } from './tasks/prune.ts';
import { readDue } from './tasks/readings.ts';
import { Rounds } from './tasks/rounds.ts';
import { scanDue } from './tasks/scan.ts';
import { prepareWakes, WAKE_CHANNEL } from './tasks/wake.ts';
import { Worker } from './tasks/worker.ts';
import { runCallBack } from './whmcs/call-back.ts';
import { compareDue } from './whmcs/compare.ts';

const CUT_CHANNEL = 'hostwright_cut';
const version = '0.1.0';
const root = fileURLToPath(new URL('..', import.meta.url));

export interface Running {
  url: string;
  api: Api;
  /** Shown once, while there is no owner. */
  setupUrl: string | null;
  stop(): Promise<void>;
}
type Ending = () => Promise<unknown>;

async function database(config: Config, log: Log, endings: Ending[]): Promise<{ client: Client; sealed: Sealer }> {
  const embedded = config.databaseUrl === null ? await startEmbedded(`${config.varDir}/postgres`) : null;
  if (embedded !== null) {
    endings.push(embedded.keepUp(() => log.error('The embedded Postgres died; it is started again')));
    log.info({ pid: embedded.pid }, 'The embedded Postgres is up');
  }
  const url = config.databaseUrl ?? embedded?.url ?? '';
  await migrateUp(url);
  const client = connect(url, { max: 20, name: `hostwright-${config.role}` });
  endings.push(client.close);
  const sealed = sealer(config.key ?? keyFromFile(config.varDir));
  await checkKey(client.db, sealed);
  return { client, sealed };
}

async function queue(url: string, config: Config, log: Log, endings: Ending[]): Promise<PgBoss> {
  const boss = new PgBoss({ connectionString: url, max: 4, schedule: false, supervise: config.role !== 'web', application_name: 'hostwright-queue' });
  const complain = (error: Error): void => log.warn(`The queue complains: ${error.message}`);
  boss.on('error', complain);
  await boss.start();
  endings.push(() => {
    // Its connections are cut under it from here on, which is no news.
    boss.off('error', complain).on('error', () => undefined);
    return boss.stop({ graceful: false, close: true });
  });
  await prepareWakes(boss);
  return boss;
}

interface Wired {
  pool: SshPool;
  filesOf: FilesOf;
  /** Of the dashboard, for links; null where this process does not know. */
  publicUrl(): string | null;
}

function engineOf(client: Client, boss: PgBoss, sealed: Sealer, log: Log, { pool, filesOf, publicUrl }: Wired): { engine: Engine; api: Omit<Api, 'publicUrl' | 'cutEmbeds'> } {
  const settings = settingsStore(client.db, sealed);
  const fleet = fleetOf(pool, sealed);
  const callDeps = { db: client.db, sealer: sealed, settings: () => settings.all(), publicUrl };
  const engine: Engine = {
    db: client.db, boss, sealer: sealed, log, random: Math.random, policies: () => settings.all(),
    callBacks: { run: (task, io) => runCallBack(callDeps, task, io), giveUpSeconds: async () => (await settings.all()).callBacks.giveUpDays * 86_400 },
    panelOf: (node, io) => fleet.panelOf(node, io), redactor: (wish) => redactor(secretsOf(wish)), certificatePolicy: async () => (await settings.all()).autoSsl, driftPolicy: async () => (await settings.all()).driftScan, resolve: resolver(), lookUp: lookUp(),
  };
  return { engine, api: { db: client.db, boss, sealer: sealed, settings, engine, fleet, filesOf, log, version, progressOf: (id) => operationProgress(client.db, id) } };
}

const listening = (server: Server, config: Config) =>
  new Promise<number>((done, fail) => {
    server.once('error', fail).listen(config.port, config.host, () => {
      const address = server.address();
      done(typeof address === 'object' && address !== null ? address.port : config.port);
    });
  });

type Handler = (req: IncomingMessage, res: ServerResponse) => unknown;

/** Next, built when there is no build yet; imported only by processes that show pages. */
async function pages(server: Server, config: Config, log: Log, endings: Ending[]): Promise<Handler> {
  const { prepareNext } = await import('./pages.ts');
  const next = await prepareNext(server, { dev: config.dev, dir: root, log });
  endings.push(next.close);
  return next.handle;
}

async function health(client: Client, listener: Listener, heartbeat: Heartbeat): Promise<Health> {
  const started = performance.now();
  const { rows } = await client.db.execute<{ workers: number; migrations: number }>(sql`select (select count(*)::int from processes where role in ('all', 'worker') and beat_at > now() - interval '15 seconds') as workers, (select count(*)::int from drizzle.__drizzle_migrations) as migrations`);
  const listens = listener.healthy();
  return { ok: listens, version, database: { ms: Math.round(performance.now() - started) }, migrations: rows[0]?.migrations ?? 0, listener: listens, workers: rows[0]?.workers ?? 0, process: heartbeat.id };
}

async function frontDoor(config: Config, wired: { api: Omit<Api, 'publicUrl' | 'cutEmbeds'>; client: Client; log: Log; listener: Listener; heartbeat: Heartbeat }, endings: Ending[]): Promise<{ url: string; api: Api; port: number }> {
  const server = createServer();
  const port = await listening(server, config);
  const url = config.publicUrl ?? `http://localhost:${port}`;
  const api: Api = { ...wired.api, publicUrl: url, cutEmbeds: async () => { await wired.client.db.execute(sql`select pg_notify(${CUT_CHANNEL}, '')`); } };
  endings.push(() => new Promise((done) => { server.close(done); server.closeIdleConnections(); }));
  const shows = config.role !== 'worker';
  if (shows) {
    const hub = new Hub(server, { db: wired.client.db, log: wired.log, admit: admission(api), siteLog: siteLogOf(api) });
    // A browser's long poll is answered by nobody any more: it would hold the end for a minute.
    endings.push(() => {
      const cut = setTimeout(() => server.closeAllConnections(), 1000);
      return hub.close().finally(() => clearTimeout(cut));
    });
    wired.listener.on(EVENT_CHANNEL, (payload) => hub.heardEvent(payload));
    wired.listener.on(LOG_CHANNEL, (payload) => hub.heardLog(payload));
    wired.listener.on(CUT_CHANNEL, () => void hub.recheckAll());
    wired.listener.onMissed(() => hub.rereadAll());
    setContext({ gallery: config.gallery, caller: (headers) => callerOf({ api, setCookie: () => undefined, request: { ...noRequest, ip: 'server', cookie: headers.get('cookie') } }) });
  }
  let frames = { at: -Infinity, origins: [] as readonly string[] };
  const refreshFrames = async (): Promise<void> => {
    if (performance.now() - frames.at > 1000) frames = { at: performance.now(), origins: await frameOrigins(wired.client.db).catch(() => frames.origins) };
  };
  const handle = config.pages ? await pages(server, config, wired.log, endings) : (_: IncomingMessage, res: ServerResponse) => res.writeHead(404).end();
  server.on('request', async (req, res) => {
    if (req.url?.startsWith('/live') === true) return;
    if (serveApi(req, res, api, { trustProxy: config.trustProxy, health: () => health(wired.client, wired.listener, wired.heartbeat) })) return;
    await refreshFrames();
    secure(res, (req.url ?? '/').split('?')[0] ?? '/', { frameOrigins: frames.origins, dev: config.dev, https: url.startsWith('https:') });
    // The page that was asked for, for a sign-in to come back to: Next's layouts are not told.
    req.headers['x-hostwright-path'] = (req.url ?? '/').replace(/[?&]_rsc=[^&]*/, '');
    handle(req, res);
  });
  return { url, api, port };
}

const TIDY_MS = 3_600_000;

/** Every hour; the deletes find nothing most of the time. */
function tidying(api: Api): Ending {
  const tidy = async (): Promise<void> => {
    const removed = await prune(api.db, (await api.settings.all()).retention);
    if (Object.values(removed).some((count) => count > 0)) api.log.info({ removed }, 'What is older than it is kept was removed');
  };
  const timer = setInterval(() => void tidy().catch((error: unknown) => api.log.warn({ err: error }, 'What is old could not be removed; in an hour again')), TIDY_MS);
  return async () => clearInterval(timer);
}

/** What is read of the nodes and of the services beside the tasks. Readings begin at once: the dashboard shows them. */
function looking(engine: Engine, settings: SettingsStore, publicUrl: () => string | null): readonly Ending[] {
  const readings = new Rounds(engine.log, 'The readings of the nodes could not be looked at; in a moment again', (signal) => readDue(engine, signal));
  const scan = new Rounds(engine.log, 'The nightly looks could not be begun; in a moment again', (signal) => scanDue(engine, signal));
  readings.now();
  const backups = new Rounds(engine.log, 'The backups that are due could not be begun; in a moment again', (signal) => backupsDue(engine, signal));
  const post = { db: engine.db, sealer: engine.sealer, settings, panel: publicUrl(), random: () => engine.random() };
  const messages = new Rounds(engine.log, 'The notifications that are due could not be sent; in a moment again', (signal) => deliverDue(post, signal));
  const compare = new Rounds(engine.log, 'The services of WHMCS could not be compared with ours; in a moment again', (signal) => compareDue(engine, publicUrl(), signal));
  const all = [readings, scan, backups, messages, compare];
  for (const rounds of all) rounds.start();
  return all.map((rounds) => () => rounds.stop());
}

/** Starts everything that the role needs; `stop` ends it in reverse order, the worker's drain first. */
export async function start(config: Config): Promise<Running> {
  const log = makeLog(config.logLevel, 'hostwright');
  const endings: Ending[] = [];
  const stop = async (): Promise<void> => {
    for (const end of endings.splice(0).reverse()) await end().catch((error: unknown) => log.warn({ err: error }, 'Something did not shut down cleanly'));
  };
  try {
    const { client, sealed } = await database(config, log, endings);
    const boss = await queue(client.url, config, log, endings);
    const pool = new SshPool({ connectTimeoutMs: 10_000, keepAliveMs: 10_000, maxChannels: 8 });
    endings.push(() => pool.close());
    const files = new SftpPool({ connectTimeoutMs: 10_000, keepAliveMs: 10_000 });
    endings.push(() => files.close());
    let door: { url: string } | null = null;
    const publicUrl = (): string | null => door?.url ?? config.publicUrl;
    const { engine, api: half } = engineOf(client, boss, sealed, log, { pool, filesOf: filesOver(files), publicUrl });
    await ensureBuiltin(client.db);
    const id = `${hostname()}-${process.pid}-${randomUUID().slice(0, 8)}`;
    const heartbeat = new Heartbeat(client.db, { id, role: config.role });
    const listener = new Listener({ url: client.url, log });
    const { url, api } = await frontDoor(config, { api: half, client, log, listener, heartbeat }, endings);
    if (config.role !== 'worker') door = { url };
    const worker = config.role === 'web' ? null : new Worker(engine, { id, leaseSeconds: config.leaseSeconds ?? (await api.settings.all()).leases.seconds, capacity: config.capacity });
    if (worker !== null) listener.on(WAKE_CHANNEL, () => worker.kick());
    const autoSsl = worker === null ? null : new AutoSsl(engine, { probe: prober() });
    if (autoSsl !== null) listener.on(CERTIFICATE_CHANNEL, () => autoSsl.kick());
    listener.onMissed(() => { worker?.recover(); autoSsl?.kick(); });
    await listener.start();
    endings.push(() => listener.close());
    await heartbeat.start();
    endings.push(() => heartbeat.stop());
    worker?.start();
    autoSsl?.start();
    if (autoSsl !== null) endings.push(() => autoSsl.stop());
    if (worker !== null) endings.push(tidying(api));
    if (worker !== null) endings.push(() => worker.stop(config.drainSeconds * 1000));
    if (worker !== null) endings.push(...looking(engine, api.settings, publicUrl));
    const token = config.role === 'worker' ? null : await makeSetupToken(client.db);
    const setupUrl = token === null ? null : `${url}/setup#${token}`;
    log.info({ url, role: config.role, version }, 'Ready');
    if (setupUrl !== null) log.info(`No owner yet: open ${setupUrl} within 24 hours to set this up`);
    return { url, api, setupUrl, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

if (import.meta.main) {
  try {
    const running = await start(readConfig(process.env));
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void running.stop().then(() => process.exit(0)));
  } catch (error) {
    process.stderr.write(`Hostwright could not start.\n${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  }
}
