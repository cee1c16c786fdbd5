/** One edit of a service: an operation of kind `change`, which waits while a lifecycle operation is open. */
import type { Tx } from '#db/client.ts';
import type { ItemView } from '#server/core/items/item.ts';
import type { PlannedTask } from '#server/core/wish.ts';
import type { Engine } from './engine.ts';
import type { Subject } from './operation.ts';
import type { Policies } from './policy.ts';
import { priorities, writeOperation } from './plan.ts';
import { emit } from './emit.ts';

export interface Change {
  plan: readonly PlannedTask[];
  openedBy: string;
  policies: Policies;
  /** A person waits for it. */
  urgent?: true;
  /** Nobody does. */
  background?: true;
  /** What else its event says of the service. */
  facts?: object;
  items?: readonly ItemView[];
  delaySeconds?: number;
}

/** Under the service's lock; nothing may come after it in its transaction. Answers the operation's id. */
export async function openChange(tx: Tx, engine: Engine, { service }: Subject, { plan, openedBy, policies, urgent, background, facts, items, delaySeconds }: Change): Promise<number> {
  const written = await writeOperation(tx, engine.boss, {
    serviceId: service.id, generation: service.generation, kind: 'change', openedBy, plan, ...(urgent === true && { priority: priorities.person }), ...(background === true && { priority: priorities.background }), ...(delaySeconds !== undefined && { delaySeconds }), policies,
  });
  await emit(tx, service.id, { ...(facts !== undefined && { service: facts }), ...(items !== undefined && { items }), operations: [written.operation], tasks: written.tasks }, { urgent: delaySeconds === undefined });
  return written.operation.id;
}
