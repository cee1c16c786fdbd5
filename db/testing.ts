/** A database of its own for a test file, copied from a migrated template on the run's one embedded server. */
import pg from 'pg';
import { type Client, connect } from './client.ts';

let made = 0;

async function admin(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

/** `url` is the template's, from the run's global set-up. */
export async function testDatabase(url: string): Promise<Client & AsyncDisposable> {
  const server = new URL(url);
  const template = server.pathname.slice(1);
  const name = `t_${process.pid}_${++made}_${Date.now().toString(36)}`;
  server.pathname = '/postgres';
  await admin(server.href, `create database ${name} template ${template}`);
  const own = new URL(url);
  own.pathname = `/${name}`;
  const client = connect(own.href, { max: 20 });
  return {
    ...client,
    async [Symbol.asyncDispose]() {
      await client.close();
      await admin(server.href, `drop database if exists ${name} with (force)`);
    },
  };
}
