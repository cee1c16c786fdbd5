/** Whether anything is sent to a node: its state, its circuit, its slots. */
import { sql, type SQL } from 'drizzle-orm';

const column = (table: 'n' | 'nodes', name: string): SQL => sql.raw(`${table}.${name}`);

/** Work may be sent to the node (alias or table `table`) at all. */
export const isOpen = (table: 'n' | 'nodes'): SQL => sql`${column(table, 'state')} in ('active', 'draining') and (${column(table, 'circuit_until')} is null or ${column(table, 'circuit_until')} <= now())`;

/** And it has room for one task more. */
export const hasSlot = (table: 'n' | 'nodes'): SQL => sql`${column(table, 'in_flight')} < ${column(table, 'slots')} and ${isOpen(table)}`;
