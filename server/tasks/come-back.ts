/** A node can do something again: what was postponed for it is due now. */
import { eq, sql } from 'drizzle-orm';
import type { PgBoss } from 'pg-boss';
import type { Db } from '#db/client.ts';
import { nodes } from '#db/schema/index.ts';
import { noteWell } from './reach.ts';
import { sendWakes } from './wake.ts';

export async function comeBack(db: Db, boss: PgBoss, nodeId: number): Promise<void> {
  await db.transaction(async (tx) => {
    await tx.execute(sql`update tasks set run_at = now() where node_id = ${nodeId} and status = 'postponed'`);
    await noteWell(tx, nodeId);
    await tx.update(nodes).set({ lastError: null }).where(eq(nodes.id, nodeId));
    await sendWakes(tx, boss, [{ node: nodeId, after: 0 }]);
  });
}
