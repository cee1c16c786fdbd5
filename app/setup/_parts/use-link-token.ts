'use client';
import { useEffect, useState } from 'react';

/** Null while it is not known; the fragment is taken out of the address at once, so that nobody copies or bookmarks it. */
export function useLinkToken(): string | null {
  const [token, setToken] = useState<string | null>(null);
  useEffect(() => {
    const found = window.location.hash.slice(1);
    if (found !== '') window.history.replaceState(null, '', window.location.pathname);
    // The second look of a development build finds the address bare already.
    setToken((known) => (known === null || known === '' ? found : known));
  }, []);
  return token;
}
