'use client';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Inputs, Outputs } from '#app/_trpc/outputs.ts';
import { type Publishing, publishingOf } from '#server/core/publishing.ts';
import { useRooms } from '../room-context.tsx';

export type ZoneChanges = Inputs['embed']['dns']['change']['changes'];
export interface Zone {
  /** Null while it is being read. */
  data: Outputs['embed']['dns']['list'] | null;
  error: Error | null;
  reload(): void;
  publishing: Publishing;
  /** One change, however many records it is on. Throws what the server says. */
  change(changes: ZoneChanges): Promise<void>;
  retry(): Promise<unknown>;
}

/** The list is read for its revision, which is pushed; so is how far it has come. */
export function useDns(): Zone {
  const { api: { dns }, view } = useRooms();
  const client = useQueryClient();
  const [servers, setServers] = useState(0);
  // One's own last edit: the next one may come before the list has been read again.
  const [own, setOwn] = useState({ generation: 0, rev: 0 });
  const publishing = publishingOf(view, servers);
  const { id, generation, zoneRev } = view.service;
  // What the nameserver made of it, a key, is known when it has ended.
  const queryKey = ['dns', id, generation, zoneRev, publishing.operation, publishing.is === 'done'];
  const { data, error } = useQuery({ queryKey, queryFn: dns.list, staleTime: 0, placeholderData: (previous) => previous });
  if (data !== undefined && data.servers !== servers) setServers(data.servers);
  const reload = () => void client.invalidateQueries({ queryKey: ['dns', id] });
  return {
    data: data ?? null, error, reload, publishing, retry: dns.retry,
    change: async (changes) => {
      // What somebody else did meanwhile is shown beside the refusal.
      const { rev } = await dns.change({ rev: Math.max(data?.rev ?? 0, own.generation === generation ? own.rev : 0), changes }).finally(reload);
      setOwn({ generation, rev });
    },
  };
}
