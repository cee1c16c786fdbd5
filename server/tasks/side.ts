/** Whom the events of a service are told to, and what is set of that. */
import { inArray, sql } from 'drizzle-orm';
import type { Tx } from '#db/client.ts';
import { settings } from '#db/schema/index.ts';
import type { CallBackSettings } from '#server/core/call-back.ts';
import type { TicketSettings } from '#server/core/ticket.ts';
import { settingOf } from '#server/settings/store.ts';
import type { Policies } from './policy.ts';

/** The service's WHMCS, and what is set of call-backs. */
export interface Side {
  instanceId: number;
  /** Its API can be called. */
  api: boolean;
  callBacks: CallBackSettings;
  tickets: TicketSettings;
  policies: Policies;
}

/** Null for a service of the dashboard's own, which has no WHMCS. One statement: most ends are told of in the same transaction as a slot. */
export async function sideOf(tx: Tx, serviceId: number): Promise<Side | null> {
  const { rows: [row] } = await tx.execute<{ id: number; api: boolean }>(sql`select i.id, i.api_secret is not null as api from services s join instances i on i.id = s.instance_id where s.id = ${serviceId} and not i.builtin`);
  if (row === undefined) return null;
  // By this transaction's own connection: one that asks the pool for a second waits for those that hold the rest.
  const stored = new Map((await tx.select().from(settings).where(inArray(settings.key, ['callBacks', 'tickets', 'retry']))).map((one) => [one.key, one.value]));
  return { instanceId: row.id, api: row.api, callBacks: settingOf('callBacks', stored.get('callBacks')), tickets: settingOf('tickets', stored.get('tickets')), policies: { retry: settingOf('retry', stored.get('retry')), quorum: 1 } };
}

export interface Writing {
  serviceId: number;
  generation: number;
  /** Whose ticket it is, for the list. */
  target: string;
  /** Others may follow that can be said with it. */
  delaySeconds?: number;
  /** The ticket that it is about. */
  ticketId?: number;
}
