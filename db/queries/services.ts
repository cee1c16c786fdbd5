import { and, desc, eq, ilike, or, sql } from 'drizzle-orm';
import type { Queryable } from '#db/client.ts';
import { guests, instances, nodes, placements, products, services } from '#db/schema/index.ts';
import type { ServiceState } from '#server/core/operation.ts';

export interface ServiceListQuery {
  search?: string | undefined;
  state?: ServiceState | undefined;
  /** Only those of which something differs from what is wished. */
  drifted?: boolean | undefined;
  size: number;
  /** Id of the last row of the page before; newest first. */
  after?: number | undefined;
}

const like = (text: string): string => `%${text.replaceAll(/[\\%_]/g, (char) => `\\${char}`)}%`;

const drifted = sql<boolean>`coalesce(${services.live} and (${services.drift} ->> 'generation')::int = ${services.generation} and jsonb_path_exists(${services.drift}, '$.findings[*] ? (@.is == "differs" || @.is == "conflict")'), false)`;

function filter({ search, state, drifted: only }: ServiceListQuery) {
  const text = search?.trim() ?? '';
  return and(
    only === true ? drifted : undefined,
    state === undefined ? undefined : eq(services.state, state),
    text === '' ? undefined : or(ilike(services.domain, like(text)), ilike(services.reference, like(text)), eq(services.externalId, text), sql`${services.id}::text = ${text.replace('#', '')}`),
  );
}

export async function servicePage(db: Queryable, query: ServiceListQuery) {
  const rows = await db.select({
    id: services.id, externalId: services.externalId, domain: services.domain, state: services.state, reference: services.reference, createdAt: services.createdAt, product: products.name, instance: instances.name, drifted,
    progress: sql<number | null>`(select o.progress from operations o where o.service_id = ${services.id} and o.kind <> 'change' order by o.id desc limit 1)`,
  }).from(services).innerJoin(products, eq(products.id, services.productId)).innerJoin(instances, eq(instances.id, services.instanceId))
    .where(and(filter(query), query.after === undefined ? undefined : sql`${services.id} < ${query.after}`)).orderBy(desc(services.id)).limit(query.size + 1);
  const [counted] = await db.select({ n: sql<number>`count(*)` }).from(services).where(filter(query));
  const shown = rows.slice(0, query.size).map((row) => ({ ...row, createdAt: row.createdAt.toISOString() }));
  return { rows: shown, total: Number(counted?.n ?? 0), next: rows.length > query.size ? (shown.at(-1)?.id ?? null) : null };
}

/** What the staff's Overview shows beside the view: who, where, with which limits. */
export async function serviceDetail(db: Queryable, id: number) {
  const [row] = await db.select({ service: services, product: products, instance: instances.name, origin: instances.origin }).from(services)
    .innerJoin(products, eq(products.id, services.productId)).innerJoin(instances, eq(instances.id, services.instanceId)).where(eq(services.id, id));
  if (row === undefined) return null;
  const { service, product, instance, origin } = row;
  const places = await db.select({ role: placements.role, login: placements.login, package: placements.package, nodeId: nodes.id, node: nodes.name, host: nodes.hostname, ipv4: nodes.ipv4 }).from(placements)
    .innerJoin(nodes, eq(nodes.id, placements.nodeId)).where(and(eq(placements.serviceId, id), eq(placements.generation, service.generation)));
  const { vanity } = service.desired;
  // What the service has as a guest stands beside its own accounts, under its own name and not under the provider's login.
  const guestAt = vanity === null ? [] : await db.select({ kind: guests.kind, package: guests.package, nodeId: nodes.id, node: nodes.name, host: nodes.hostname, ipv4: nodes.ipv4 }).from(guests)
    .innerJoin(nodes, eq(nodes.id, guests.nodeId)).where(eq(guests.serviceId, id));
  const stays = guestAt.map(({ kind, ...at }) => ({ ...at, role: kind === 'mailbox' ? ('mail' as const) : ('dns' as const), login: kind === 'mailbox' ? `${vanity?.name}@${vanity?.shared}` : service.domain }));
  return {
    roles: service.desired.roles, signed: service.desired.records.signed, guest: vanity !== null,
    client: { id: service.desired.clientId, name: service.desired.name, email: service.desired.email, language: service.desired.language },
    strayAt: service.strayAt?.toISOString() ?? null, instance, origin, productId: product.id, productSlug: product.slug, productLimits: product.limits, limits: service.desired.limits, ordered: service.desired.ordered, optioned: [...service.desired.optioned], overrides: service.desired.overrides, phpTemplate: service.desired.web.phpTemplate, nameservers: service.desired.nameservers, places: [...places, ...stays], drift: service.drift, choices: [...service.choices],
  };
}
