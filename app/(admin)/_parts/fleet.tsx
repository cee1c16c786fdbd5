'use client';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, use, useCallback, useRef } from 'react';
import { useFleetHints } from '#app/_live/use-fleet-hints.ts';
import { useTRPC } from '#app/_trpc/client.tsx';
import type { Connection } from '#app/_live/socket.ts';
import type { Outputs } from '#app/_trpc/outputs.ts';

export type Summary = Outputs['fleet']['summary'];
interface FleetFacts {
  summary: Summary;
  connection: Connection;
}
const Facts = createContext<FleetFacts | null>(null);

/** What a hint may have changed: everything that shows services, tasks or nodes. */
const live = new Set(['fleet', 'services', 'tasks', 'nodes']);

function isLive(key: readonly unknown[]): boolean {
  const [path] = key;
  return Array.isArray(path) && live.has(String(path[0]));
}

/** Reads again what is on the screen. A hint that comes while a read is under way may be too late for it, so one more follows. */
function useReread(): () => void {
  const client = useQueryClient();
  const state = useRef<'idle' | 'reading' | 'again'>('idle');
  return useCallback(() => {
    if (state.current !== 'idle') {
      state.current = 'again';
      return;
    }
    const read = async (): Promise<void> => {
      state.current = 'reading';
      await client.refetchQueries({ type: 'active', predicate: (query) => isLive(query.queryKey) });
      if (state.current as string === 'again') return read();
      state.current = 'idle';
    };
    read().catch(() => { state.current = 'idle'; });
  }, [client]);
}

/** The one listener for the whole dashboard: a hint re-reads the lists that are shown, nothing else does. */
export function FleetProvider({ initial, children }: { initial: Summary; children: ReactNode }) {
  const trpc = useTRPC();
  const connection = useFleetHints(useReread());
  const { data } = useQuery({ ...trpc.fleet.summary.queryOptions(), initialData: initial });
  return <Facts value={{ summary: data, connection }}>{children}</Facts>;
}

export function useFleet(): FleetFacts {
  const facts = use(Facts);
  if (facts === null) throw new Error('A part of the dashboard stands outside of its layout');
  return facts;
}
