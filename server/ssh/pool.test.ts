import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo, type Server } from 'node:net';
import ssh2, { type Connection, type ServerChannel } from 'ssh2';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Unreachable, Unreadable, WrongHostKey } from '#server/core/panel.ts';
import { Secret } from '#server/core/secret.ts';
import { newKey } from './keys.ts';
import { fingerprintOf, SshPool, type SshTarget } from './pool.ts';
import { FILE, type Command } from './wire.ts';

const HOST_KEY = newKey().privateKey.reveal();
const CLIENT_KEY = newKey().privateKey;

/** A node that runs each exec in a real shell, with at most `sessions` channels per connection, as sshd has. */
interface TestNode {
  target: SshTarget;
  seen: { handshakes: number; execs: string[]; most: number };
  connections: Set<Connection>;
  server: Server;
}

function runShell(channel: ServerChannel, exec: string, done: () => void): void {
  if (exec === 'vanish') {
    done();
    return void channel.close();
  }
  const child = spawn('sh', ['-c', exec]);
  channel.pipe(child.stdin);
  child.stdin.on('error', () => undefined);
  child.stdout.pipe(channel, { end: false });
  child.stderr.pipe(channel.stderr, { end: false });
  channel.on('close', () => child.kill());
  child.on('close', (code, signal) => {
    done();
    if (signal === null) channel.exit(code ?? 255);
    else channel.exit(signal.replace('SIG', ''));
    channel.close();
  });
}

async function startNode(sessions = 10): Promise<TestNode> {
  const seen = { handshakes: 0, execs: [] as string[], most: 0 };
  const connections = new Set<Connection>();
  const sshd = new ssh2.Server({ hostKeys: [HOST_KEY] }, (connection) => {
    connections.add(connection);
    let open = 0;
    connection.on('error', () => undefined);
    connection.on('authentication', (auth) => (auth.method === 'publickey' ? auth.accept() : auth.reject(['publickey'])));
    connection.on('ready', () => (seen.handshakes += 1));
    connection.on('session', (accept, refuse) => {
      if (open >= sessions) return refuse();
      open += 1;
      seen.most = Math.max(seen.most, open);
      const session = accept();
      session.on('signal', (yes) => yes?.());
      session.on('exec', (take, _refuse, info) => {
        seen.execs.push(info.command);
        const channel = take();
        runShell(channel, info.command, () => (open -= 1));
      });
    });
  });
  const server = createServer({ noDelay: true }, (socket) => sshd.injectSocket(socket));
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  const fingerprint = await fingerprintOf('127.0.0.1', port);
  return {
    target: { key: 'node-1/1', host: '127.0.0.1', port, user: 'root', privateKey: CLIENT_KEY, fingerprint },
    seen, connections, server,
  };
}

const read = (words: readonly string[], over: Partial<Command> = {}): Command => ({ words, changes: false, locks: [], deadline: 5, ...over });
const silent = { onLine: () => undefined };
const failed = (promise: Promise<unknown>): Promise<unknown> => promise.then(() => null, (error: unknown) => error);

let node: TestNode;
let pool: SshPool;
beforeEach(async () => {
  node = await startNode();
  pool = new SshPool({ connectTimeoutMs: 5_000, keepAliveMs: 10_000, maxChannels: 8, stalledMs: 60_000 });
});
afterEach(async () => {
  await pool.close();
  for (const connection of node.connections) connection.end();
  node.server.close();
});

