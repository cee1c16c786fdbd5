import { and, eq, ne, sql } from 'drizzle-orm';
import type { Queryable } from '#db/client.ts';
import { nodes, placements, services } from '#db/schema/index.ts';
import { offeredPhp, type SiteView } from '#server/core/site.ts';

/** Null for a service without a website. */
export async function siteView(db: Queryable, serviceId: number): Promise<SiteView | null> {
  const [row] = await db.select({ desired: services.desired, observed: services.observed, probed: nodes.probed }).from(services)
    .leftJoin(placements, and(eq(placements.serviceId, services.id), eq(placements.generation, services.generation), eq(placements.role, 'web')))
    .leftJoin(nodes, eq(nodes.id, placements.nodeId)).where(eq(services.id, serviceId));
  if (row === undefined || !row.desired.roles.includes('web')) return null;
  const { desired: { web: { rev, off, ...wish }, vanity }, observed: { web } } = row;
  return { rev, wish, known: web?.applied ?? null, waiting: web?.waiting ?? false, off, isOff: web?.off ?? false, outside: web?.outside ?? false, php: offeredPhp(row.probed?.phpTemplates ?? [], wish.phpTemplate), names: vanity === null };
}

const bare = (name: string): string => name.replace(/^www\./, '');

/** Holds names until the transaction's end, with their `www.`, against everybody else who gives one to a service. */
async function holdNames(db: Queryable, names: readonly string[]): Promise<void> {
  // Always in the same order, so that two who want several of them never wait for each other.
  for (const name of [...new Set(names.map(bare))].toSorted()) await db.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`site ${name}`}, 0))`);
}
const namedSo = (names: readonly string[]) => sql`(${services.desired} -> 'web' -> 'aliases') ?| ${sql.param([...names])}::text[]`;

/** The one of `names` that another live service answers to, as its domain or as a further name; null without. */
export async function nameTaken(db: Queryable, names: readonly string[], exceptId: number): Promise<string | null> {
  await holdNames(db, names);
  const [row] = await db.select({ domain: services.domain, aliases: sql<readonly string[]>`${services.desired} -> 'web' -> 'aliases'` }).from(services)
    .where(and(services.live, ne(services.id, exceptId), sql`(${services.domain} = any(${sql.param([...names, ...names.map(bare)])}::text[]) or ${namedSo(names)})`)).limit(1);
  return row === undefined ? null : (names.find((name) => bare(name) === row.domain || row.aliases.includes(name)) ?? row.domain);
}

/** The live service that has this domain, or its `www.`, as a further name of its website. */
export async function domainTaken(db: Queryable, domain: string): Promise<number | null> {
  await holdNames(db, [domain]);
  const [row] = await db.select({ id: services.id }).from(services).where(and(services.live, namedSo([domain, `www.${domain}`]))).limit(1);
  return row?.id ?? null;
}
