import { asc, count, eq } from 'drizzle-orm';
import type { Queryable } from '#db/client.ts';
import { groups, nodes, products } from '#db/schema/index.ts';

/** Groups by name, each with its nodes and what is sold on them. */
export async function groupList(db: Queryable) {
  const rows = await db.select({ group: groups, nodes: count(nodes.id) }).from(groups).leftJoin(nodes, eq(nodes.groupId, groups.id)).groupBy(groups.id).orderBy(asc(groups.name));
  const members = await db.select({ id: nodes.id, groupId: nodes.groupId, name: nodes.name, state: nodes.state, roles: nodes.roles }).from(nodes).orderBy(asc(nodes.name));
  const sold = await db.select({ id: products.id, groupId: products.groupId, name: products.name }).from(products).orderBy(asc(products.name));
  const own = <T extends { groupId: number }>(all: readonly T[], id: number) => all.filter((one) => one.groupId === id);
  return rows.map((row) => ({ ...row.group, nodes: row.nodes, members: own(members, row.group.id), products: own(sold, row.group.id) }));
}
