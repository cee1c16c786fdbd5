'use client';
import { parseAsInteger, useQueryStates } from 'nuqs';
import { useCallback } from 'react';

/** Which task is open stands in the address, over whatever page it was opened from. */
const taskSearch = { task: parseAsInteger, attempt: parseAsInteger };

export function useOpenTask() {
  const [{ task, attempt }, set] = useQueryStates(taskSearch);
  return {
    task,
    attempt,
    open: useCallback((id: number) => void set({ task: id, attempt: null }, { history: 'push' }), [set]),
    /** To a neighbour or another attempt: one step back still closes it. */
    replace: (id: number, number: number | null = null) => void set({ task: id, attempt: number }, { history: 'replace' }),
    close: () => void set({ task: null, attempt: null }, { history: 'push' }),
  };
}
