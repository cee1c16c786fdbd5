'use client';
import { type ReactNode, useState, useSyncExternalStore } from 'react';
import { Clock } from '#app/_ui/clock.tsx';

const never = () => () => undefined;

/** When this document was asked for, in this browser's milliseconds. */
function askedAt(): number | null {
  const [entry] = performance.getEntriesByType('navigation');
  return entry instanceof PerformanceNavigationTiming ? performance.timeOrigin + entry.requestStart : null;
}

/** The newest measurement; one page has one clock. */
let measured = { now: '', offset: 0 };

/**
 * The server painted at `now`, which lies between asking and reading: only a difference that this can not explain is the
 * clock's. A slow machine must not turn it back.
 */
function offsetOf(now: string, loaded: boolean): number {
  if (measured.now === now) return measured.offset;
  const server = Date.parse(now);
  const asked = loaded ? askedAt() : null;
  const [least, most] = [server - Date.now(), asked === null ? Number.POSITIVE_INFINITY : server - asked];
  measured = { now, offset: Math.min(Math.max(measured.offset, least), Math.max(most, least)) };
  return measured.offset;
}

/** Times run on the server's clock, whatever this machine believes. `now` is the server's, when it painted the page. */
export function ServerClock({ now, written, children }: { now: string; written: { tag: string; zone: string | null }; children: ReactNode }) {
  // True when the page came as a document, not by a click within the pages.
  const [loaded] = useState(useSyncExternalStore(never, () => false, () => true));
  const offset = useSyncExternalStore(never, () => offsetOf(now, loaded), () => 0);
  return <Clock offset={offset} written={written}>{children}</Clock>;
}
