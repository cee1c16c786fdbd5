/** What each change of the house's settings replaced, for as long as it can be taken back. One change may have several parts; each has a key of its own. */
import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import type { Queryable, Tx } from '#db/client.ts';
import { settingChanges } from '#db/schema/index.ts';
import { Refused } from '#server/refused.ts';

/** A page offers it for ten; slow lines have the rest. */
const UNDO_SECONDS = 60;

/** `before` as JSON takes it. */
export interface Replaced {
  key: string;
  before: unknown;
}

/** Answers what undoes it. In the transaction that writes what comes after. */
export async function keepReplaced(tx: Tx, parts: readonly Replaced[]): Promise<string> {
  const change = randomUUID();
  await tx.execute(sql`delete from ${settingChanges} where ${settingChanges.at} < now() - interval '1 hour'`);
  for (const { key, before } of parts) await tx.insert(settingChanges).values({ change, key, before: JSON.stringify(before) });
  return change;
}

/** Throws `Refused` when it is too late, or when one of them was changed again since; `nameOf` says which that is. */
export async function replacedBy(db: Queryable, change: string, nameOf: (key: string) => string): Promise<readonly Replaced[]> {
  const { rows } = await db.execute<{ key: string; before: string; newest: boolean }>(sql`
    select key, before, not exists (select 1 from ${settingChanges} n where n.key = c.key and n.id > c.id) as newest
    from ${settingChanges} c where change = ${change} and at > now() - make_interval(secs => ${UNDO_SECONDS}) order by id`);
  if (rows.length === 0) throw new Refused('NOT_FOUND', 'It is too late to undo this: set it by hand');
  const since = rows.find((row) => !row.newest);
  if (since !== undefined) throw new Refused('CONFLICT', `${nameOf(since.key)} was changed again since: set it by hand`);
  return rows.map(({ key, before }) => ({ key, before: JSON.parse(before) as unknown }));
}
