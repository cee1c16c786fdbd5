'use client';
import { createContext, type ReactNode, use, useSyncExternalStore } from 'react';

/** One ticker for the page, running only while someone looks at it. */
let read = 0;
let timer: ReturnType<typeof setInterval> | undefined;
const watchers = new Set<() => void>();

function tick(): void {
  read = Date.now();
  for (const watcher of watchers) watcher();
}

function subscribe(watcher: () => void): () => void {
  watchers.add(watcher);
  if (timer === undefined) {
    read = Date.now();
    timer = setInterval(tick, 1000);
  }
  return () => {
    watchers.delete(watcher);
    if (watchers.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

interface ClockFacts {
  /** Milliseconds that the server's clock is ahead of this browser's. */
  offset: number;
  /** A clock that stands: the gallery's, so that its pictures never change. */
  still?: number;
}
const Facts = createContext<ClockFacts>({ offset: 0 });

export function Clock({ children, offset, still }: ClockFacts & { children: ReactNode }) {
  const outer = use(Facts);
  return <Facts value={{ offset, still: still ?? outer.still }}>{children}</Facts>;
}

/** Now on the server's clock, once a second; null until the browser has taken over from the server's first paint. */
export function useNow(): number | null {
  const { offset, still } = use(Facts);
  const local = useSyncExternalStore(subscribe, () => read || Date.now(), () => null);
  if (local === null) return null;
  return still ?? local + offset;
}
