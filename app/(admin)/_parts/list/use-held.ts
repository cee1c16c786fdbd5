'use client';
import { useState } from 'react';

interface Held<T> {
  rows: readonly T[];
  /** Rows that have arrived and are not shown yet. */
  fresh: number;
  show: () => void;
  /** Spread on what surrounds the rows: while the mouse or the focus is in it, no row moves. */
  guard: { onPointerEnter: () => void; onPointerLeave: () => void; onFocus: () => void; onBlur: (event: { currentTarget: Element; relatedTarget: EventTarget | null }) => void };
}

/**
 * Live rows that never slip away under the mouse. While somebody is in the list its order stands: rows change in place, one that
 * left the page stays as it was last seen, and new ones wait to be called. `page` names the query: another page is another list.
 */
export function useHeld<T extends { id: number }>(rows: readonly T[], page: string): Held<T> {
  const [mouse, setMouse] = useState(false);
  const [focus, setFocus] = useState(false);
  const [shown, setShown] = useState({ page, rows, seen: rows });
  const held = (mouse || focus) && shown.page === page;
  if (shown.seen !== rows || shown.page !== page) {
    const now = new Map(rows.map((row) => [row.id, row]));
    setShown({ page, seen: rows, rows: held ? shown.rows.map((row) => now.get(row.id) ?? row) : rows });
  }
  const ids = new Set(shown.rows.map((row) => row.id));
  const show = () => setShown((old) => ({ ...old, rows: old.seen }));
  const letGo = (other: boolean) => !other && show();
  return {
    rows: shown.rows,
    fresh: rows.filter((row) => !ids.has(row.id)).length,
    show,
    guard: {
      onPointerEnter: () => setMouse(true),
      onPointerLeave: () => { setMouse(false); letGo(focus); },
      onFocus: () => setFocus(true),
      onBlur: ({ currentTarget, relatedTarget }) => {
        if (relatedTarget instanceof Node && currentTarget.contains(relatedTarget)) return;
        setFocus(false);
        letGo(mouse);
      },
    },
  };
}
