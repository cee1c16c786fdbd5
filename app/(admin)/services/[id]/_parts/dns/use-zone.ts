'use client';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useTRPC } from '#app/_trpc/client.tsx';
import { actionFacts } from '#server/core/action.ts';
import { isDone } from '#server/core/task.ts';
import type { ServiceView } from '#server/core/view.ts';

/** Another one whenever a step on a nameserver has ended, or another was begun. */
const stampOf = ({ tasks, service }: ServiceView): string => {
  const own = tasks.filter((task) => actionFacts[task.action].role === 'dns' && task.node !== null);
  return [service.state, own.length, ...own.filter((task) => isDone(task.status)).map((task) => task.finishedAt ?? '').toSorted().slice(-1)].join(' ');
};

/** The zone, and the newest look at its nameservers: read again when what is pushed says that something has changed there. */
export function useZone(view: ServiceView) {
  const { zones } = useTRPC();
  const client = useQueryClient();
  const { id, state } = view.service;
  const zone = useQuery(zones.byService.queryOptions({ id }));
  const look = useQuery({ ...zones.look.queryOptions({ id }), enabled: state === 'active' || state === 'suspended' });
  const stamp = stampOf(view);
  const seen = useRef(stamp);
  const { queryKey } = zones.pathFilter();
  useEffect(() => {
    if (seen.current === stamp) return;
    seen.current = stamp;
    void client.invalidateQueries({ queryKey });
  }, [stamp, client, queryKey]);
  return { zone, look };
}
