/** What stands beside the catalogue and can be taken back like it: a connection, its API and department, a target, a key that was revoked. */
import { eq } from 'drizzle-orm';
import type { AnyPgColumn, PgTable } from 'drizzle-orm/pg-core';
import type { Queryable, Tx } from '#db/client.ts';
import { apiKeys, instanceKeys, instances, notifyTargets, settingChanges } from '#db/schema/index.ts';
import { DOTS } from '#server/core/setting.ts';
import type { Ability } from '#server/core/staff-roles.ts';
import { Refused } from '#server/refused.ts';
import { keepReplaced, replacedBy } from './changes.ts';

interface Part {
  table: PgTable & { id: AnyPgColumn };
  /** What a change of it may write, and an undo puts back; each with its name for people. */
  columns: Readonly<Record<string, string>>;
  secrets?: readonly string[];
  /** Who may, as whoever changes it by hand; `sure`: with a proof of the last minutes. */
  ability: Ability;
  sure?: true;
  is: string;
}
const parts = {
  connection: { table: instances, columns: { name: 'name', origin: 'origin', origins: 'origins', addresses: 'addresses' }, ability: 'people', is: 'This connection' },
  api: { table: instances, columns: { apiUrl: 'url', apiIdentifier: 'identifier', apiSecret: 'secret', apiAccessKey: 'accessKey' }, secrets: ['apiSecret', 'apiAccessKey'], ability: 'people', sure: true, is: 'This API credential' },
  department: { table: instances, columns: { ticketDepartment: 'department' }, ability: 'house', is: 'This department' },
  instanceKey: { table: instanceKeys, columns: { revokedAt: 'revoked' }, ability: 'people', sure: true, is: 'This key' },
  apiKey: { table: apiKeys, columns: { revokedAt: 'revoked' }, ability: 'people', sure: true, is: 'This key' },
  target: { table: notifyTargets, columns: { name: 'name', on: 'on', events: 'events', recipients: 'recipients', address: 'address', secret: 'secret', removedAt: 'removed' }, secrets: ['secret'], ability: 'house', is: 'This target' },
} as const satisfies Record<string, Part>;
export type RowPart = keyof typeof parts;
type RowOf<P extends RowPart> = (typeof parts)[P]['table']['$inferSelect'];
type Columns<P extends RowPart> = Partial<Pick<RowOf<P>, keyof (typeof parts)[P]['columns'] & keyof RowOf<P>>>;
type Row = Readonly<Record<string, unknown>>;

const partOf = (part: RowPart): Part => parts[part];
const keyOf = (part: RowPart, id: number): string => `${part}:${id}`;
function placeOf(key: string): { part: RowPart; id: number } | null {
  const [part = '', id = ''] = key.split(':');
  return Object.hasOwn(parts, part) ? { part: part as RowPart, id: Number(id) } : null;
}
const picked = (row: Row, names: readonly string[]): Row => Object.fromEntries(names.map((name) => [name, row[name] ?? null]));

/** Before somebody writes columns of a row: answers what undoes that, and the row. Throws `Refused` when it is gone. */
export async function keepRow<P extends RowPart>(tx: Tx, part: P, id: number): Promise<{ change: string; before: RowOf<P> }> {
  const { table, columns, is } = partOf(part);
  const [before] = await tx.select().from(table).where(eq(table.id, id)).for('update');
  if (before === undefined) throw new Refused('NOT_FOUND', `${is} is not there any more`);
  return { change: await keepReplaced(tx, [{ key: keyOf(part, id), before: picked(before, Object.keys(columns)) }]), before: before as RowOf<P> };
}

/** Writes them. */
export async function setRow<P extends RowPart>(tx: Tx, part: P, id: number, values: Columns<P>): Promise<{ change: string; before: RowOf<P>; after: RowOf<P> }> {
  const { table } = partOf(part);
  const kept = await keepRow(tx, part, id);
  const [after] = await tx.update(table).set(values).where(eq(table.id, id)).returning();
  return { ...kept, after: after as RowOf<P> };
}

/** A target that was just made: its undo removes it. */
export const keepMade = (tx: Tx, id: number): Promise<string> => keepReplaced(tx, [{ key: keyOf('target', id), before: { removedAt: new Date() } satisfies Columns<'target'> }]);

/** Whether a change is one of rows, and of which; always in the same order. */
export async function partsIn(db: Queryable, change: string): Promise<readonly { part: RowPart; id: number; ability: Ability; sure: boolean }[]> {
  const rows = await db.select({ key: settingChanges.key }).from(settingChanges).where(eq(settingChanges.change, change)).orderBy(settingChanges.key);
  return rows.map(({ key }) => placeOf(key)).filter((place) => place !== null).map(({ part, id }) => ({ part, id, ability: partOf(part).ability, sure: partOf(part).sure ?? false }));
}

/** A moment went through JSON as text. */
const read = (before: Row): Row => Object.fromEntries(Object.entries(before).map(([name, value]) => [name, name.endsWith('At') && typeof value === 'string' ? new Date(value) : value]));

/** What is about to be put back. */
export type Comes = { [P in RowPart]: { part: P; id: number; values: Columns<P> } }[RowPart];
export interface SetBack<P extends RowPart = RowPart> {
  part: P;
  id: number;
  before: RowOf<P>;
  after: RowOf<P>;
}
/** `mayStand` throws for what counted when it was set and does not any more. Throws `Refused` when it is too late, or when one was changed again since. */
export async function setBack(tx: Tx, change: string, mayStand: (one: Comes) => Promise<void>): Promise<readonly SetBack[]> {
  // Locked before it is looked at: who changes it meanwhile is before us, and seen, or waits.
  for (const { part, id } of await partsIn(tx, change)) await tx.select().from(partOf(part).table).where(eq(partOf(part).table.id, id)).for('update');
  const back: SetBack[] = [];
  for (const { key, before } of await replacedBy(tx, change, (name) => partOf(placeOf(name)?.part ?? 'connection').is)) {
    const place = placeOf(key);
    if (place === null) continue;
    const values = read(before as Row);
    await mayStand({ ...place, values } as Comes);
    back.push({ ...place, ...(await setRow(tx, place.part, place.id, values as Columns<RowPart>)) } as SetBack);
  }
  return back;
}

/** For the log of deeds: what differs. A secret is dots, and when it ended is that it did. */
export function rowSides({ part, before, after }: SetBack): { before: Row; after: Row } {
  const { columns, secrets = [] } = partOf(part);
  const names = Object.keys(columns).filter((name) => JSON.stringify((before as Row)[name]) !== JSON.stringify((after as Row)[name]));
  const shown = (value: unknown, name: string): unknown => (value === null ? (name.endsWith('At') ? false : null) : secrets.includes(name) ? DOTS : name.endsWith('At') ? true : value);
  const side = (row: Row): Row => Object.fromEntries(names.map((name) => [columns[name] ?? name, shown(row[name] ?? null, name)]));
  return { before: side(before as Row), after: side(after as Row) };
}
