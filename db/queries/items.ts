/** The items of a service and the newest task of each, as a room lists them. */
import { and, desc, eq, inArray, notInArray, sql } from 'drizzle-orm';
import type { Queryable } from '#db/client.ts';
import { items, nodes, tasks } from '#db/schema/index.ts';
import { restoreActions } from '#server/core/action.ts';
import type { ItemKind, ItemView } from '#server/core/items/item.ts';
import type { TaskView } from '#server/core/view.ts';
import { taskView } from './view.ts';

export const itemView = (row: typeof items.$inferSelect): ItemView => ({ id: row.id, kind: row.kind, name: row.name, rev: row.rev, wish: row.wish, known: row.known, aside: row.aside, outside: row.outside });

export interface ItemList {
  items: readonly ItemView[];
  /** The newest of each that made, changed or removed it. */
  tasks: readonly TaskView[];
}

export async function itemsOf(db: Queryable, serviceId: number, kind: ItemKind): Promise<ItemList> {
  const rows = await db.select().from(items).where(and(eq(items.serviceId, serviceId), eq(items.kind, kind)));
  const ids = rows.map((row) => row.id);
  const newest = ids.length === 0 ? [] : await db.selectDistinctOn([tasks.itemId], { task: tasks, nodeName: nodes.name }).from(tasks).leftJoin(nodes, eq(nodes.id, tasks.nodeId))
    .where(and(inArray(tasks.itemId, ids), sql`${tasks.itemId} is not null`, notInArray(tasks.action, [...restoreActions]))).orderBy(tasks.itemId, desc(tasks.id));
  return { items: rows.map(itemView), tasks: newest.map(({ task, nodeName }) => taskView({ ...task, nodeName }, [], [])) };
}
