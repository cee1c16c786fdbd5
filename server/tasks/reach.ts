/** Whether anything is sent to a node: its state, its circuit, its slots; and what a node that was not reached does to its circuit. */
import { sql, type SQL } from 'drizzle-orm';
import type { Queryable } from '#db/client.ts';

/** Failures to reach a node, one after another, that open its circuit. */
const OPENS_AT = 5;
/** Seconds that it is open at first, doubled by every probe that fails. */
const OPEN_SECONDS = 5;
const OPEN_CAP = 60;

const column = (table: 'n' | 'nodes', name: string): SQL => sql.raw(`${table}.${name}`);

/** Work may be sent to the node (alias or table `table`) at all. */
export const isOpen = (table: 'n' | 'nodes'): SQL => sql`${column(table, 'state')} in ('active', 'draining') and (${column(table, 'circuit_until')} is null or ${column(table, 'circuit_until')} <= now())`;

/** And it has room for one task more: one at all while its circuit is half open, which is the probe. */
export const hasSlot = (table: 'n' | 'nodes'): SQL =>
  sql`${column(table, 'in_flight')} < case when ${column(table, 'circuit_until')} is null then ${column(table, 'slots')} else least(1, ${column(table, 'slots')}) end and ${isOpen(table)}`;

export interface Trouble {
  /** One sentence for staff. */
  message: string;
  /** A changed host key: nothing more is sent from the first time on, and a person has to look. */
  alarm: boolean;
}

/**
 * Counts one failure to reach a node. From the fifth in a row on nothing is sent for a while, and then one probe; until
 * then each task makes its own short pause. Answers the seconds for which the circuit is open.
 */
export async function noteTrouble(db: Queryable, nodeId: number, { message, alarm }: Trouble): Promise<number> {
  const { rows } = await db.execute<{ seconds: number | null }>(sql`
    with before as (select id, name, alarm is null as new_alarm, coalesce(circuit_until <= now(), true) as counts, case when ${alarm} then greatest(failures + 1, ${OPENS_AT}::int) else failures + 1 end as next from nodes where id = ${nodeId} for no key update),
    noted as (update nodes n set last_error = ${message}, last_error_at = now(), alarm = case when ${alarm} then ${message} else alarm end,
      failures = case when counts then next else failures end,
      circuit_until = case when counts and next >= ${OPENS_AT}::int
        then now() + make_interval(secs => least(${OPEN_SECONDS} * power(2, least(next - ${OPENS_AT}::int, 10)), ${OPEN_CAP})) else circuit_until end
      from before where n.id = before.id returning n.id, n.name, circuit_until, counts, next, new_alarm),
    told as (insert into node_events (node_id, text) select ${nodeId}::int, 'Its circuit opened: ' || ${message}::text from noted where counts and next = ${OPENS_AT}::int),
    noticed as (insert into notices (kind, subject, text, path) select case when ${alarm} then 'hostKeyChanged' else 'nodeDown' end, name, left(${message}, 500), '/nodes/' || id
      from noted where case when ${alarm} then new_alarm else counts and next = ${OPENS_AT}::int end)
    select extract(epoch from circuit_until - now())::float as seconds from noted`);
  return Math.max(0, rows[0]?.seconds ?? 0);
}

/** The node answered. */
export async function noteWell(db: Queryable, nodeId: number): Promise<void> {
  await db.execute(sql`
    with before as (select id, circuit_until is not null as was from nodes where id = ${nodeId} for no key update),
    noted as (update nodes n set failures = 0, circuit_until = null from before where n.id = before.id returning n.id, n.name, was),
    noticed as (insert into notices (kind, subject, text, path) select 'nodeBack', name, 'Its circuit is closed, and work goes on', '/nodes/' || id from noted where was)
    insert into node_events (node_id, text) select ${nodeId}::int, 'It answers again: its circuit is closed' from noted where was`);
}
