/** Which ticket a failure belongs to: its operation's own, or the one of a node that fails many. */
import { eq, sql } from 'drizzle-orm';
import type { Tx } from '#db/client.ts';
import { ticketEntries, tickets } from '#db/schema/index.ts';
import type { CallBackWish, EndedOperation } from '#server/core/call-back.ts';
import { buildKinds, isBuild } from '#server/core/operation.ts';
import { markerOf, type Said } from '#server/core/ticket.ts';
import type { Side, Writing } from './side.ts';

/** What fails on a dead node fails together, and works together when it is back. */
const GATHER_SECONDS = 60;
/** Failures reach the same ticket of a node for so long. */
const NODE_TICKET_HOURS = 24;

interface Subject extends EndedOperation {
  serviceId: number;
  generation: number;
}
interface Failure {
  said: Said;
  node: { id: number; name: string; silent: boolean } | null;
}

async function saidOf(tx: Tx, { id, kind, number, status, domain, reference, serviceId, generation }: Subject): Promise<Failure> {
  const { rows: [row] } = await tx.execute<{ external_id: string; client_id: string; task: number | null; action: string; attempts: number; cause: string; hint: string; node_id: number | null; node: string | null; silent: boolean }>(sql`
    select s.external_id, s.desired ->> 'clientId' as client_id, t.id as task, t.action, t.attempts, t.error ->> 'message' as cause, coalesce(t.error ->> 'hint', '') as hint, n.id as node_id, n.name as node, n.circuit_until is not null as silent
    from services s left join lateral (select * from tasks where operation_id = ${id} and status = 'failed' order by id limit 1) t on true left join nodes n on n.id = t.node_id where s.id = ${serviceId}`);
  const failed = status === 'failed';
  const step = !failed || row?.task == null ? null : { task: row.task, action: row.action, node: row.node, attempts: row.attempts, cause: row.cause, hint: row.hint };
  const said: Said = { is: failed ? 'failed' : 'recovered', operationId: id, kind, number, domain, reference, service: serviceId, externalId: row?.external_id ?? '', clientId: row?.client_id ?? '', generation, step };
  return { said, node: !failed || row?.node_id == null ? null : { id: row.node_id, name: row.node ?? '', silent: row.silent } };
}

/**
 * The ticket's row stays locked: whoever says what is in it looks under the same lock, so that nothing comes in between
 * unseen. Null: a task that has not begun yet will say it.
 */
async function addEntry(tx: Tx, ticketId: number, said: Said): Promise<CallBackWish | null> {
  await tx.select({ id: tickets.id }).from(tickets).where(eq(tickets.id, ticketId)).for('no key update');
  const [entry] = await tx.insert(ticketEntries).values({ ticketId, serviceId: said.service, said }).returning({ id: ticketEntries.id });
  const { rows } = await tx.execute(sql`
    select 1 from call_backs c join tasks t on t.id = c.task_id where c.kind = 'ticket' and c.done_at is null and (c.payload ->> 'ticketId')::int = ${ticketId} and t.status in ('queued', 'retrying', 'postponed') limit 1`);
  return rows.length > 0 ? null : { event: `ticket:${ticketId}:${entry?.id ?? 0}`, payload: { kind: 'ticket', ticketId } };
}

const newTicket = async (tx: Tx, values: typeof tickets.$inferInsert): Promise<number> => {
  const [row] = await tx.insert(tickets).values(values).returning({ id: tickets.id });
  if (row === undefined) throw new Error('A ticket was not written');
  return row.id;
};

/** Under a lock of its own for each node: of many that fail at once each is counted. */
async function nodeTicket(tx: Tx, instanceId: number, { id, silent }: NonNullable<Failure['node']>, perHour: number): Promise<number | null> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtext('hostwright.ticket'), ${id})`);
  const { rows: [found] } = await tx.execute<{ opened: number; open: number | null }>(sql`select
    (select count(*)::int from tickets where instance_id = ${instanceId} and node_id = ${id} and operation_id is not null and created_at > now() - interval '1 hour') as opened,
    (select max(id) from tickets where instance_id = ${instanceId} and node_id = ${id} and operation_id is null and state <> 'closed' and created_at > now() - make_interval(hours => ${NODE_TICKET_HOURS})) as open`);
  if (!silent && (found?.opened ?? 0) < perHour) return null;
  return found?.open ?? newTicket(tx, { instanceId, nodeId: id, marker: '' });
}

/** The ticket that already tells of this operation. */
async function ticketWith(tx: Tx, { id, serviceId }: Subject): Promise<number | null> {
  const { rows: [row] } = await tx.execute<{ ticket_id: number }>(sql`select ticket_id from ticket_entries where service_id = ${serviceId} and (said ->> 'operationId')::int = ${id} order by id desc limit 1`);
  return row?.ticket_id ?? null;
}

async function ofFailure(tx: Tx, side: Side, subject: Subject): Promise<readonly (Writing & { wish: CallBackWish })[]> {
  const { said, node } = await saidOf(tx, subject);
  const known = await ticketWith(tx, subject);
  const shared = known !== null || node === null ? null : await nodeTicket(tx, side.instanceId, node, side.tickets.perNodeHour);
  const ticketId = known ?? shared ?? (await newTicket(tx, { instanceId: side.instanceId, operationId: subject.id, nodeId: node?.id ?? null, marker: markerOf(said) }));
  if (shared !== null) await tx.update(tickets).set({ marker: `HW server ${ticketId}` }).where(eq(tickets.id, ticketId));
  const wish = await addEntry(tx, ticketId, said);
  const { serviceId, generation } = subject;
  return wish === null ? [] : [{ serviceId, generation, target: shared === null ? subject.domain : (node?.name ?? ''), ticketId, ...(shared !== null && { delaySeconds: GATHER_SECONDS }), wish }];
}

/** Failures of the service that this success makes good: those of the same operation or kind, and all when it was built anew or ended. */
async function ofSuccess(tx: Tx, subject: Subject): Promise<readonly (Writing & { wish: CallBackWish })[]> {
  const { serviceId, generation, kind, id, domain } = subject;
  const all = isBuild(kind) || kind === 'terminate';
  const kinds = all ? null : [kind];
  const { rows } = await tx.execute<{ ticket_id: number; shared: boolean }>(sql`
    select ticket_id, (select operation_id is null from tickets where tickets.id = newest.ticket_id) as shared from (select distinct on (ticket_id) ticket_id, said from ticket_entries where service_id = ${serviceId} order by ticket_id, id desc) newest
    where said ->> 'is' = 'failed' and (${all} or (said ->> 'operationId')::int = ${id} or said ->> 'kind' = any(${sql.param(kinds ?? [...buildKinds])}::text[]))`);
  const found: (Writing & { wish: CallBackWish })[] = [];
  for (const { ticket_id: ticketId, shared } of rows) {
    const wish = await addEntry(tx, ticketId, (await saidOf(tx, subject)).said);
    if (wish !== null) found.push({ serviceId, generation, target: domain, ticketId, ...(shared && { delaySeconds: GATHER_SECONDS }), wish });
  }
  return found;
}

/** What a lifecycle operation's end means for tickets. Recovery is told also when tickets were switched off meanwhile. */
export async function ticketWishes(tx: Tx, side: Side, subject: Subject): Promise<readonly (Writing & { wish: CallBackWish })[]> {
  if (!side.api) return [];
  if (subject.status === 'succeeded') return ofSuccess(tx, subject);
  return subject.status === 'failed' && side.tickets.on ? ofFailure(tx, side, subject) : [];
}
