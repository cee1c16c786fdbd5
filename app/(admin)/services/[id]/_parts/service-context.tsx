'use client';
import { createContext, type ReactNode, use } from 'react';
import { useServiceView } from '#app/_live/use-service-view.ts';
import type { Connection } from '#app/_ui/live-sign.tsx';
import type { ServiceView } from '#server/core/view.ts';
import type { Outputs } from '../../../_parts/outputs.ts';

type Detail = Outputs['services']['byId']['detail'];
interface ServiceFacts {
  view: ServiceView;
  connection: Connection;
  /** What does not change by itself: client, limits, places. */
  detail: Detail;
}
const Facts = createContext<ServiceFacts | null>(null);

/** One live view for all tabs of the page. */
export function ServiceProvider({ initial, detail, children }: { initial: ServiceView; detail: Detail; children: ReactNode }) {
  const { view, connection } = useServiceView({ serviceId: initial.service.id, initial });
  return <Facts value={{ view, connection, detail }}>{children}</Facts>;
}

export function useService(): ServiceFacts {
  const facts = use(Facts);
  if (facts === null) throw new Error('A tab stands outside of its service');
  return facts;
}
