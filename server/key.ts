/** The master key: from the environment, or a 0600 file beside the embedded database; a wrong one refuses to start. */
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { eq } from 'drizzle-orm';
import type { Db } from '#db/client.ts';
import { keyCheck } from '#db/schema/index.ts';
import { Secret } from './core/secret.ts';
import type { Sealer } from './seal.ts';

export function keyFromFile(dir: string): Secret {
  const file = join(dir, 'key');
  mkdirSync(dir, { recursive: true });
  if (!existsSync(file)) writeFileSync(file, randomBytes(32).toString('base64url'), { mode: 0o600, flag: 'wx' });
  return new Secret(readFileSync(file, 'utf8').trim());
}

const ROW = 'key_check:1';

/** Throws when the database was sealed under another key. */
export async function checkKey(db: Db, sealed: Sealer): Promise<void> {
  await db.insert(keyCheck).values({ id: 1, sealed: sealed.seal('hostwright', ROW) }).onConflictDoNothing();
  const [row] = await db.select().from(keyCheck).where(eq(keyCheck.id, 1));
  try {
    if (row === undefined || sealed.open(row.sealed, ROW).reveal() !== 'hostwright') throw new Error('differs');
  } catch {
    throw new Error('HOSTWRIGHT_KEY is not the key that this database was set up with: put the old one back, or the stored secrets can not be read');
  }
}
