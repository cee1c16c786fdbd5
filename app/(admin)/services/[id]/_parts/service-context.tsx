'use client';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, use } from 'react';
import { useServiceView } from '#app/_live/use-service-view.ts';
import { useTRPC } from '#app/_trpc/client.tsx';
import type { Connection } from '#app/_live/socket.ts';
import type { Outputs } from '#app/_trpc/outputs.ts';
import type { ServiceView } from '#server/core/view.ts';

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

/** Differs once the service got its place or another product, was looked at, or an operation of it has ended. */
const changes = ({ service, operations }: ServiceView): string =>
  [service.state === 'waiting', service.product, service.drift?.at, ...operations.filter((operation) => operation.finishedAt !== null).map((operation) => `${operation.id} ${operation.finishedAt ?? ''}`)].join();

/** One live view for all tabs of the page. */
export function ServiceProvider({ initial, children }: { initial: Read; children: ReactNode }) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const { id } = initial.view.service;
  const live = useServiceView({ serviceId: id, initial: initial.view });
  const options = trpc.services.byId.queryOptions({ id });
  // Places, limits and usage are no part of what is pushed: they are read again when something has changed them.
  const { data } = useQuery({ ...options, staleTime: 0, enabled: ({ state }) => changes((state.data ?? initial).view) !== changes(live.view) });
  const read = data !== undefined && data.view.seq > initial.view.seq ? data : initial;
  const refresh = async () => void (await client.fetchQuery({ ...options, staleTime: 0 }));
  const view = read.view.seq > live.view.seq ? read.view : live.view;
  return <Facts value={{ view, connection: live.connection, detail: read.detail, refresh }}>{children}</Facts>;
}

export function useService(): ServiceFacts {
  const facts = use(Facts);
  if (facts === null) throw new Error('A tab stands outside of its service');
  return facts;
}
