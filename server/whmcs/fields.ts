/** What the service in WHMCS shows of ours. */
import { and, eq } from 'drizzle-orm';
import type { Queryable } from '#db/client.ts';
import { nodes, placements, type services } from '#db/schema/index.ts';
import type { ServiceFields } from './actions.ts';

/** The user of the website; a service without one has the first that there is. */
export async function fieldsOf(db: Queryable, service: Pick<typeof services.$inferSelect, 'id' | 'generation' | 'desired'>): Promise<ServiceFields> {
  const places = await db.select({ role: placements.role, login: placements.login, ipv4: nodes.ipv4 }).from(placements).innerJoin(nodes, eq(nodes.id, placements.nodeId))
    .where(and(eq(placements.serviceId, service.id), eq(placements.generation, service.generation)));
  const first = places.find(({ role }) => role === 'web') ?? places.find(({ role }) => role === 'mail') ?? places[0];
  return { username: first?.login ?? null, ip: first?.ipv4 ?? null, nameservers: service.desired.vanity === null ? service.desired.nameservers : [] };
}