describe('a command', () => {
  it('answers with its code, both outputs and its lines as they come', async () => {
    const lines: string[] = [];
    const exit = await pool.run(node.target, read(['sh', '-c', 'echo one; echo two >&2; printf three; exit 3']), { onLine: (stream, text) => lines.push(`${stream} ${text}`) });
    expect(exit).toMatchObject({ code: 3, stdout: 'one\nthree', stderr: 'two\n' });
    expect(lines.toSorted()).toEqual(['stderr two', 'stdout one', 'stdout three']);
  });

  it('that a signal ended has the code 128 + n', async () => {
    expect(await pool.run(node.target, read(['sh', '-c', 'kill -9 $$']), silent)).toMatchObject({ code: 137 });
  });

  it('gets its secret by a file, and its lines show dots for it', async () => {
    const lines: string[] = [];
    const exit = await pool.run(node.target, read(['cat', FILE], { input: new Secret('s3cret-word') }), { onLine: (_, text) => lines.push(text) });
    expect([exit.stdout, lines, node.seen.execs.join(' ').includes('s3cret')]).toEqual(['s3cret-word', ['••••••'], false]);
  });

  it('that answers without end is unreadable', async () => {
    expect(await failed(pool.run(node.target, read(['head', '-c', '5000000', '/dev/zero']), silent))).toBeInstanceOf(Unreadable);
  });
});

describe('the pool', () => {
  it('shares one handshake between a hundred commands, eight at a time', async () => {
    await Promise.all(Array.from({ length: 100 }, () => pool.run(node.target, read(['true']), silent)));
    expect(node.seen.handshakes).toBe(1);
    expect(node.seen.most).toBe(8);
    expect(pool.stats()).toMatchObject({ handshakes: 1, connections: 1, channels: 0, waiting: 0 });
  });

  it('opens a second connection only when none of the channels comes free', async () => {
    const impatient = new SshPool({ connectTimeoutMs: 2_000, keepAliveMs: 10_000, maxChannels: 2, stalledMs: 50 });
    const slow = [1, 2].map(() => impatient.run(node.target, read(['sleep', '1']), silent));
    expect(await impatient.run(node.target, read(['echo', 'quick']), silent)).toMatchObject({ stdout: 'quick\n' });
    expect(impatient.stats().handshakes).toBe(2);
    await Promise.all(slow);
    await impatient.close();
  });

  it('makes do with fewer channels than it would like', async () => {
    const narrow = await startNode(3);
    const exits = await Promise.all(Array.from({ length: 20 }, () => pool.run({ ...narrow.target, key: 'narrow' }, read(['true']), silent)));
    expect(exits.every((exit) => exit.code === 0)).toBe(true);
    for (const connection of narrow.connections) connection.end();
    narrow.server.close();
  });

  it('has two channels for looks beside those of tasks: neither waits for the other', async () => {
    const stop = new AbortController();
    const dir = mkdtempSync(join(tmpdir(), 'hostwright-pool-'));
    const over = join(dir, 'over');
    const busy = Array.from({ length: 8 }, () => pool.run(node.target, read(['sh', '-c', `until [ -e ${over} ]; do sleep 0.05; done`], { deadline: 60 }), silent));
    await expect.poll(() => node.seen.execs.length).toBe(8);
    const looks = Array.from({ length: 5 }, () => pool.run(node.target, read(['sleep', '0.1']), { ...silent, look: true }));
    await Promise.all(looks);
    expect(pool.stats().channels).toBe(8);
    expect(node.seen.most).toBe(10);
    const long = Array.from({ length: 3 }, () => pool.run(node.target, read(['sleep', '9'], { deadline: 30 }), { ...silent, look: true, signal: stop.signal }).catch(() => null));
    writeFileSync(over, '');
    await Promise.all(busy);
    rmSync(dir, { recursive: true });
    expect(await pool.run(node.target, read(['echo', 'a task']), silent)).toMatchObject({ code: 0 });
    expect(node.seen.handshakes).toBe(1);
    stop.abort();
    await Promise.all(long);
  });

  it('lets running commands end when a connection is retired', async () => {
    const running = pool.run(node.target, read(['sh', '-c', 'sleep 0.3; echo done']), silent);
    await expect.poll(() => node.seen.execs.length).toBe(1);
    pool.retire(node.target.key);
    expect(await pool.run(node.target, read(['echo', 'next']), silent)).toMatchObject({ stdout: 'next\n' });
    expect(await running).toMatchObject({ code: 0, stdout: 'done\n' });
    expect(node.seen.handshakes).toBe(2);
    await expect.poll(() => pool.stats().connections).toBe(1);
  });

  it('gives no channel away for a command that cannot be sent', async () => {
    expect(await failed(pool.run(node.target, read(['']), silent))).toMatchObject({ message: expect.stringContaining('empty word') });
    expect(pool.stats().channels).toBe(0);
  });
});

