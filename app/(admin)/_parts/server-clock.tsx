'use client';
import { type ReactNode, useEffect, useState } from 'react';
import { Clock } from '#app/_ui/clock.tsx';

/** Below this, a difference is the page's way here and not the clock. */
const NOISE_MS = 2000;

/** Times run on the server's clock, whatever this machine believes. `now` is the server's, when it painted the page. */
export function ServerClock({ now, children }: { now: string; children: ReactNode }) {
  const [offset, setOffset] = useState(0);
  useEffect(() => {
    const found = Date.parse(now) - Date.now();
    setOffset(Math.abs(found) < NOISE_MS ? 0 : found);
  }, [now]);
  return <Clock offset={offset}>{children}</Clock>;
}
