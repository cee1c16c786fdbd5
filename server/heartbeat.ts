/** Says every few seconds that this process lives; the dashboard and health read it. */
import { hostname } from 'node:os';
import { eq, sql } from 'drizzle-orm';
import type { Db } from '#db/client.ts';
import { processes } from '#db/schema/index.ts';

const BEAT_MS = 5000;

export class Heartbeat {
  readonly #db: Db;
  readonly id: string;
  readonly #role: string;
  #timer: NodeJS.Timeout | undefined;

  constructor(db: Db, options: { id: string; role: string }) {
    this.#db = db;
    this.id = options.id;
    this.#role = options.role;
  }

  async start(): Promise<void> {
    await this.#beat();
    // A beat that fails is seen as silence by whoever reads them.
    this.#timer = setInterval(() => void this.#beat().catch(() => undefined), BEAT_MS);
  }

  async #beat(): Promise<void> {
    await this.#db.insert(processes).values({ id: this.id, role: this.#role, host: hostname(), pid: process.pid })
      .onConflictDoUpdate({ target: processes.id, set: { beatAt: sql`now()` } });
    await this.#db.delete(processes).where(sql`${processes.beatAt} < now() - interval '1 day'`);
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#db.delete(processes).where(eq(processes.id, this.id));
  }
}
