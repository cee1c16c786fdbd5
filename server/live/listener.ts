/** One LISTEN connection that proves itself: every few seconds it notifies itself, and when that does not come it is made anew. */
import pg from 'pg';
import { randomBytes } from 'node:crypto';
import type { Log } from '#server/log.ts';

const PROOF_CHANNEL = 'hostwright_proof';

export interface ListenerOptions {
  url: string;
  log: Log;
  proofMs?: number;
}
export type Heard = (payload: string) => void;

export class Listener {
  readonly #options: Required<ListenerOptions>;
  readonly #heard = new Map<string, Heard>();
  readonly #onMissed: (() => void)[] = [];
  readonly #mark = randomBytes(8).toString('hex');
  #client: pg.Client | null = null;
  #proven = 0;
  #timer: NodeJS.Timeout | undefined;
  #closed = false;

  constructor(options: ListenerOptions) {
    this.#options = { proofMs: 5000, ...options };
  }

  /** Before `start`. */
  on(channel: string, heard: Heard): void {
    this.#heard.set(channel, heard);
  }
  /** Called when notifications may have been missed: what is watched must be read again. */
  onMissed(reread: () => void): void {
    this.#onMissed.push(reread);
  }
  /** Milliseconds since the last proof. */
  silence(): number {
    return performance.now() - this.#proven;
  }
  healthy(): boolean {
    return this.#client !== null && this.silence() < this.#options.proofMs * 2.5;
  }

  async start(): Promise<void> {
    await this.#connect();
    this.#timer = setInterval(() => void this.#prove(), this.#options.proofMs);
  }

  async #connect(): Promise<void> {
    const client = new pg.Client({ connectionString: this.#options.url, application_name: 'hostwright-listen', keepAlive: true, connectionTimeoutMillis: 5000 });
    client.on('notification', ({ channel, payload = '' }) => {
      if (channel === PROOF_CHANNEL) {
        if (payload === this.#mark) this.#proven = performance.now();
      } else this.#heard.get(channel)?.(payload);
    });
    client.on('error', () => this.#lost(client));
    client.on('end', () => this.#lost(client));
    try {
      await client.connect();
      for (const channel of [PROOF_CHANNEL, ...this.#heard.keys()]) await client.query(`listen ${channel}`);
    } catch (error) {
      void client.end().catch(() => undefined);
      throw error;
    }
    if (this.#closed) return client.end();
    this.#client = client;
    this.#proven = performance.now();
  }

  #lost(client: pg.Client): void {
    if (this.#client !== client || this.#closed) return;
    this.#client = null;
    void client.end().catch(() => undefined);
    void this.#again();
  }

  async #again(): Promise<void> {
    while (!this.#closed && this.#client === null) {
      try {
        await this.#connect();
        this.#options.log.info('Listening to the database again');
        for (const reread of this.#onMissed) reread();
      } catch (error) {
        this.#options.log.warn({ err: error }, 'The database can not be listened to; trying again');
        await new Promise((done) => setTimeout(done, 500));
      }
    }
  }

  async #prove(): Promise<void> {
    const client = this.#client;
    if (client === null) return;
    if (this.silence() > this.#options.proofMs * 2.5) return this.#lost(client);
    await client.query('select pg_notify($1, $2)', [PROOF_CHANNEL, this.#mark]).catch(() => this.#lost(client));
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearInterval(this.#timer);
    await this.#client?.end().catch(() => undefined);
  }
}
