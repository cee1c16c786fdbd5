/**
 * Connections over which files are reached, apart from those for commands: each as the account that owns the files, with a
 * key of its own, for SFTP only, and closed when nobody has used it for a while.
 */
import type { Client, SFTPWrapper } from 'ssh2';
import { FileRefused } from '#server/core/file-panel.ts';
import { Unreachable } from '#server/core/panel.ts';
import { handshake, type Dialling, type SshTarget } from './connection.ts';

interface SftpOptions extends Dialling {
  /** At once over one connection; who comes then is turned away. */
  maxSessions?: number;
  /** Of all services together. */
  maxConnections?: number;
  idleMs?: number;
}
interface Link {
  client: Promise<Client>;
  used: number;
  idle: NodeJS.Timeout | undefined;
}

/** The key is not let in: nothing else of what a handshake may say is about the account. */
function dialFault(error: unknown): unknown {
  const cause = error instanceof Unreachable ? error.cause : null;
  return typeof cause === 'object' && cause !== null && 'level' in cause && cause.level === 'client-authentication' ? new FileRefused('keyless', { cause: error }) : error;
}

export class SftpPool {
  readonly #options: Required<SftpOptions>;
  readonly #links = new Map<string, Link>();
  #closed = false;

  constructor(options: SftpOptions) {
    this.#options = { maxSessions: 6, maxConnections: 100, idleMs: 60_000, ...options };
  }

  /** Does `work` in a session of its own, which ends with it, or with the signal. Throws what `work` does, `Unreachable`, `WrongHostKey`, or `FileRefused` (keyless, busy). */
  async use<T>(target: SshTarget, signal: AbortSignal, work: (sftp: SFTPWrapper) => Promise<T>): Promise<T> {
    signal.throwIfAborted();
    const link = this.#link(target);
    if (link.used >= this.#options.maxSessions) throw new FileRefused('busy');
    clearTimeout(link.idle);
    link.used += 1;
    try {
      const client = await untilAborted(link.client, signal);
      const sftp = await untilAborted(opened(client), signal);
      const running = work(sftp);
      closing(sftp, running, signal);
      return await untilAborted(running, signal);
    } catch (error) {
      throw dialFault(error);
    } finally {
      link.used -= 1;
      if (link.used === 0) link.idle = setTimeout(() => this.#end(target.key), this.#options.idleMs).unref();
    }
  }

  stats(): { connections: number; sessions: number } {
    return { connections: this.#links.size, sessions: [...this.#links.values()].reduce((sum, link) => sum + link.used, 0) };
  }

  async close(): Promise<void> {
    this.#closed = true;
    for (const key of this.#links.keys()) this.#end(key);
  }

  #link(target: SshTarget): Link {
    if (this.#closed) throw new Unreachable('The server is shutting down', false);
    const known = this.#links.get(target.key);
    if (known !== undefined) return known;
    if (this.#links.size >= this.#options.maxConnections) throw new FileRefused('busy');
    const link: Link = { client: handshake(target, this.#options), used: 0, idle: undefined };
    this.#links.set(target.key, link);
    const forget = () => { if (this.#links.get(target.key) === link) this.#links.delete(target.key); };
    link.client.then((client) => {
      client.setMaxListeners(0);
      client.on('error', () => client.end()).once('close', forget);
    }, forget);
    return link;
  }

  #end(key: string): void {
    const link = this.#links.get(key);
    this.#links.delete(key);
    clearTimeout(link?.idle);
    void link?.client.then((client) => client.end(), () => undefined);
  }
}

const opened = (client: Client): Promise<SFTPWrapper> => new Promise((resolve, reject) => {
  const lost = () => reject(new Unreachable('The connection was lost before a file was reached', false));
  client.once('close', lost);
  try {
    client.sftp((error, sftp) => {
      client.removeListener('close', lost);
      if (error === undefined || error === null) resolve(sftp);
      else reject(new Unreachable(`The node opens no files: ${error.message}`, false, { cause: error }));
    });
  } catch (error) {
    client.removeListener('close', lost);
    reject(new Unreachable('The connection was lost before a file was reached', false, { cause: error }));
  }
});

/** How long work that was given up may take to clear up behind itself. */
const CLEARING_MS = 5_000;

/** Ends the session with its work. One that ended leaves those who wait for an answer in it with an error: none of them waits for ever. */
function closing(sftp: SFTPWrapper, running: Promise<unknown>, signal: AbortSignal): void {
  const timers: NodeJS.Timeout[] = [];
  const end = () => {
    for (const timer of timers) clearTimeout(timer);
    signal.removeEventListener('abort', late);
    sftp.end();
  };
  const late = () => void timers.push(setTimeout(end, CLEARING_MS).unref());
  signal.addEventListener('abort', late, { once: true });
  running.then(end, end);
}

async function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>();
  const onAbort = () => reject(signal.reason);
  signal.addEventListener('abort', onAbort, { once: true });
  work.catch(() => undefined);
  try {
    signal.throwIfAborted();
    return await Promise.race([work, promise]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}
