/** What holds for connections of WHMCS, whoever writes one. */
import { and, eq, ne, or, sql } from 'drizzle-orm';
import type { Tx } from '#db/client.ts';
import { instances } from '#db/schema/index.ts';
import { Refused } from '#server/refused.ts';

/** One key in use, and one that takes over from it. */
export const KEYS = 2;

/** An origin says whose tickets they are, so that it is one WHMCS's alone. Who asks for one waits for who asked before. */
export async function originsAreFree(tx: Tx, wanted: readonly { origin: string; field: string }[], except = 0): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtext('hostwright origins'))`);
  for (const { origin: one, field } of wanted) {
    const [taken] = await tx.select({ name: instances.name }).from(instances).where(and(ne(instances.id, except), or(eq(instances.origin, one), sql`${one} = any(${instances.origins})`))).limit(1);
    if (taken !== undefined) throw new Refused('CONFLICT', `${one} is connected already, as ${taken.name}`, field);
  }
}
