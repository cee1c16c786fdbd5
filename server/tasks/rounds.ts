import type { Engine } from './engine.ts';

const ROUND_MS = 5000;

/** What a process looks at again and again beside its tasks. A round that takes longer than the time between two is let end first. */
export class Rounds {
  readonly #log: Engine['log'];
  readonly #work: (signal: AbortSignal) => Promise<unknown>;
  readonly #trouble: string;
  readonly #abort = new AbortController();
  #timer: NodeJS.Timeout | undefined;
  #going: Promise<unknown> | null = null;

  /** `trouble`: what the log says of a round that failed. */
  constructor(log: Engine['log'], trouble: string, work: (signal: AbortSignal) => Promise<unknown>) {
    this.#log = log;
    this.#trouble = trouble;
    this.#work = work;
  }

  start(everyMs = ROUND_MS): void {
    this.#timer = setInterval(() => this.now(), everyMs);
  }

  /** A round at once, unless one is going. Never waits. */
  now(): void {
    this.#going ??= this.#work(this.#abort.signal)
      .catch((error: unknown) => this.#log.warn({ err: error }, this.#trouble))
      .finally(() => { this.#going = null; });
  }

  /** Tells the round that is going to end, and waits for it. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    this.#abort.abort(new Error('The worker is shutting down'));
    await this.#going;
  }
}
