/** Everything that one attempt needs, read once when it starts. */
import { and, eq, inArray } from 'drizzle-orm';
import type { Db } from '#db/client.ts';
import { nodes, placements, services } from '#db/schema/index.ts';
import type { Wish } from '#server/core/wish.ts';
import type { Sealer } from '#server/seal.ts';
import type { TaskRow } from './rows.ts';
import { wishOf } from './wish.ts';

export type NodeRow = typeof nodes.$inferSelect;
export interface Loaded {
  wish: Wish;
  node: NodeRow | null;
}

export async function load(db: Db, sealer: Sealer, task: TaskRow): Promise<Loaded> {
  const [service] = await db.select().from(services).where(eq(services.id, task.service_id));
  if (service === undefined) throw new Error(`Service ${task.service_id} is gone while its task ${task.id} runs`);
  const placed = await db.select().from(placements).where(and(eq(placements.serviceId, service.id), eq(placements.generation, task.generation)));
  const ids = [...new Set([...placed.map((place) => place.nodeId), ...(task.node_id === null ? [] : [task.node_id])])];
  const sites = ids.length === 0 ? [] : await db.select().from(nodes).where(inArray(nodes.id, ids));
  return { wish: wishOf(service, placed, sites, sealer), node: sites.find((node) => node.id === task.node_id) ?? null };
}
