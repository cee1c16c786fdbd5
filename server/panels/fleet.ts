/** The panels of the fleet's nodes, reached over one pool; what passes is written down as a person would read it. */
import ssh2 from 'ssh2';
import type { Panel, NodeFacts } from '#server/core/panel.ts';
import type { Secret } from '#server/core/secret.ts';
import type { Sealer } from '#server/seal.ts';
import { authorize, forget } from '#server/ssh/authorize.ts';
import { newKey } from '#server/ssh/keys.ts';
import { fingerprintOf, type SshPool, type SshTarget } from '#server/ssh/pool.ts';
import { type Command, type Exit, shown } from '#server/ssh/wire.ts';
import { hestia } from './hestia/driver.ts';

/** What of a node's row is needed to speak to it. */
export interface Reachable {
  id: number;
  sshHost: string;
  sshPort: number;
  sshUser: string;
  /** Sealed under `nodes.ssh_key:<name>`. */
  sshKey: string;
  name: string;
  fingerprint: string;
}
export interface Io {
  write(stream: 'note' | 'command' | 'stdout' | 'stderr' | 'exit', text: string): void;
  signal: AbortSignal;
  /** Only looks, and nothing of a task's. */
  look?: boolean;
  /** Over a connection of its own. */
  download?: boolean;
}
/** A node that is not enrolled yet. */
export interface Stranger {
  host: string;
  port: number;
  user: string;
  privateKey: Secret;
  fingerprint: string;
}

export interface Fleet {
  panelOf(node: Reachable, io: Io): Panel;
  /** The host key's fingerprint, read without signing in. Throws `Unreachable`. */
  fingerprint(host: string, port: number): Promise<string>;
  /** Looks at a node; everything that is read is read within `seconds`. */
  probe(stranger: Stranger, seconds: number): Promise<NodeFacts>;
  /** Lets a public key in to the account that this key opens, or takes it out. Answers why that did not work, null when it did. */
  letIn(stranger: Stranger, publicKey: string, seconds: number): Promise<string | null>;
  shutOut(stranger: Stranger, publicKey: string, seconds: number): Promise<string | null>;
  newKey(): { privateKey: Secret; publicKey: string };
  publicKeyOf(privateKey: Secret): string | null;
}

export const keyRow = (name: string): string => `nodes.ssh_key:${name}`;

const MISSING = 3;

/** Seconds to one decimal, as the log says them. */
const took = (ms: number): string => (ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`);

/** What a read prints can hold secrets of the panel (its keys, its 2FA): only its failure is written down. */
async function logged(run: (onLine: (stream: 'stdout' | 'stderr', text: string) => void) => Promise<Exit>, command: Command, io: Io): Promise<Exit> {
  io.write('command', shown(command));
  const exit = await run((stream, text) => {
    if (command.changes) io.write(stream, text);
  });
  // To a look, "there is none" is an answer like any other.
  if (!command.changes && exit.code === MISSING) io.write('note', `not there (exit ${exit.code}) after ${took(exit.ms)}`);
  else {
    if (!command.changes && exit.code !== 0 && exit.stdout !== '') io.write('stdout', exit.stdout.trim().slice(0, 500));
    io.write('exit', `exit ${exit.code} after ${took(exit.ms)}`);
  }
  return exit;
}

export function fleetOf(pool: SshPool, sealer: Sealer): Fleet {
  const driver = (target: SshTarget, io: Io): Panel =>
    hestia((command, take) => logged((onLine) => pool.run(target, command, { onLine, signal: io.signal, look: io.look === true, ...(take && { take }) }), command, io), { sudo: target.user !== 'root' });
  const alone = async <T>(stranger: Stranger, work: (target: SshTarget) => Promise<T>): Promise<T> => {
    // A connection of its own: what is proven is that this key opens the node now.
    const key = `probe:${stranger.host}:${stranger.port}:${stranger.fingerprint}:${Date.now()}:${Math.random()}`;
    try {
      return await work({ ...stranger, key });
    } finally {
      pool.retire(key);
    }
  };
  const change = (stranger: Stranger, command: Command, seconds: number) => alone(stranger, async (target) => {
    const { code, stderr } = await pool.run(target, command, { onLine: () => undefined, signal: AbortSignal.timeout(seconds * 1000) });
    return code === 0 ? null : `The node answered ${code}. ${stderr.trim().slice(0, 200)}`.trim();
  });
  return {
    letIn: (stranger, publicKey, seconds) => change(stranger, authorize(publicKey), seconds),
    shutOut: (stranger, publicKey, seconds) => change(stranger, forget(publicKey), seconds),
    panelOf: (node, io) =>
      driver({ key: `${node.id}:${node.sshKey}:${node.fingerprint}${io.download === true ? ':download' : ''}`, host: node.sshHost, port: node.sshPort, user: node.sshUser, privateKey: sealer.open(node.sshKey, keyRow(node.name)), fingerprint: node.fingerprint }, io),
    fingerprint: (host, port) => fingerprintOf(host, port),
    probe: (stranger, seconds) => alone(stranger, (target) => driver(target, { write: () => undefined, signal: AbortSignal.timeout(seconds * 1000) }).node.probe()),
    newKey: () => newKey('hostwright'),
    publicKeyOf(privateKey) {
      const parsed = ssh2.utils.parseKey(privateKey.reveal());
      if (parsed instanceof Error) return null;
      const [one] = [parsed].flat();
      return one === undefined || !one.isPrivateKey() ? null : `${one.type} ${one.getPublicSSH().toString('base64')} hostwright`;
    },
  };
}
