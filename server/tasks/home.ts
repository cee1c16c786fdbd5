/** What a customer gets to know once the service is live: logins, nameservers, where to point the domain. */
import { and, desc, eq, ne } from 'drizzle-orm';
import type { Queryable } from '#db/client.ts';
import { nodes, operations, placements, services } from '#db/schema/index.ts';
import type { HomeFacts } from '#server/core/view.ts';

export async function homeOf(db: Queryable, serviceId: number): Promise<HomeFacts | null> {
  const [service] = await db.select().from(services).where(eq(services.id, serviceId));
  if (service === undefined || service.activatedAt === null) return null;
  const at = and(eq(placements.serviceId, serviceId), eq(placements.generation, service.generation));
  const places = await db.select({ role: placements.role, login: placements.login, node: nodes }).from(placements).innerJoin(nodes, eq(nodes.id, placements.nodeId)).where(at);
  const [operation] = await db.select({ openedAt: operations.openedAt }).from(operations).where(and(eq(operations.serviceId, serviceId), ne(operations.kind, 'change'))).orderBy(desc(operations.id)).limit(1);
  const web = places.find((place) => place.role === 'web');
  const mail = places.find((place) => place.role === 'mail');
  const logins = [web, mail].filter((place) => place !== undefined);
  return {
    logins: logins.map(({ role, login, node }) => ({ role, login, host: role === 'mail' ? (node.mailHost ?? node.hostname) : node.hostname })),
    nameservers: service.desired.nameservers,
    webmail: mail === undefined ? null : (mail.node.webmailUrl ?? `https://webmail.${service.domain}`),
    ipv4: web?.node.ipv4 ?? null,
    tookMs: service.activatedAt.getTime() - (operation?.openedAt ?? service.createdAt).getTime(),
  };
}
