import { sql } from 'drizzle-orm';
import { migrate } from 'drizzle-orm/node-postgres/migrator';
import pg from 'pg';
import { drizzle } from 'drizzle-orm/node-postgres';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('./migrations', import.meta.url));
/** Any two processes that start at once meet here. */
const LOCK = 7_461_003;

/** Brings the schema up to date, one process at a time. */
export async function migrateUp(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, application_name: 'hostwright-migrate' });
  await client.connect();
  try {
    const db = drizzle(client);
    await db.execute(sql`select pg_advisory_lock(${LOCK})`);
    await migrate(db, { migrationsFolder: folder });
  } finally {
    await client.end();
  }
}
