/** Writes down what is worth telling, in the transaction in which it happens. Whom it is told is found later. */
import { sql } from 'drizzle-orm';
import type { Queryable, Tx } from '#db/client.ts';
import { notices } from '#db/schema/index.ts';
import type { NoticeKind } from '#server/core/notice.ts';
import { failsQuietly, type OperationKind, type OperationStatus, operationTitles, type ServiceState } from '#server/core/operation.ts';

const MOST = 500;

export async function raise(db: Queryable, kind: NoticeKind, { subject, text, path }: { subject: string; text: string; path: string }): Promise<void> {
  await db.insert(notices).values({ kind, subject, text: text.slice(0, MOST), path });
}

/** What failed of services that go on as they were. Each end is told: the next try is another. */
export async function raiseEnds(tx: Tx, ended: readonly { id: number; kind: OperationKind; status: OperationStatus }[]): Promise<void> {
  for (const { id, kind } of ended.filter((one) => one.status === 'failed' && failsQuietly(one.kind))) {
    await tx.execute(sql`
      insert into notices (kind, subject, text, path) select 'operationFailed', s.domain, left(${operationTitles[kind]}::text || ' #' || o.number || ': ' || coalesce((
        select t.error ->> 'message' from tasks t where t.operation_id = o.id and t.status = 'failed' order by t.id desc limit 1), 'a step failed'), ${MOST}), '/services/' || s.id || '/deploy' from operations o join services s on s.id = o.service_id where o.id = ${id}`);
  }
}

/** A service that has failed is told of once, and once more when it is active again, however many tries are in between. */
export async function raiseState(tx: Tx, serviceId: number, state: ServiceState): Promise<void> {
  if (state === 'failed') {
    await tx.execute(sql`
      with failed as (update services set failed_at = clock_timestamp() where id = ${serviceId} and failed_at is null returning id, domain)
      insert into notices (kind, subject, text, path) select 'serviceFailed', domain, left(coalesce((
        select t.error ->> 'message' from tasks t where t.service_id = failed.id and t.status = 'failed' order by t.id desc limit 1), 'A step failed'), ${MOST}), '/services/' || id from failed`);
  }
  if (state === 'active') {
    await tx.execute(sql`
      with well as (update services set failed_at = null where id = ${serviceId} and failed_at is not null returning id, domain)
      insert into notices (kind, subject, text, path) select 'serviceRecovered', domain, 'It had failed, and nothing of it is open any more', '/services/' || id from well`);
  }
}
