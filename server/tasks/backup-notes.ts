/** What a node has of a service's backups becomes its items: nothing that is there is nobody's, and what has gone is gone. */
import { isDeepStrictEqual } from 'node:util';
import { and, eq } from 'drizzle-orm';
import type { Tx } from '#db/client.ts';
import { itemView } from '#db/queries/items.ts';
import { items } from '#db/schema/index.ts';
import { actionFacts } from '#server/core/action.ts';
import { type BackupKind, type BackupSettings, fileOf } from '#server/core/items/backup.ts';
import { itemRules } from '#server/core/items/index.ts';
import type { ItemView } from '#server/core/items/item.ts';
import type { Writes } from '#server/core/outcome.ts';
import type { BackupFacts } from '#server/core/backup-panel.ts';
import { noteItem, rewritten } from './item.ts';
import type { TaskRow } from './rows.ts';

type Row = typeof items.$inferSelect;

async function compared(tx: Tx, row: Row, archive: BackupFacts | undefined): Promise<ItemView | null> {
  if (archive === undefined) {
    // One that is being removed goes with its own task.
    if (row.wish === null) return null;
    await tx.delete(items).where(eq(items.id, row.id));
    return { ...itemView({ ...row, rev: row.rev + 1 }), gone: true };
  }
  const known: BackupSettings = { ...(row.known as BackupSettings), archive };
  return isDeepStrictEqual(row.known, known) ? null : itemView(await rewritten(tx, row, { known, ...(row.wish !== null && { wish: known }) }));
}

/**
 * Under the service's lock. An archive that no item knows becomes one, unless a backup is just being made, which may be it;
 * one that the panel has rotated away, or that was deleted by hand, leaves. Answers what has changed.
 */
export async function noteBackups(tx: Tx, serviceId: number, kind: BackupKind, list: readonly BackupFacts[]): Promise<readonly ItemView[]> {
  const rows = await tx.select().from(items).where(and(eq(items.serviceId, serviceId), eq(items.kind, kind)));
  const changed: ItemView[] = [];
  for (const row of rows.filter(({ known }) => fileOf(known) !== null)) {
    const view = await compared(tx, row, list.find(({ name }) => name === fileOf(row.known)));
    if (view !== null) changed.push(view);
  }
  const files = new Set(rows.map(({ known }) => fileOf(known)));
  const fresh = rows.some(({ known }) => known === null) ? [] : list.filter(({ name }) => !files.has(name)).toSorted((a, b) => a.name.localeCompare(b.name));
  const taken = rows.map(({ name }) => name);
  for (const archive of fresh) {
    const name = itemRules[kind].nameFor?.(taken) ?? '';
    taken.push(name);
    const found: BackupSettings = { from: 'server', archive };
    const [row] = await tx.insert(items).values({ serviceId, kind, name, wish: found, known: found }).returning();
    if (row !== undefined) changed.push(itemView(row));
  }
  return changed;
}

async function noteReturned(tx: Tx, serviceId: number, { kind, name, settings }: NonNullable<Writes['returned']>): Promise<readonly ItemView[]> {
  const [row] = await tx.insert(items).values({ serviceId, kind, name, wish: settings, known: settings }).onConflictDoNothing().returning();
  return row === undefined ? [] : [itemView(row)];
}

/** What a finished step leaves on the service's items. Answers those that have changed. */
export async function noteItems(tx: Tx, task: TaskRow, { item, backups, returned }: Writes): Promise<readonly ItemView[]> {
  const own = item === undefined ? null : await noteItem(tx, task, item);
  const others = backups === undefined ? [] : await noteBackups(tx, task.service_id, actionFacts[task.action].role === 'mail' ? 'mailBackup' : 'webBackup', backups);
  const back = returned === undefined ? [] : await noteReturned(tx, task.service_id, returned);
  return [...(own === null ? [] : [own]), ...others, ...back];
}
