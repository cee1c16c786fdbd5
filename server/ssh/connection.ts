/** One SSH connection to one node: handshake with a pinned host key, and commands on counted channels. */
import { createHash } from 'node:crypto';
import { connect as dial, type Socket } from 'node:net';
import { NodeSSH } from 'node-ssh';
import ssh2, { type Client, type ServerHostKeyAlgorithm } from 'ssh2';
import { Unreachable, WrongHostKey } from '#server/core/panel.ts';
import type { Secret } from '#server/core/secret.ts';

export interface SshTarget {
  /** Names a pool of connections: the node and the version of its credentials. */
  key: string;
  host: string;
  port: number;
  user: string;
  privateKey: Secret;
  /** `SHA256:…` of the host key; null = not enrolled: nothing is sent. */
  fingerprint: string | null;
}

export interface Dialling {
  connectTimeoutMs: number;
  keepAliveMs: number;
}

/** A node shows one of several keys by this order: fixed here, so that an update of a library can't change the pin. */
const HOST_KEYS: ServerHostKeyAlgorithm[] = [
  'ssh-ed25519', 'ecdsa-sha2-nistp256', 'ecdsa-sha2-nistp384', 'ecdsa-sha2-nistp521', 'rsa-sha2-512', 'rsa-sha2-256',
];
const ALIVE_MISSES = 3;

const printOf = (key: Buffer): string => `SHA256:${createHash('sha256').update(key).digest('base64').replace(/=+$/, '')}`;
const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Nagle off: with it on, one command costs 88 ms instead of 3. */
function socketTo(host: string, port: number, timeoutMs: number): { socket: Socket; stop: () => void } {
  const socket = dial({ host, port, noDelay: true });
  const timer = setTimeout(() => socket.destroy(new Error(`no SSH handshake within ${timeoutMs} ms`)), timeoutMs);
  return { socket, stop: () => clearTimeout(timer) };
}

/**
 * An authenticated connection. Throws `WrongHostKey` before anything was sent, `Unreachable` (not sent) for the rest.
 */
export async function handshake(target: SshTarget, options: Dialling): Promise<Client> {
  const { socket, stop } = socketTo(target.host, target.port, options.connectTimeoutMs);
  const ssh = new NodeSSH();
  const seen: { print: string | null } = { print: null };
  try {
    await ssh.connect({
      sock: socket,
      username: target.user,
      privateKey: target.privateKey.reveal(),
      readyTimeout: options.connectTimeoutMs,
      keepaliveInterval: options.keepAliveMs,
      keepaliveCountMax: ALIVE_MISSES,
      algorithms: { serverHostKey: HOST_KEYS },
      hostVerifier: (key: Buffer) => {
        seen.print = printOf(key);
        return seen.print === target.fingerprint;
      },
    });
  } catch (error) {
    socket.destroy();
    if (seen.print !== null && seen.print !== target.fingerprint) throw wrongKey(target, seen.print);
    throw new Unreachable(`No SSH connection to ${target.host}:${target.port}: ${reasonOf(error)}`, false, { cause: error });
  } finally {
    stop();
  }
  if (ssh.connection === null) throw new Unreachable(`The SSH connection to ${target.host}:${target.port} closed at once`, false);
  return ssh.connection;
}

function wrongKey(target: SshTarget, shown: string): WrongHostKey {
  const pinned = target.fingerprint === null ? 'no key is pinned for it yet' : `${target.fingerprint} is pinned`;
  return new WrongHostKey(`${target.host}:${target.port} shows the host key ${shown}, but ${pinned}`, shown);
}

/** The host key's fingerprint (`SHA256:…`) that a node shows, read without logging in. Throws `Unreachable`. */
export function fingerprintOf(host: string, port: number, timeoutMs = 10_000): Promise<string> {
  const { socket, stop } = socketTo(host, port, timeoutMs);
  const client = new ssh2.Client();
  return new Promise<string>((resolve, reject) => {
    const refuse = (error?: Error) => reject(new Unreachable(`No SSH on ${host}:${port}: ${error?.message ?? 'closed'}`, false, { cause: error }));
    client.on('error', refuse).on('close', () => refuse());
    client.connect({
      sock: socket,
      username: 'root',
      readyTimeout: timeoutMs,
      algorithms: { serverHostKey: HOST_KEYS },
      hostVerifier: (key: Buffer) => {
        resolve(printOf(key));
        return false;
      },
    });
  }).finally(() => {
    stop();
    socket.destroy();
  });
}
