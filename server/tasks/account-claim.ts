/** What of an account may stand half-made in the system of a node, where only our own word says whose it is. */
import { and, eq } from 'drizzle-orm';
import type { Db } from '#db/client.ts';
import { placements } from '#db/schema/index.ts';
import { actionFacts, cleanUpOf } from '#server/core/action.ts';
import type { Claim } from '#server/core/steps/step.ts';
import { isFenced } from './guest.ts';
import type { TaskRow } from './rows.ts';

type Placed = Pick<typeof placements.$inferSelect, 'role' | 'nodeId' | 'claim' | 'login'>;

/** The step makes an account, or clears away the half of one. */
const isAboutAccount = ({ action }: Pick<TaskRow, 'action'>): boolean => action.endsWith('.cleanUpUser') || (action.endsWith('.addUser') && cleanUpOf(action) !== null);

const placeOf = <P extends Placed>(placed: readonly P[], { action, nodeId }: { action: TaskRow['action']; nodeId: number | null }): P | undefined =>
  isAboutAccount({ action }) ? placed.find((place) => place.role === actionFacts[action].role && place.nodeId === nodeId) : undefined;

/** What a step on an account holds; null of any other. */
export const accountHeld = (placed: readonly Placed[], task: { action: TaskRow['action']; nodeId: number | null }): string | null => placeOf(placed, task)?.claim ?? null;

/** Written at once, beside the attempt's own transaction, and only by the start that holds the task. */
export function accountClaim(db: Db, task: TaskRow, placed: readonly Placed[]): Claim | null {
  const place = placeOf(placed, { action: task.action, nodeId: task.node_id });
  if (place === undefined) return null;
  const claim: Claim = {
    held: place.claim,
    async hold(value) {
      const mine = and(eq(placements.serviceId, task.service_id), eq(placements.generation, task.generation), eq(placements.nodeId, place.nodeId), eq(placements.login, place.login), isFenced(task));
      const written = await db.update(placements).set({ claim: value }).where(mine).returning({ login: placements.login });
      if (written.length === 0) throw new Error(`Task ${task.id} was started again: its claim is not ours to write`);
      claim.held = value;
    },
  };
  return claim;
}
