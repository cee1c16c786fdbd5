'use client';
import { useEffect, useRef, useState } from 'react';

interface LiveRegionProps {
  message: string;
  /** Failure interrupts; everything else waits for its turn. */
  urgent?: boolean;
}

const pace = 3000;

/** Reads out the newest message, at most one in three seconds, so that a fast deployment is not a stream of words. */
export function LiveRegion({ message, urgent = false }: LiveRegionProps) {
  const [said, say] = useState('');
  const last = useRef(0);
  useEffect(() => {
    if (urgent) return;
    const timer = setTimeout(() => {
      last.current = Date.now();
      say(message);
    }, Math.max(0, last.current + pace - Date.now()));
    return () => clearTimeout(timer);
  }, [message, urgent]);
  return (
    <>
      <div role="status" aria-atomic="true" className="sr-only">{said}</div>
      <div role="alert" aria-atomic="true" className="sr-only">{urgent ? message : ''}</div>
    </>
  );
}
