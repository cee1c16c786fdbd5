'use client';
import { createContext, type ReactNode, use, useSyncExternalStore } from 'react';
import { useLocale } from 'use-intl';

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
  /** How times are written for who looks, where they chose it. */
  written?: { tag: string; zone: string | null } | undefined;
}
const Facts = createContext<ClockFacts>({ offset: 0 });

export function Clock({ children, offset, still, written }: ClockFacts & { children: ReactNode }) {
  const outer = use(Facts);
  return <Facts value={{ offset, still: still ?? outer.still, written: written ?? outer.written }}>{children}</Facts>;
}

/** Now on the server's clock, once a second; null until the browser has taken over from the server's first paint. */
export function useNow(): number | null {
  const { offset, still } = use(Facts);
  const local = useSyncExternalStore(subscribe, () => read || Date.now(), () => null);
  if (local === null) return null;
  return still ?? local + offset;
}

/** The language and the zone of times: as chosen, else the page's language and the browser's zone. */
export function useWritten(): { tag: string; zone: string | undefined } {
  const { written } = use(Facts);
  const page = useLocale();
  return { tag: written?.tag ?? page, zone: written?.zone ?? undefined };
}
