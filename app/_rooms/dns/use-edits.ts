'use client';
import { type RefObject, useEffect, useRef, useState } from 'react';
import { sentenceOf } from '#app/_trpc/refusal.ts';
import type { ZoneRow } from '#server/core/zone-own.ts';
import type { Zone, ZoneChanges } from './use-dns.ts';
import { rowKey, titleOf } from './words.ts';

/** The one thing that is open: a form, or a question under a row. */
type Open = { what: 'new' | 'template' | 'file' } | { what: 'edit' | 'ask'; key: string } | null;

export interface Edits {
  open: Open;
  setOpen(open: Open): void;
  close(): void;
  chosen: ReadonlySet<string>;
  choose(row: ZoneRow, yes: boolean): void;
  unchoose(): void;
  /** What was just removed, which can be put back; one has a title. */
  removed: { what: string | null; count: number; undo: () => void } | null;
  busy: boolean;
  /** Why the last click came to nothing. */
  error: string | null;
  /** From a form: it throws, and closes that one when it went well. */
  send(changes: ZoneChanges): Promise<void>;
  /** From a click. */
  run(changes: ZoneChanges): void;
  remove(row: ZoneRow): void;
  restore(row: ZoneRow): void;
  removeAll(rows: readonly ZoneRow[]): void;
}

export function useEdits(zone: Zone): Edits {
  const [open, setOpen] = useState<Open>(null);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [gone, setGone] = useState<readonly ZoneRow[]>([]);
  const [error, setError] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const close = () => setOpen(null);
  const send: Edits['send'] = async (changes) => {
    await zone.change(changes);
    setError(null);
    // Only what was there when it was sent: whoever went on meanwhile has opened or chosen something else.
    setGone((now) => (now === gone ? [] : now));
    setChosen((now) => new Set([...now].filter((key) => !chosen.has(key))));
    setOpen((now) => (now === open ? null : now));
  };
  const run = (changes: ZoneChanges, then?: () => void) => {
    setBusy(true);
    send(changes).then(then, (refused: unknown) => setError(sentenceOf(refused))).finally(() => setBusy(false));
  };
  const removeAll = (rows: readonly ZoneRow[]) => run(rows.flatMap((row) => (row.id === null ? [] : [{ do: 'remove' as const, id: row.id }])), () => setGone(rows));
  const back = () => run(gone.map(({ name, type, value, priority, ttl, key }) => ({ do: 'add' as const, record: { name, type, value, priority, ttl }, ...(key !== null && { instead: key }) })));
  const [first] = gone;
  return {
    open, setOpen, close, chosen, busy, error, send, removeAll,
    run: (changes) => run(changes),
    choose: (row, yes) => setChosen((old) => new Set(yes ? [...old, rowKey(row)] : [...old].filter((key) => key !== rowKey(row)))),
    unchoose: () => setChosen(new Set()),
    removed: first === undefined ? null : { what: gone.length === 1 ? titleOf(first) : null, count: gone.length, undo: back },
    remove: (row) => (row.id === null ? setOpen({ what: 'ask', key: rowKey(row) }) : removeAll([row])),
    restore: (row) => row.key !== null && run([{ do: 'restore', key: row.key }]),
  };
}

/** What was open under a row has taken the focus with it. */
export function useFocusBack(open: Edits['open']): RefObject<HTMLDivElement | null> {
  const list = useRef<HTMLDivElement>(null);
  const was = useRef<string | null>(null);
  useEffect(() => {
    const key = open !== null && 'key' in open ? open.key : null;
    if (key === null && was.current !== null) list.current?.querySelector<HTMLElement>(`[data-row="${CSS.escape(was.current)}"] button:not([role=checkbox])`)?.focus();
    was.current = key;
  }, [open]);
  return list;
}
