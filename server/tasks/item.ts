/** What a task on an item is given, and what its end means for the item. */
import { and, eq, ne } from 'drizzle-orm';
import type { Db, Tx } from '#db/client.ts';
import { itemView } from '#db/queries/items.ts';
import { items } from '#db/schema/index.ts';
import { fileOf, isBackup } from '#server/core/items/backup.ts';
import type { ItemView, Outside } from '#server/core/items/item.ts';
import type { Writes } from '#server/core/outcome.ts';
import type { ItemTask } from '#server/core/wish.ts';
import type { Sealer } from '#server/seal.ts';
import type { TaskRow } from './rows.ts';

type Row = typeof items.$inferSelect;

/** The row name under which an item's password is sealed. */
export const passwordRow = (reference: string, { kind, name }: Pick<Row, 'kind' | 'name'>): string => `items.password:${reference}:${kind}:${name}`;

export async function rewritten(tx: Tx, row: Row, to: Partial<typeof items.$inferInsert>): Promise<Row> {
  const [next] = await tx.update(items).set({ ...to, rev: row.rev + 1 }).where(eq(items.id, row.id)).returning();
  if (next === undefined) throw new Error(`Item ${row.id} is gone under its lock`);
  return next;
}

/** What a task on an item is given; null for any other. */
export async function itemTask(db: Db, sealer: Sealer, task: TaskRow, reference: string): Promise<ItemTask | null> {
  if (task.item_id === null) return null;
  const [row] = await db.select().from(items).where(eq(items.id, task.item_id));
  if (row === undefined) return null;
  const others = isBackup(row.kind) ? await db.select({ known: items.known }).from(items).where(and(eq(items.serviceId, row.serviceId), eq(items.kind, row.kind), ne(items.id, row.id))) : [];
  // Written together and only by the rules of its kind: what the column holds is of that kind.
  return { kind: row.kind, name: row.name, settings: row.wish, known: row.known, password: row.password === null ? null : sealer.open(row.password, passwordRow(reference, row)), passwordVersion: row.passwordVersion, others: others.flatMap(({ known }) => fileOf(known) ?? []) } as ItemTask;
}

/** What the item is now; null for one that has gone meanwhile. A later wish stays what it is. */
export async function noteItem(tx: Tx, task: TaskRow, { known, passwordVersion, settled }: NonNullable<Writes['item']>): Promise<ItemView | null> {
  const [row] = await tx.select().from(items).where(eq(items.id, task.item_id ?? 0));
  if (row === undefined) return null;
  if (known === null && row.wish === null) {
    await tx.delete(items).where(eq(items.id, row.id));
    return { ...itemView({ ...row, known: null, rev: row.rev + 1 }), gone: true };
  }
  return itemView(await rewritten(tx, row, { known, outside: null, ...(settled === true && row.wish !== null && { wish: known }), ...(row.passwordVersion === passwordVersion && { password: null }) }));
}

/** What was found in its place, by a task that left it as it is; null for one that has gone meanwhile. */
export async function noteOutside(tx: Tx, task: TaskRow, outside: Outside): Promise<ItemView | null> {
  const [row] = await tx.select().from(items).where(eq(items.id, task.item_id ?? 0));
  return row === undefined ? null : itemView(await rewritten(tx, row, { outside }));
}
