'use client';
import { useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, use, useEffect, useState } from 'react';
import { useServiceView } from '#app/_live/use-service-view.ts';
import { useTRPC } from '#app/_trpc/client.tsx';
import type { Connection } from '#app/_live/socket.ts';
import type { ServiceView } from '#server/core/view.ts';
import type { Outputs } from '../../../_parts/outputs.ts';

type Detail = Outputs['services']['byId']['detail'];
interface Read {
  view: ServiceView;
  detail: Detail;
}
interface ServiceFacts extends Read {
  connection: Connection;
  /** Reads all of it once more, for those who do not trust what is pushed. */
  refresh: () => Promise<void>;
}
const Facts = createContext<ServiceFacts | null>(null);

/** Differs once the service got its place, or an operation of it has ended. */
const changes = ({ service, operations }: ServiceView): string =>
  [service.state === 'waiting', ...operations.filter((operation) => operation.finishedAt !== null).map((operation) => `${operation.id} ${operation.finishedAt ?? ''}`)].join();

/** One live view for all tabs of the page. */
export function ServiceProvider({ initial, children }: { initial: Read; children: ReactNode }) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const [read, setRead] = useState(initial);
  const { id } = initial.view.service;
  const live = useServiceView({ serviceId: id, initial: initial.view });
  const refresh = async () => setRead(await client.fetchQuery({ ...trpc.services.byId.queryOptions({ id }), staleTime: 0 }));
  const view = read.view.seq > live.view.seq ? read.view : live.view;
  // What stands beside the view (places, limits, usage) is read again when an operation has changed it.
  const [seen, now] = [changes(read.view), changes(view)];
  useEffect(() => {
    if (seen === now) return;
    client.fetchQuery({ ...trpc.services.byId.queryOptions({ id }), staleTime: 0 }).then(setRead, () => undefined);
  }, [seen, now, client, trpc, id]);
  return <Facts value={{ view, connection: live.connection, detail: read.detail, refresh }}>{children}</Facts>;
}

export function useService(): ServiceFacts {
  const facts = use(Facts);
  if (facts === null) throw new Error('A tab stands outside of its service');
  return facts;
}
