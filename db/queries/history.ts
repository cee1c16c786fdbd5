/** The operations of a service, newest first, each with the first of its tasks. */
import { sql } from 'drizzle-orm';
import type { Queryable } from '#db/client.ts';
import type { DeedRow, Hand } from '#server/core/history.ts';

export async function deedsOf(db: Queryable, serviceId: number, { before, size }: { before: number | null; size: number }): Promise<{ rows: readonly DeedRow[]; next: number | null }> {
  const { rows } = await db.execute<{ id: number; kind: DeedRow['kind']; opened_by: string; opened_at: string; status: DeedRow['status']; action: DeedRow['action']; about: string | null; hands: readonly Hand[] }>(sql`
    select o.id, o.kind, o.opened_by, o.opened_at, o.status, o.hands, t.action, case when t.item_id is not null then t.target end as about
    from operations o left join lateral (select action, target, item_id from tasks where operation_id = o.id order by id limit 1) t on true
    where o.service_id = ${serviceId} and (${before}::int is null or o.id < ${before}::int) order by o.id desc limit ${size + 1}`);
  const shown = rows.slice(0, size).map(({ opened_by: openedBy, opened_at: openedAt, ...row }) => ({ ...row, openedBy, openedAt: new Date(openedAt).toISOString() }));
  return { rows: shown, next: rows.length > size ? (shown.at(-1)?.id ?? null) : null };
}
