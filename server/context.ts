/**
 * What main.ts has wired, for Next: it bundles a module graph of its own, so what lives once per process is reached
 * over globalThis and never imported.
 */
import type { Caller } from './api/router.ts';

export interface AppContext {
  /** A caller with the rights of the request that these headers came with. */
  caller(headers: { get(name: string): string | null }): Caller;
  gallery: boolean;
}

const KEY = Symbol.for('hostwright.context');
const store = globalThis as unknown as Record<symbol, AppContext | undefined>;

export function setContext(context: AppContext): void {
  store[KEY] = context;
}

export function context(): AppContext {
  const found = store[KEY];
  if (found === undefined) throw new Error('The server is not wired: start it by server/main.ts');
  return found;
}
