/** What a service uses, now and on each day. */
import { sql } from 'drizzle-orm';
import type { Queryable } from '#db/client.ts';
import type { Role } from '#server/core/names.ts';
import type { Figures } from '#server/core/panel.ts';
import type { Counted } from '#server/core/usage.ts';

/** The accounts of the present generation that have been counted. */
export async function countedOf(db: Queryable, serviceId: number): Promise<readonly Counted[]> {
  const { rows } = await db.execute<{ roles: Role[]; figures: Figures; at: string }>(sql`
    select u.figures, u.at, array_agg(distinct p.role) as roles from usages u
      join services s on s.id = u.service_id join placements p on p.service_id = u.service_id and p.generation = s.generation and p.node_id = u.node_id and p.fact is not null
    where u.service_id = ${serviceId} group by u.node_id, u.figures, u.at order by u.node_id`);
  return rows.map(({ roles, figures, at }) => ({ roles, figures, at: new Date(at).toISOString() }));
}

export interface UsageDay {
  /** `2026-11-24`. */
  day: string;
  diskMb: number;
  bandwidthMb: number;
  mailAccounts: number;
  databases: number;
}
/** The latest days, oldest first: all accounts of a service together. */
export async function usageDaysOf(db: Queryable, serviceId: number, days = 31): Promise<readonly UsageDay[]> {
  const { rows } = await db.execute<UsageDay & Record<string, unknown>>(sql`
    select day::text as day, sum((figures ->> 'diskMb')::float)::float as "diskMb", max((figures ->> 'bandwidthMb')::float)::float  as "bandwidthMb",
      sum((figures ->> 'mailAccounts')::float)::float as "mailAccounts", sum((figures ->> 'databases')::float)::float as "databases"
    from usage_days where service_id = ${serviceId} and day > current_date - ${days}::int group by day order by day`);
  return rows;
}
