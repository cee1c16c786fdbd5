/**
 * Connections of one worker process: per node one that stays open, with channels counted here (sshd takes ten), a
 * queue for those who wait, and never more than one handshake in flight.
 */
import type { Client } from 'ssh2';
import { Unreachable } from '#server/core/panel.ts';
import { ChannelRefused, runOn, type Io } from './channel.ts';
import { handshake, type Dialling, type SshTarget } from './connection.ts';
import { patience, wire, type Command, type Exit } from './wire.ts';

export { fingerprintOf, type SshTarget } from './connection.ts';

interface PoolOptions extends Dialling {
  /** Commands of tasks at once over one connection. */
  maxChannels: number;
  /** Looks at once beside them. */
  maxLooks?: number;
  /** Connections at most to one node; a further one opens only when no channel came free for `stalledMs`. */
  maxConnections?: number;
  stalledMs?: number;
  /** An idle connection is closed after this long, which also clears away those with old credentials. */
  idleMs?: number;
  /** How long a silent node is waited for. */
  patienceMs?: (command: Command) => number;
}

interface Link {
  client: Client;
  used: number;
  room: number;
  looks: number;
  draining: boolean;
  idle: NodeJS.Timeout | undefined;
}
interface Waiter {
  look: boolean;
  take(link: Link): void;
  fail(error: unknown): void;
}
interface Lane {
  links: Link[];
  waiters: Waiter[];
  dialling: boolean;
  stalled: NodeJS.Timeout | undefined;
}

export class SshPool {
  readonly #options: Required<PoolOptions>;
  readonly #lanes = new Map<string, Lane>();
  #handshakes = 0;
  #closed = false;

  constructor(options: PoolOptions) {
    this.#options = { maxConnections: 2, maxLooks: 2, stalledMs: 500, idleMs: 300_000, patienceMs: patience, ...options };
  }

