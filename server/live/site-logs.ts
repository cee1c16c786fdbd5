/**
 * The ends of websites' logs, each followed for one viewer: what is new is read again and again, and pushed. The next read
 * waits until what was pushed has been taken, and it all ends with the viewer.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { type FreshLines, freshLines, type SiteLogRead } from '#server/core/site-log.ts';
import type { SiteLogAnswer } from './protocol.ts';

/** One viewer's. */
export interface Following {
  /** The last lines, up to so many. */
  read(lines: number): Promise<SiteLogRead>;
  /** Resolves when the viewer has taken them. */
  push(fresh: FreshLines): Promise<unknown>;
  /** It ended by itself, and why. */
  ended(sentence: string): void;
}

/** At first, and looked through for what is new. */
const WINDOW = 300;
/** Logs that one process follows at once. */
const FOLLOWED_MOST = 60;
/** Somebody who forgot it is not read for any more. */
const MOST_MS = 30 * 60_000;
const EVERY_MS = 2000;

export class SiteLogs {
  /** By viewer: what ends the one log that it follows. */
  readonly #followed = new Map<string, AbortController>();
  readonly #everyMs: number;

  constructor(everyMs = EVERY_MS) {
    this.#everyMs = everyMs;
  }

  /** In the place of what the viewer followed before. Answers the lines that are there. */
  async follow(viewer: string, following: Following): Promise<SiteLogAnswer> {
    this.leave(viewer);
    if (this.#followed.size >= FOLLOWED_MOST) return { ok: false, reason: 'busy' };
    const own = new AbortController();
    this.#followed.set(viewer, own);
    try {
      const first = await following.read(WINDOW);
      if (!first.ok) this.#forget(viewer, own);
      else void this.#goOn(following, first.lines, own.signal).then((sentence) => following.ended(sentence), () => undefined).finally(() => this.#forget(viewer, own));
      return first;
    } catch (error) {
      this.#forget(viewer, own);
      throw error;
    }
  }

  leave(viewer: string): void {
    const own = this.#followed.get(viewer);
    if (own !== undefined) this.#forget(viewer, own);
  }

  close(): void {
    for (const viewer of this.#followed.keys()) this.leave(viewer);
  }

  #forget(viewer: string, own: AbortController): void {
    own.abort();
    if (this.#followed.get(viewer) === own) this.#followed.delete(viewer);
  }

  /** Answers why it ended by itself. Throws when the viewer has gone, or does not take what is pushed. */
  async #goOn({ read, push }: Following, first: readonly string[], signal: AbortSignal): Promise<string> {
    const until = Date.now() + MOST_MS;
    let known = first;
    while (Date.now() < until) {
      await pause(this.#everyMs, undefined, { signal });
      const now = await read(WINDOW);
      signal.throwIfAborted();
      if (!now.ok) return now.sentence;
      const fresh = freshLines(known, now.lines);
      known = now.lines;
      if (fresh.lines.length > 0) await push(fresh);
    }
    return 'It was followed for half an hour: follow it again if you still read';
  }
}
