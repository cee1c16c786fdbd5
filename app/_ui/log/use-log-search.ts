'use client';
import { useMemo, useState } from 'react';
import { piecesOf, plain } from './ansi.ts';
import type { LogLine } from './log-lines.tsx';

interface LogSearch {
  query: string;
  set: (query: string) => void;
  /** Lines with a hit. */
  count: number;
  /** Which of them one stands at, from 1; 0 before the first step. */
  at: number;
  /** Its index among all lines. */
  line: number | null;
  step: (by: 1 | -1) => void;
}

/** A plain text search: whatever is typed, it costs one pass over the lines. */
export function useLogSearch(lines: readonly LogLine[]): LogSearch {
  const [query, setQuery] = useState('');
  const [at, setAt] = useState(0);
  const found = useMemo(() => {
    if (query === '') return [];
    const wanted = query.toLowerCase();
    return lines.flatMap((line, index) => (plain(piecesOf(line.text)).toLowerCase().includes(wanted) ? [index] : []));
  }, [lines, query]);
  const safe = Math.min(at, found.length);
  return {
    query,
    set: (next) => { setQuery(next); setAt(next === '' ? 0 : 1); },
    count: found.length,
    at: safe,
    line: safe === 0 ? null : (found[safe - 1] ?? null),
    step: (by) => found.length > 0 && setAt(((safe - 1 + by + found.length) % found.length) + 1),
  };
}
