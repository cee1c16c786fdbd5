'use client';
import { useEffect } from 'react';

const SOON_MS = 200;
/** What the page around us makes of our width reaches us a little later than its words. */
const AFTER_MS = [0, 100, 500];

/**
 * Tells the page around us how tall we are, and nobody else: the origin is the one that signed the ticket. Below what is
 * seen of that page, browsers do not paint us and say nothing of sizes: there we look by ourselves when something has changed,
 * and when we are asked.
 */
export function useFrameHeight(parentOrigin: string | null): void {
  useEffect(() => {
    if (parentOrigin === null || parent === window) return;
    let last = 0;
    const tell = () => {
      const px = Math.ceil(document.documentElement.getBoundingClientRect().height);
      // In a tab that is not open we are nothing.
      if (px === 0 || px === last) return;
      last = px;
      parent.postMessage({ source: 'hostwright', v: 1, type: 'height', px }, parentOrigin);
    };
    const observer = new ResizeObserver(tell);
    observer.observe(document.documentElement);
    let soon: ReturnType<typeof setTimeout> | undefined;
    const changes = new MutationObserver(() => {
      soon ??= setTimeout(() => {
        soon = undefined;
        tell();
      }, SOON_MS);
    });
    changes.observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true });
    const asked = ({ source, data }: MessageEvent<unknown>) => {
      if (source !== parent || typeof data !== 'object' || data === null || !('type' in data) || data.type !== 'measure') return;
      for (const wait of AFTER_MS) setTimeout(tell, wait);
    };
    addEventListener('message', asked);
    tell();
    return () => {
      observer.disconnect();
      changes.disconnect();
      clearTimeout(soon);
      removeEventListener('message', asked);
    };
  }, [parentOrigin]);
}
