/** For the tests of this folder: a node in a temporary directory and a client that asks it as a driver would. */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ssh2, { type Client } from 'ssh2';
import { wire, type Command } from '#server/ssh/wire.ts';
import { openWorld, startSimNode, type SimNode, type SimNodeOptions } from './simnode.ts';
import type { World } from './world.ts';

const generated = ssh2.utils.generateKeyPairSync('ecdsa', { bits: 256 });

export interface Reply {
  /** null when no exit code came. */
  exit: number | null;
  stdout: string;
  stderr: string;
}
export interface TestClient extends Disposable {
  exec(line: string, stdin?: string): Promise<Reply>;
  /** A whole command in its wire form. */
  send(command: Partial<Command> & { words: readonly string[] }): Promise<Reply>;
  connection: Client;
}

export const newDir = (): string => mkdtempSync(join(tmpdir(), 'simnode-'));

export function testNode(options: Partial<SimNodeOptions> = {}): Promise<SimNode> {
  return startSimNode({
    dir: newDir(), name: 'node1', hostname: 'node1.hestia.test', ipv4: '203.0.113.10', authorizedKeys: [generated.public], ...options,
  });
}

/** The state of a node without its SSH server. */
export const testWorld = (): World => openWorld({ dir: newDir(), hostname: 'node1.hestia.test', ipv4: '203.0.113.10' });

async function ask(connection: Client, line: string, stdin: string | undefined): Promise<Reply> {
  const { promise, resolve, reject } = Promise.withResolvers<Reply>();
  connection.once('close', () => resolve({ exit: null, stdout: '', stderr: 'connection closed' }));
  connection.exec(line, (error, channel) => {
    if (error !== undefined) return reject(error);
    const reply: Reply = { exit: null, stdout: '', stderr: '' };
    channel.on('data', (chunk: Buffer) => void (reply.stdout += chunk.toString()));
    channel.stderr.on('data', (chunk: Buffer) => void (reply.stderr += chunk.toString()));
    channel.on('exit', (code: number | null) => void (reply.exit = code));
    channel.on('close', () => resolve(reply));
    channel.end(stdin ?? '');
  });
  return promise;
}

/** Rejects when no connection comes about. */
export async function connect(node: SimNode, username = 'root', port = node.port, verifier?: (key: Buffer) => boolean): Promise<TestClient> {
  const connection = new ssh2.Client();
  connection.setMaxListeners(0);
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  connection.once('ready', resolve).on('error', reject).once('close', () => reject(new Error('closed')));
  connection.connect({ host: '127.0.0.1', port, username, privateKey: generated.private, hostVerifier: verifier ?? (() => true) });
  await promise;
  connection.setNoDelay(true);
  const exec = (line: string, stdin?: string): Promise<Reply> => ask(connection, line, stdin);
  return {
    connection,
    exec,
    send: (command) => {
      const { exec: line, stdin } = wire({ changes: true, locks: ['node'], deadline: 60, ...command });
      return exec(line, stdin);
    },
    [Symbol.dispose]: () => void connection.end(),
  };
}
