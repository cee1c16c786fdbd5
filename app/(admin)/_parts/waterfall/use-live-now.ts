'use client';
import { useEffect, useState } from 'react';
import { useNow } from '#app/_ui/clock.tsx';

const FRAME_MS = 66;

/** Now, moving smoothly while something lives; once a second when nothing does or when motion is not wanted. */
export function useLiveNow(live: boolean, first: number): number {
  const second = useNow();
  const [frame, setFrame] = useState(0);
  useEffect(() => {
    if (!live || second === null || matchMedia('(prefers-reduced-motion: reduce)').matches) return;
    const began = performance.now();
    let drawn = 0;
    let request = requestAnimationFrame(function draw(at) {
      if (at - drawn >= FRAME_MS) {
        drawn = at;
        setFrame(second + Math.max(0, at - began));
      }
      request = requestAnimationFrame(draw);
    });
    return () => cancelAnimationFrame(request);
  }, [live, second]);
  if (second === null) return first;
  return live ? Math.max(frame, second) : second;
}
