import { asc, eq, isNull } from 'drizzle-orm';
import type { Queryable } from '#db/client.ts';
import { nodes, orphans, services, tasks } from '#db/schema/index.ts';

/** What is still to be cleaned, oldest first. */
export async function openOrphans(db: Queryable) {
  const rows = await db.select({ id: orphans.id, serviceId: orphans.serviceId, domain: services.domain, reference: services.reference, nodeId: orphans.nodeId, node: nodes.name, login: orphans.login, reason: orphans.reason, leftBy: orphans.leftBy, leftAt: orphans.leftAt, taskId: orphans.taskId, status: tasks.status })
    .from(orphans).innerJoin(services, eq(services.id, orphans.serviceId)).innerJoin(nodes, eq(nodes.id, orphans.nodeId)).leftJoin(tasks, eq(tasks.id, orphans.taskId))
    .where(isNull(orphans.cleanedAt)).orderBy(asc(orphans.id)).limit(500);
  return rows.map((row) => ({ ...row, leftAt: row.leftAt.toISOString() }));
}
