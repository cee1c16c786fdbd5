'use client';
import { useEffect, useSyncExternalStore } from 'react';

const never = () => () => undefined;
let token: string | null = null;

function read(): string {
  const found = window.location.hash.slice(1);
  if (found !== '') token = found;
  token ??= '';
  return token;
}

/** Null while it is not known; the fragment is taken out of the address at once, so that nobody copies or bookmarks it. */
export function useLinkToken(): string | null {
  const found = useSyncExternalStore(never, read, () => null);
  useEffect(() => {
    if (found !== null && window.location.hash !== '') window.history.replaceState(null, '', window.location.pathname);
  }, [found]);
  // Another link in the same tab is no new page to the browser.
  useEffect(() => {
    const renew = () => { if (window.location.hash !== '') window.location.reload(); };
    window.addEventListener('hashchange', renew);
    return () => window.removeEventListener('hashchange', renew);
  }, []);
  return found;
}
