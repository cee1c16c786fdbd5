/** What one WHMCS asks about all of its services at once. */
import { and, eq, sql } from 'drizzle-orm';
import type { Db, Queryable } from '#db/client.ts';
import { instances, products, services } from '#db/schema/index.ts';
import type { OperationKind, OperationStatus } from '#server/core/operation.ts';
import type { Role } from '#server/core/names.ts';
import type { Figures } from '#server/core/panel.ts';
import type { Counted } from '#server/core/usage.ts';

/** The account that people sign in to: the website's, where there is one. */
const username = sql<string>`coalesce((select l.login from logins l where l.service_id = ${services.id} order by array_position(array['web', 'mail', 'dns'], l.role) limit 1), '')`;
const webIp = sql<string>`coalesce((select n.ipv4 from placements p join nodes n on n.id = p.node_id where p.service_id = ${services.id} and p.generation = ${services.generation} and p.role = 'web' limit 1), '')`;

/** What its status adds to the service's own row. */
export async function statusOf(db: Queryable, serviceId: number) {
  const [row] = await db.select({ product: products.slug, login: username, wanted: services.wanted }).from(services).innerJoin(products, eq(products.id, services.productId)).where(eq(services.id, serviceId));
  const { rows: [newest] } = await db.execute<{ kind: OperationKind; status: OperationStatus }>(sql`select kind, status from operations where service_id = ${serviceId} and kind <> 'change' order by id desc limit 1`);
  return { product: row?.product ?? '', login: row?.login === '' ? null : (row?.login ?? null), newest: newest ?? null };
}

export async function accountsOf(db: Queryable, instanceId: number) {
  const rows = await db.select({ service: services, product: products.slug, username, primaryIp: webIp }).from(services).innerJoin(products, eq(products.id, services.productId)).where(eq(services.instanceId, instanceId)).orderBy(services.id);
  return rows.map(({ service, ...rest }) => ({ ...rest, serviceId: service.externalId, email: service.desired.email, domain: service.domain, createdAt: service.createdAt.toISOString(), state: service.state }));
}

/** Every live service with the accounts of its present generation that have been counted. */
export async function countedOfInstance(db: Queryable, instanceId: number) {
  const { rows } = await db.execute<{ service_id: number; roles: Role[]; figures: Figures; at: string }>(sql`
    select u.service_id, u.figures, u.at, array_agg(distinct p.role) as roles from usages u
      join services s on s.id = u.service_id and s.instance_id = ${instanceId} and s.live
      join placements p on p.service_id = u.service_id and p.generation = s.generation and p.node_id = u.node_id and p.fact is not null
    group by u.service_id, u.node_id, u.figures, u.at`);
  const counted = Map.groupBy(rows, (row) => row.service_id);
  const live = await db.select({ id: services.id, serviceId: services.externalId, desired: services.desired, username }).from(services).where(and(eq(services.instanceId, instanceId), services.live));
  return live.map(({ id, ...service }) => ({ ...service, counted: (counted.get(id) ?? []).map(({ roles, figures, at }): Counted => ({ roles, figures, at: new Date(at).toISOString() })) }));
}

/** By its full name: the tables that are asked beside it have an `id` too. */
const own = sql.raw('"services"."id"');
/** The welcome of its present life is a task of ours that has not been given up. */
const mails = sql<boolean>`exists (select 1 from call_backs c join tasks t on t.id = c.task_id where c.service_id = ${own} and c.kind = 'mail' and c.event = 'welcome' and t.status not in ('failed', 'cancelled')
  and c.generation >= coalesce((select max(o.generation) from operations o where o.service_id = ${own} and o.kind = 'deploy'), 0))`;

/** Events bear the time at which their transaction began: what commits late is older than what was read already. */
const OVERLAP = '2 minutes';

export interface Cursor {
  /** As Postgres writes it. */
  at: string;
  id: number;
}

/**
 * Services with an event since the cursor, oldest first. What happened within the overlap is told again: whoever reads
 * this writes only what differs.
 */
export async function changesSince(db: Queryable, instanceId: number, { at, id }: Cursor, most: number) {
  const { rows } = await db.execute<{ id: number; at: string }>(sql`
    select s.id, e.at::text as at from services s join events e on e.service_id = s.id and e.seq = s.last_seq
      where s.instance_id = ${instanceId} and (e.at, s.id) > (${at}::timestamptz, ${id}::int) order by e.at, s.id limit ${most + 1}`);
  const page = rows.slice(0, most);
  const more = rows.length > most;
  const ids = page.map((row) => row.id);
  const found = ids.length === 0 ? [] : await db.select({ service: services, username, dedicatedIp: webIp, mails }).from(services).where(sql`${services.id} = any(${sql.param(ids)}::int[])`);
  const { rows: [now] } = await db.execute<{ at: string }>(sql`select greatest(now() - ${OVERLAP}::interval, ${at}::timestamptz)::text as at`);
  const last = page.at(-1);
  return {
    cursor: more && last !== undefined ? last : { at: now?.at ?? at, id: 0 },
    more,
    services: found.map(({ service, ...rest }) => ({ ...rest, serviceId: service.externalId, state: service.state, wanted: service.wanted, generation: service.generation, domain: service.domain, nameservers: service.desired.vanity === null ? [...service.desired.nameservers] : [] })),
  };
}

/** Writes down who calls for an instance. */
export async function noteSeen(db: Db, instanceId: number, { moduleVersion, whmcsVersion }: { moduleVersion: string | null; whmcsVersion: string | null }): Promise<void> {
  await db.update(instances).set({ seenAt: sql`now()`, ...(moduleVersion !== null && { moduleVersion, whmcsVersion }) }).where(eq(instances.id, instanceId));
}
