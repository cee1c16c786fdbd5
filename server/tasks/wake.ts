/**
 * Wake-ups: a pg-boss job that names nodes, or `control` for the tasks that need none. It says "look what these can do
 * now", never which task; lost or doubled ones are harmless. Sent in the transaction that gives the reason.
 */
import { sql } from 'drizzle-orm';
import type { PgBoss } from 'pg-boss';
import { fromDrizzle } from 'pg-boss';
import type { Queryable } from '#db/client.ts';

export const WAKE = 'wake';
/** NOTIFY channel; what it carries is only a hint to fetch at once. */
export const WAKE_CHANNEL = 'hostwright_wake';

/** A node's id, or null for `control`. */
export type Place = number | null;
export interface WakeJob {
  /** None in one that another version has left: the sweep wakes whom it meant. */
  nodes?: readonly Place[];
}
export interface Wake {
  node: Place;
  /** Seconds from now; 0 = at once. */
  after: number;
}

/** All reasons of one time are one job. */
const jobsOf = (wakes: readonly Wake[]) =>
  [...Map.groupBy(wakes, ({ after }) => after)].map(([after, together]) => ({ data: { nodes: [...new Set(together.map(({ node }) => node))] } satisfies WakeJob, ...(after > 0 && { startAfter: Math.ceil(after) }) }));

/** Whether workers should look at once. */
export const isUrgent = (wakes: readonly Wake[]): boolean => wakes.some((wake) => wake.after === 0);

/** Writes the jobs; whoever has no statement to put the NOTIFY into calls `sendWakes`. */
export async function writeWakes(db: Queryable, boss: PgBoss, wakes: readonly Wake[]): Promise<void> {
  if (wakes.length === 0) return;
  await boss.insert(WAKE, jobsOf(wakes), { db: fromDrizzle(db, sql), returnId: false });
}

export async function sendWakes(db: Queryable, boss: PgBoss, wakes: readonly Wake[]): Promise<void> {
  await writeWakes(db, boss, wakes);
  if (isUrgent(wakes)) await db.execute(sql`select pg_notify(${WAKE_CHANNEL}, '')`);
}

/** Makes the queue of wake-ups where there is none. A job is kept only while it waits: it says nothing of the past. */
export async function prepareWakes(boss: PgBoss): Promise<void> {
  if ((await boss.getQueue(WAKE)) !== null) return;
  await boss.createQueue(WAKE, { retryLimit: 20, expireInSeconds: 30, retentionSeconds: 7 * 86_400, deleteAfterSeconds: 60 });
}
