'use client';
import { useSyncExternalStore } from 'react';

const never = () => () => undefined;

/** The tasks beside this one as the page behind shows them: what is listed there is what one walks through. */
export function useNeighbours(id: number): { before: number | null; after: number | null } {
  const text = useSyncExternalStore(never, listed, () => '');
  const ids = text === '' ? [] : text.split(',').map(Number);
  const at = ids.indexOf(id);
  if (at === -1) return { before: null, after: null };
  return { before: ids[at - 1] ?? null, after: ids[at + 1] ?? null };
}

/** A list has each row twice, for wide and for narrow pages; the first of each is enough. */
function listed(): string {
  const links = document.querySelectorAll<HTMLElement>('[data-task]');
  return [...new Set([...links].map((link) => link.dataset['task'] ?? ''))].join(',');
}
