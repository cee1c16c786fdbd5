/**
 * What an event of a service causes in its WHMCS is written down with the event, in its transaction: a row with a natural
 * key, and where we have that WHMCS's API a task beside it that belongs to no operation. Nothing here waits for WHMCS.
 */
import { eq, sql } from 'drizzle-orm';
import type { Tx } from '#db/client.ts';
import { callBacks } from '#db/schema/index.ts';
import { actionOf, type CallBackKind, callBacksAfter, type CallBackWish, type EndedOperation, mailWish } from '#server/core/call-back.ts';
import type { OperationKind, OperationStatus } from '#server/core/operation.ts';
import { attemptsFor } from './policy.ts';
import { priorities } from './plan.ts';
import { type Side, sideOf, type Writing } from './side.ts';
import { ticketWishes } from './tickets.ts';
import type { Wake } from './wake.ts';

/** Calls to one WHMCS at a time; those of one ticket, whosesoever failures it tells of, are never side by side, nor the others of one service. */
const LANES = 4;

export interface Ended {
  id: number;
  kind: OperationKind;
  status: OperationStatus;
}
/** Its task, of no operation. Answers the wake-ups. */
async function giveTask(tx: Tx, side: Side, callBackId: number, kind: CallBackKind, { serviceId, generation, target, delaySeconds, ticketId }: Writing): Promise<readonly Wake[]> {
  const action = actionOf[kind];
  const delay = delaySeconds ?? null;
  await tx.execute(sql`
    with made as (insert into tasks (service_id, operation_id, generation, priority, action, target, serial_key, status, queued_at, run_at, because, blockers, weight, max_attempts)
      values (${serviceId}, null, ${generation}, ${priorities.background}, ${action}, ${target}, ${`whmcs:${side.instanceId}:${(ticketId ?? serviceId) % LANES}`}, ${delay === null ? 'queued' : 'postponed'},
        ${delay === null ? sql`now()` : null}, ${delay === null ? null : sql`now() + make_interval(secs => ${delay})`}, ${delay === null ? null : 'Others may follow that are said with it'}, 0, 1, ${attemptsFor(side.policies, action)}) returning id)
    update call_backs set task_id = made.id from made where call_backs.id = ${callBackId}`);
  return [{ node: null, after: delay ?? 0 }];
}

/** Once for each natural key, however often it is asked for. Answers the wake-ups. */
async function writeCallBack(tx: Tx, side: Side, writing: Writing, { event, payload }: CallBackWish): Promise<readonly Wake[]> {
  const { kind } = payload;
  const { serviceId, generation } = writing;
  // Without its API the module reads fields by itself, and nobody opens tickets.
  if ((kind === 'ticket' || kind === 'product') && !side.api) return [];
  const [row] = await tx.insert(callBacks).values({ instanceId: side.instanceId, serviceId, generation, kind, event, payload }).onConflictDoNothing().returning({ id: callBacks.id });
  if (row === undefined || !side.api) return [];
  return giveTask(tx, side, row.id, kind, writing);
}

/** What is known of an operation that has just come to its end. Under the service's lock, so that its next event's number is certain. */
async function endedOf(tx: Tx, { id, kind, status }: Ended): Promise<EndedOperation | null> {
  const { rows: [row] } = await tx.execute<{ number: number; seq: number; domain: string; reference: string; welcomed: boolean; error: string | null }>(sql`
    select o.number, s.last_seq + 1 as seq, s.domain, s.reference,
      exists (select 1 from call_backs c where c.service_id = s.id and c.kind = 'mail' and c.event = 'welcome' and c.generation >= coalesce((select max(d.generation) from operations d where d.service_id = s.id and d.kind = 'deploy'), 0)) as welcomed,
      (select t.action || ': ' || (t.error ->> 'message') from tasks t where t.operation_id = o.id and t.status = 'failed' and t.error is not null order by t.id limit 1) as error
    from operations o join services s on s.id = o.service_id where o.id = ${id}`);
  return row === undefined ? null : { id, kind, status, ...row, error: status === 'failed' ? row.error : null };
}

/** Operations that ended in this transaction. Before its event is written: the node's lock is the last. */
export async function recordEnds(tx: Tx, serviceId: number, generation: number, ends: readonly Ended[]): Promise<readonly Wake[]> {
  const lasting = ends.filter(({ kind }) => kind !== 'change');
  const side = lasting.length === 0 ? null : await sideOf(tx, serviceId);
  if (side === null) return [];
  const wakes: Wake[] = [];
  for (const one of lasting) {
    const ended = await endedOf(tx, one);
    if (ended === null) continue;
    for (const wish of callBacksAfter(ended, side.callBacks)) wakes.push(...(await writeCallBack(tx, side, { serviceId, generation, target: ended.domain }, wish)));
    for (const { wish, ...writing } of await ticketWishes(tx, side, { ...ended, serviceId, generation })) wakes.push(...(await writeCallBack(tx, side, writing, wish)));
  }
  return wakes;
}

/** A certificate is about to expire. `until` tells one warning's certificate from the next one's. */
export async function recordExpiry(tx: Tx, serviceId: number, generation: number, { role, days, until }: { role: string; days: number; until: number | null }): Promise<readonly Wake[]> {
  const side = await sideOf(tx, serviceId);
  if (side === null) return [];
  const { rows: [row] } = await tx.execute<{ domain: string }>(sql`select domain from services where id = ${serviceId}`);
  const [wish] = mailWish('certificateExpiring', side.callBacks, `certificate:${role}:${until ?? ''}:${days}`);
  return wish === undefined ? [] : writeCallBack(tx, side, { serviceId, generation, target: row?.domain ?? '' }, wish);
}

/** With the end of its task. */
export const noteDone = (tx: Tx, taskId: number): Promise<unknown> => tx.update(callBacks).set({ doneAt: sql`clock_timestamp()`, doneBy: 'api' }).where(eq(callBacks.taskId, taskId));

const ADOPT_HOURS = 24;

/** An API is there from now on: what the module has not fetched yet of the last day is told by it. But a welcome, which it may just have released. */
export async function adoptPending(tx: Tx, instanceId: number): Promise<readonly Wake[]> {
  const { rows } = await tx.execute<{ id: number; kind: CallBackKind; service_id: number; generation: number; domain: string; ticket_id: number | null }>(sql`
    select c.id, c.kind, c.service_id, c.generation, s.domain, (c.payload ->> 'ticketId')::int as ticket_id from call_backs c join services s on s.id = c.service_id
    where c.instance_id = ${instanceId} and c.done_at is null and c.task_id is null and c.event <> 'welcome' and c.created_at > now() - make_interval(hours => ${ADOPT_HOURS}) order by c.id for no key update of c`);
  const wakes: Wake[] = [];
  for (const { id, kind, service_id: serviceId, generation, domain, ticket_id: ticketId } of rows) {
    const side = await sideOf(tx, serviceId);
    if (side?.api === true) wakes.push(...(await giveTask(tx, side, id, kind, { serviceId, generation, target: domain, ...(ticketId !== null && { ticketId }) })));
  }
  return wakes;
}
