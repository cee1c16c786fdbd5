import { sql } from 'drizzle-orm';
import type { Queryable } from '#db/client.ts';

/** Steps of the newest lifecycle operation, and the first failure's sentence. */
export async function operationProgress(db: Queryable, serviceId: number): Promise<{ done: number; total: number; error: string | null }> {
  const { rows } = await db.execute<{ done: number; total: number; error: string | null }>(sql`
    with newest as (select id from operations where service_id = ${serviceId} and kind <> 'change' order by id desc limit 1)
    select count(*) filter (where status in ('succeeded', 'skipped'))::int as done, count(*)::int as total,
      (array_agg(action || ': ' || (error ->> 'message') order by id) filter (where status = 'failed' and error is not null))[1] as error
    from tasks where operation_id = (select id from newest)`);
  return rows[0] ?? { done: 0, total: 0, error: null };
}
