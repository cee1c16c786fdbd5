/** What a call-back would say of a life of the service, or of a state, that is over. */
import { type SQL, sql } from 'drizzle-orm';
import { type callBacks, services } from '#db/schema/index.ts';

/** Since when the service lives its present life: with a terminated one that is ordered again a new one begins. */
export const bornWith: SQL<number> = sql<number>`coalesce((select max(o.generation) from operations o where o.service_id = ${services.id} and o.kind = 'deploy'), 0)`;

export interface About {
  row: Pick<typeof callBacks.$inferSelect, 'generation' | 'payload'>;
  service: Pick<typeof services.$inferSelect, 'generation' | 'live' | 'state'>;
  born: number;
}

/** Holds however often the service was built anew since. */
const isOfLife = ({ payload }: About['row']): boolean => payload.kind === 'mail' && (payload.event === 'welcome' || payload.event === 'passwordChanged');

export function isStale({ row, service, born }: About): boolean {
  if (row.payload.kind === 'ticket' || row.payload.kind === 'activity') return false;
  return !service.live || row.generation < (isOfLife(row) ? born : service.generation);
}

/** It is not ready any more, and is to be told of when it is again. */
export const isEarly = ({ row, service }: About): boolean => row.payload.kind === 'mail' && row.payload.event === 'welcome' && (service.state === 'deploying' || service.state === 'failed' || service.state === 'waiting');
