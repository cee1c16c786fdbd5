/** What a customer gets to know once the service is live: logins, nameservers, where to point the domain. */
import { and, desc, eq, inArray, sql } from 'drizzle-orm';
import type { Queryable } from '#db/client.ts';
import { guests, instances, nodes, operations, placements, products, services, settings } from '#db/schema/index.ts';
import { buildKinds } from '#server/core/operation.ts';
import { roomsWith } from '#server/core/rooms.ts';
import { upgradeAddress } from '#server/core/upgrade.ts';
import type { HomeFacts } from '#server/core/view.ts';
import { settingOf } from '#server/settings/store.ts';

export async function homeOf(db: Queryable, serviceId: number): Promise<HomeFacts | null> {
  const [found] = await db.select({ service: services, rooms: products.rooms, origin: instances.origin, upgrade: settings.value, provisioning: sql<unknown>`(select p.value from ${settings} p where p.key = 'provisioning')` }).from(services).innerJoin(products, eq(products.id, services.productId)).innerJoin(instances, eq(instances.id, services.instanceId)).leftJoin(settings, eq(settings.key, 'upgrade')).where(eq(services.id, serviceId));
  if (found === undefined || found.service.activatedAt === null) return null;
  const { service, rooms, origin, upgrade, provisioning } = found;
  const { activatedAt } = found.service;
  const at = and(eq(placements.serviceId, serviceId), eq(placements.generation, service.generation));
  const places = await db.select({ role: placements.role, login: placements.login, node: nodes }).from(placements).innerJoin(nodes, eq(nodes.id, placements.nodeId)).where(at);
  const [operation] = await db.select({ openedAt: operations.openedAt }).from(operations).where(and(eq(operations.serviceId, serviceId), inArray(operations.kind, buildKinds))).orderBy(desc(operations.id)).limit(1);
  const { vanity } = service.desired;
  const named = vanity === null ? [] : await db.select({ node: nodes }).from(guests).innerJoin(nodes, eq(nodes.id, guests.nodeId)).where(and(eq(guests.serviceId, serviceId), eq(guests.kind, 'mailbox')));
  const mailbox = vanity === null ? null : `${vanity.name}@${vanity.shared}`;
  const web = places.find((place) => place.role === 'web');
  const mail = places.find((place) => place.role === 'mail') ?? named.map(({ node }) => ({ role: 'mail' as const, login: mailbox ?? '', node }))[0];
  const logins = [web, mail].filter((place) => place !== undefined);
  return {
    // Files are opened where a server lets accounts in to nothing but them.
    has: roomsWith({ roles: service.desired.roles, guest: vanity !== null }).filter((room) => room !== 'files' || web?.node.probed?.sftpJail === true), rooms,
    logins: logins.map(({ role, login, node }) => ({ role, login, host: role === 'mail' ? (node.mailHost ?? node.hostname) : node.hostname })),
    // A name of the provider's is published already.
    nameservers: vanity === null ? service.desired.nameservers : [],
    zone: places.some((place) => place.role === 'dns'),
    mailbox, mailboxMb: mailbox === null ? null : service.desired.limits.vanity_mail_quota,
    webmail: mail === undefined ? null : (mail.node.webmailUrl ?? `https://webmail.${vanity?.shared ?? service.domain}`),
    ipv4: web?.node.ipv4 ?? null,
    ftpFolder: settingOf('provisioning', provisioning).ftpFolder,
    upgrade: upgradeAddress(settingOf('upgrade', upgrade), { origin, externalId: service.externalId }),
    tookMs: activatedAt.getTime() - (operation?.openedAt ?? service.createdAt).getTime(),
  };
}
