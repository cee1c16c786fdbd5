/** The one socket of a page, and how well it is connected. Plain TypeScript: React enters in the hooks beside it. */
import { io, type Socket } from 'socket.io-client';
import { type ClientToServer, LIVE_PATH, type ServerToClient } from '#server/live/protocol.ts';

export type Connection = 'live' | 'reconnecting' | 'offline';
export type LiveSocket = Socket<ServerToClient, ClientToServer>;

/** A blip shorter than this is nobody's business. */
const BLIP_MS = 2000;
const OFFLINE_MS = 10_000;

export class Live {
  readonly socket: LiveSocket;
  #connection: Connection = 'live';
  #token: string | null;
  readonly #listeners = new Set<() => void>();
  #timers: ReturnType<typeof setTimeout>[] = [];

  constructor(token: string | null) {
    this.#token = token;
    this.socket = io({ path: LIVE_PATH, auth: (give) => give({ token: this.#token }), reconnectionDelay: 300, reconnectionDelayMax: 5000, randomizationFactor: 0.5 });
    this.socket.on('connect', () => this.#become('live'));
    this.socket.on('disconnect', (reason) => {
      this.#lose();
      // The server cut us: a token that ended. Trying again asks it once more.
      if (reason === 'io server disconnect') setTimeout(() => this.socket.connect(), 1000);
    });
    this.socket.on('connect_error', () => this.#lose());
    addEventListener('offline', () => this.#become('offline'));
    // A blip that the socket never noticed leaves it connected: then nothing else would say so.
    addEventListener('online', () => (this.socket.connected ? this.#become('live') : this.socket.connect()));
  }

  get connection(): Connection {
    return this.#connection;
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** A fresh token for the same session; the open connection goes on under it. */
  renew(token: string): void {
    this.#token = token;
    if (this.socket.connected) this.socket.emit('renew', { token }, () => undefined);
  }

  close(): void {
    for (const timer of this.#timers) clearTimeout(timer);
    this.socket.close();
  }

  #lose(): void {
    if (this.#timers.length > 0 || this.#connection === 'offline') return;
    if (!navigator.onLine) return this.#become('offline');
    this.#timers = [setTimeout(() => this.#set('reconnecting'), BLIP_MS), setTimeout(() => this.#set('offline'), OFFLINE_MS)];
  }

  #become(connection: Connection): void {
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers = [];
    this.#set(connection);
  }

  #set(connection: Connection): void {
    if (this.#connection === connection) return;
    this.#connection = connection;
    for (const listener of this.#listeners) listener();
  }
}

let page: Live | undefined;
/** Made at first use, in the browser only; the staff's pages have no token, their cookie speaks. */
export function liveOf(token: string | null = null): Live {
  page ??= new Live(token);
  return page;
}
