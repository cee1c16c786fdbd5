/** What holds for connections of WHMCS, whoever writes one. */
import { and, eq, isNull, ne, or, sql } from 'drizzle-orm';
import type { Tx } from '#db/client.ts';
import { instanceKeys, instances } from '#db/schema/index.ts';
import { Refused } from '#server/refused.ts';

/** One key in use, and one that takes over from it. */
const KEYS = 2;

/** Holds the connection, so that two who want another key for it do not each find room for one. */
export async function hasRoomForKey(tx: Tx, instanceId: number): Promise<boolean> {
  await tx.select({ id: instances.id }).from(instances).where(eq(instances.id, instanceId)).for('update');
  const valid = await tx.select({ id: instanceKeys.id }).from(instanceKeys).where(and(eq(instanceKeys.instanceId, instanceId), isNull(instanceKeys.revokedAt)));
  return valid.length < KEYS;
}

/** An origin says whose tickets they are, so that it is one WHMCS's alone. Who asks for one waits for who asked before. */
export async function originsAreFree(tx: Tx, wanted: readonly { origin: string; field: string }[], except = 0): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtext('hostwright origins'))`);
  for (const { origin: one, field } of wanted) {
    const [taken] = await tx.select({ name: instances.name }).from(instances).where(and(ne(instances.id, except), or(eq(instances.origin, one), sql`${one} = any(${instances.origins})`))).limit(1);
    if (taken !== undefined) throw new Refused('CONFLICT', `${one} is connected already, as ${taken.name}`, field);
  }
}
