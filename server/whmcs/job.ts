/** What one call-back has to work with, and what becomes of a call that did not go well. */
import type { Db } from '#db/client.ts';
import type { callBacks, instances, services } from '#db/schema/index.ts';
import { roleActions } from '#server/core/call-back.ts';
import { failed, later, type Outcome } from '#server/core/outcome.ts';
import type { Sealer } from '#server/seal.ts';
import type { Settings } from '#server/settings/store.ts';
import type { Access, Called } from './client.ts';

export interface CallBackDeps {
  db: Db;
  sealer: Sealer;
  settings(): Promise<Settings>;
  /** Of the dashboard, for links; null where it is not known. */
  publicUrl(): string | null;
}
export interface Task {
  id: number;
  generation: number;
  /** How often it was begun; an earlier start may have reached WHMCS. */
  starts: number;
  doubt: boolean;
}
export interface Going {
  say(line: string): void;
  signal: AbortSignal;
}
export interface Job {
  deps: CallBackDeps;
  access: Access;
  instance: typeof instances.$inferSelect;
  row: typeof callBacks.$inferSelect;
  service: typeof services.$inferSelect;
  task: Task;
  io: Going;
  /** One call, written into the task's log without what it sends. */
  ask<T>(what: string, calling: Promise<Called<T>>): Promise<Called<T>>;
}

/** Half a minute at first, a quarter of an hour in the end. */
const pause = (starts: number): number => Math.min(900, 15 * 2 ** Math.min(starts, 10));

const ROLE = `Look at the API credential under Settings, WHMCS: its role needs ${roleActions.join(', ')}, and the address of this server must be allowed there. Then retry.`;

/** Of a call that did not go well. */
export function troubleOf(called: Exclude<Called<unknown>, { is: 'ok' }>, starts: number): Outcome {
  if (called.is === 'down') return { ...later(pause(starts), called.message), ...(called.sent && { doubt: true as const }) };
  return failed(`WHMCS refused it: ${called.message}`, called.why === 'access' ? ROLE : 'Mend it in WHMCS, then retry.', { retry: called.why !== 'access' });
}