describe('trust', () => {
  it('sends nothing to a node with another host key, or with none pinned', async () => {
    for (const fingerprint of ['SHA256:other', null]) {
      const error = await failed(pool.run({ ...node.target, key: String(fingerprint), fingerprint }, read(['true']), silent));
      expect(error).toBeInstanceOf(WrongHostKey);
      expect(error).toMatchObject({ fingerprint: node.target.fingerprint });
    }
    expect([node.seen.handshakes, node.seen.execs]).toEqual([0, []]);
  });
});

describe('what fails on the way', () => {
  it('was not sent when nobody listens', async () => {
    const error = await failed(pool.run({ ...node.target, port: 1 }, read(['true']), silent));
    expect(error).toBeInstanceOf(Unreachable);
    expect(error).toMatchObject({ sent: false, message: expect.stringContaining('ECONNREFUSED') });
  });

  it('may have been sent when the connection drops or the channel ends without a code', async () => {
    const running = failed(pool.run(node.target, read(['sleep', '5']), silent));
    await expect.poll(() => node.seen.execs.length).toBe(1);
    for (const connection of node.connections) connection.end();
    expect(await running).toMatchObject({ name: 'Unreachable', sent: true });
    expect(await failed(pool.run(node.target, read(['vanish']), silent))).toMatchObject({ name: 'Unreachable', sent: true });
    expect(await pool.run(node.target, read(['echo', 'back']), silent)).toMatchObject({ stdout: 'back\n' });
  });

  it('is told after the deadline, and the silent connection gets nothing new', async () => {
    expect(await failed(pool.run(node.target, read(['sleep', '9'], { deadline: 0.2 }), silent))).toMatchObject({ name: 'Unreachable', sent: true });
    expect(await pool.run(node.target, read(['echo', 'next']), silent)).toMatchObject({ stdout: 'next\n' });
    expect(node.seen.handshakes).toBe(2);
  });
});

describe('an abort', () => {
  it('ends a read, and gives its channel back', async () => {
    const stop = new AbortController();
    const running = failed(pool.run(node.target, read(['sleep', '9'], { deadline: 30 }), { ...silent, signal: stop.signal }));
    await expect.poll(() => node.seen.execs.length).toBe(1);
    stop.abort(new Error('closed the tab'));
    expect(await running).toMatchObject({ message: 'closed the tab' });
    await expect.poll(() => pool.stats().channels).toBe(0);
    expect(pool.stats().connections).toBe(1);
  });

  it('lets a changing command run to its end', async () => {
    const stop = new AbortController();
    const running = pool.run(node.target, read(['sh', '-c', 'sleep 0.3; echo whole'], { changes: true }), { ...silent, signal: stop.signal });
    await expect.poll(() => node.seen.execs.length).toBe(1);
    stop.abort();
    expect(await running).toMatchObject({ code: 0, stdout: 'whole\n' });
  });

  it('sends nothing for one who gave up while waiting', async () => {
    const busy = Array.from({ length: 8 }, () => pool.run(node.target, read(['sleep', '0.3']), silent));
    const stop = new AbortController();
    const waiting = failed(pool.run(node.target, read(['echo', 'unwanted'], { changes: true }), { ...silent, signal: stop.signal }));
    stop.abort(new Error('cancelled'));
    expect(await waiting).toMatchObject({ message: 'cancelled' });
    await Promise.all(busy);
    expect(node.seen.execs.join()).not.toContain('unwanted');
  });
});
