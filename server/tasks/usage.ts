/** Writes what accounts use: all services of a node by one statement, and the day's last figures with it. */
import { sql } from 'drizzle-orm';
import type { Queryable } from '#db/client.ts';
import type { AccountUsage } from '#server/core/panel.ts';

/** Answers how many services it was news for. Accounts that are no service's, or not ours any more, are left out. */
export async function writeUsage(db: Queryable, nodeId: number, usage: readonly AccountUsage[]): Promise<number> {
  const { rows } = await db.execute<{ n: number }>(sql`
    with seen as (select login, figures from jsonb_to_recordset(${JSON.stringify(usage)}::jsonb) as (login text, figures jsonb)),
    ours as (select distinct on (p.service_id) p.service_id, seen.figures from seen join placements p on p.login = seen.login and p.node_id = ${nodeId} and p.fact is not null
      join services s on s.id = p.service_id and s.generation = p.generation and s.live order by p.service_id),
    latest as (insert into usages (service_id, node_id, figures, at) select service_id, ${nodeId}::int, figures, now() from ours
      on conflict (service_id, node_id) do update set figures = excluded.figures, at = excluded.at),
    daily as (insert into usage_days (service_id, node_id, day, figures) select service_id, ${nodeId}::int, current_date, figures from ours
      on conflict (service_id, node_id, day) do update set figures = excluded.figures)
    select count(*)::int as n from ours`);
  return rows[0]?.n ?? 0;
}