  /**
   * Runs one command on one node. Throws `Unreachable` (`sent`: it may have reached the node), `WrongHostKey`,
   * `Unreadable`, or the signal's reason; a command that ran and failed is an `Exit`.
   */
  async run(target: SshTarget, command: Command, io: Io): Promise<Exit> {
    const wired = wire(command);
    const look = io.look === true;
    for (;;) {
      const { lane, link } = await this.#channel(target, look, io.signal);
      const freed = once(() => this.#free(target, lane, link, look));
      try {
        return await runOn(link.client, command, wired, io, { freed, late: () => this.#drain(link), patienceMs: this.#options.patienceMs(command) });
      } catch (error) {
        if (!(error instanceof ChannelRefused)) throw error;
        if (look || link.used === 0) throw new Unreachable(`The node opens no channel: ${error.message}`, false, { cause: error });
        link.room = Math.min(link.room, link.used);
      }
    }
  }

  /** Counts for the dashboard and the tests. */
  stats(): { handshakes: number; connections: number; channels: number; waiting: number } {
    const lanes = [...this.#lanes.values()];
    const links = lanes.flatMap((lane) => lane.links);
    return {
      handshakes: this.#handshakes,
      connections: links.length,
      channels: links.reduce((sum, link) => sum + link.used + link.looks, 0),
      waiting: lanes.reduce((sum, lane) => sum + lane.waiters.length, 0),
    };
  }

  /** Retires the connections of a key: what runs ends undisturbed, what comes next gets a new one. */
  retire(key: string): void {
    for (const link of this.#lanes.get(key)?.links ?? []) this.#drain(link);
  }

  /** Ends every connection; commands under way throw `Unreachable`. */
  async close(): Promise<void> {
    this.#closed = true;
    const lanes = [...this.#lanes.values()];
    for (const lane of lanes) this.#refuse(lane, new Unreachable('The worker is shutting down', false));
    const links = lanes.flatMap((lane) => lane.links);
    await Promise.all(links.map((link) => ended(link.client)));
  }

  #lane(key: string): Lane {
    const lane = this.#lanes.get(key) ?? { links: [], waiters: [], dialling: false, stalled: undefined };
    this.#lanes.set(key, lane);
    return lane;
  }

  async #channel(target: SshTarget, look: boolean, signal: AbortSignal | undefined): Promise<{ lane: Lane; link: Link }> {
    signal?.throwIfAborted();
    if (this.#closed) throw new Unreachable('The worker is shutting down', false);
    const lane = this.#lane(target.key);
    const { promise, resolve, reject } = Promise.withResolvers<Link>();
    const waiter: Waiter = { look, take: resolve, fail: reject };
    const onAbort = () => {
      lane.waiters = lane.waiters.filter((other) => other !== waiter);
      reject(signal?.reason);
    };
    signal?.addEventListener('abort', onAbort, { once: true });
    lane.waiters.push(waiter);
    this.#serve(target, lane);
    try {
      const link = await promise;
      return { lane, link };
    } finally {
      signal?.removeEventListener('abort', onAbort);
    }
  }

  /** Hands free channels to those who wait; dials when there is no connection, or none came free for long. */
  #serve(target: SshTarget, lane: Lane): void {
    lane.waiters = lane.waiters.filter((waiter) => {
      const link = lane.links.find((one) => !one.draining && (waiter.look ? one.looks < this.#options.maxLooks : one.used < one.room));
      if (link === undefined) return true;
      clearTimeout(link.idle);
      if (waiter.look) link.looks += 1;
      else link.used += 1;
      waiter.take(link);
      return false;
    });
    if (lane.waiters.length === 0) return this.#calm(lane);
    const fresh = lane.links.filter((link) => !link.draining).length;
    if (fresh === 0) return void this.#dial(target, lane);
    // Looks never open a second connection: they wait.
    if (lane.waiters.every((waiter) => waiter.look)) return this.#calm(lane);
    if (fresh < this.#options.maxConnections && !lane.dialling) {
      clearTimeout(lane.stalled);
      lane.stalled = setTimeout(() => void this.#dial(target, lane), this.#options.stalledMs);
    }
  }

  #calm(lane: Lane): void {
    clearTimeout(lane.stalled);
  }

  async #dial(target: SshTarget, lane: Lane): Promise<void> {
    if (lane.dialling || this.#closed) return;
    lane.dialling = true;
    this.#handshakes += 1;
    try {
      const client = await handshake(target, this.#options);
      if (this.#closed) await ended(client);
      else this.#adopt(target, lane, client);
    } catch (error) {
      if (lane.links.every((link) => link.draining)) this.#refuse(lane, error);
    } finally {
      lane.dialling = false;
    }
    this.#serve(target, lane);
    this.#forget(target.key, lane);
  }

  #adopt(target: SshTarget, lane: Lane, client: Client): void {
    const link: Link = { client, used: 0, room: this.#options.maxChannels, looks: 0, draining: false, idle: undefined };
    lane.links.push(link);
    client.setMaxListeners(0);
    client.on('error', () => client.end());
    client.once('close', () => {
      clearTimeout(link.idle);
      link.draining = true;
      lane.links = lane.links.filter((other) => other !== link);
      this.#serve(target, lane);
      this.#forget(target.key, lane);
    });
  }

  #free(target: SshTarget, lane: Lane, link: Link, look: boolean): void {
    if (look) link.looks -= 1;
    else link.used -= 1;
    if (isIdle(link) && link.draining) link.client.end();
    if (isIdle(link) && !link.draining) {
      link.idle = setTimeout(() => this.#drain(link), this.#options.idleMs).unref();
    }
    this.#serve(target, lane);
  }

  #drain(link: Link): void {
    link.draining = true;
    if (isIdle(link)) link.client.end();
  }

  #forget(key: string, lane: Lane): void {
    if (lane.links.length === 0 && lane.waiters.length === 0 && !lane.dialling) this.#lanes.delete(key);
  }

  #refuse(lane: Lane, error: unknown): void {
    this.#calm(lane);
    for (const waiter of lane.waiters.splice(0)) waiter.fail(error);
  }
}

const isIdle = (link: Link): boolean => link.used + link.looks === 0;

function once(act: () => void): () => void {
  let done = false;
  return () => {
    if (!done) act();
    done = true;
  };
}

/** A peer that hangs would never close its side. */
const FAREWELL_MS = 1_000;

function ended(client: Client): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => client.destroy(), FAREWELL_MS);
    client.once('close', () => {
      clearTimeout(timer);
      resolve();
    });
    client.end();
  });
}
