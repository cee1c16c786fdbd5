'use client';
import { useEffect } from 'react';

/** Tells the page around us how tall we are, and nobody else: the origin is the one that signed the ticket. */
export function useFrameHeight(parentOrigin: string | null): void {
  useEffect(() => {
    if (parentOrigin === null || parent === window) return;
    let last = 0;
    const tell = () => {
      const px = Math.ceil(document.documentElement.getBoundingClientRect().height);
      if (px === last) return;
      last = px;
      parent.postMessage({ source: 'hostwright', v: 1, type: 'height', px }, parentOrigin);
    };
    const observer = new ResizeObserver(tell);
    observer.observe(document.documentElement);
    tell();
    return () => observer.disconnect();
  }, [parentOrigin]);
}
