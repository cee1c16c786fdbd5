import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres';
import pg from 'pg';
import * as schema from './schema/index.ts';

// Counts and sums come as bigint; none of ours leaves the safe integers.
pg.types.setTypeParser(pg.types.builtins.INT8, Number);

export type Db = NodePgDatabase<typeof schema>;
export type Tx = Parameters<Parameters<Db['transaction']>[0]>[0];
/** Where a query runs: in the pool, or inside a transaction. */
export type Queryable = Db | Tx;

const names = new Map<string, string>();
const MOST_NAMES = 500;

/**
 * Statements are prepared once per connection and then only bound: parsing and planning cost more than running most of
 * ours. Texts are few, because what varies is a parameter; should one ever be built from data, the map stays small.
 */
const nameOf = (text: string): string | undefined => {
  if (!names.has(text) && names.size < MOST_NAMES) names.set(text, `hw${names.size}`);
  return names.get(text);
};

interface Statement {
  name?: string | undefined;
  text: string;
}
const isStatement = (config: unknown): config is Statement => typeof config === 'object' && config !== null && 'text' in config && typeof config.text === 'string' && !('submit' in config);

const BEGIN = 'hwbegin';
/** What pg's types leave out. */
type Wire = pg.Connection & { parsedStatements: Record<string, string>; submittedNamedStatements: Record<string, string>; bind(what: { statement: string }): void; execute(what: object): void };
const knowsBegin = ({ parsedStatements, submittedNamedStatements }: Wire): boolean => Object.hasOwn(parsedStatements, BEGIN) || Object.hasOwn(submittedNamedStatements, BEGIN);

/**
 * The first statement of a transaction, with `begin` before it in one message group: a begin that fails takes the statement
 * with it, for the server skips what is left of a group. So a transaction is one wait shorter. What is sent right behind,
 * without waiting for this, is another group, and may only read.
 */
class First extends pg.Query {
  #begun = false;

  override submit = (connection: pg.Connection): unknown => {
    const wire = connection as Wire;
    wire.stream.cork();
    try {
      wire.bind({ statement: BEGIN });
      wire.execute({});
      return Reflect.apply(pg.Query.prototype.submit, this, [connection]);
    } finally {
      wire.stream.uncork();
    }
  };

  handleCommandComplete(...given: unknown[]): void {
    if (this.#begun) Reflect.apply((pg.Query.prototype as unknown as First).handleCommandComplete, this, given);
    this.#begun = true;
  }
}

class Preparing extends pg.Client {
  /** The pool's, while the client is lent. */
  declare release?: (broken: boolean) => void;
  /** A transaction has begun, and nothing was sent of it yet. */
  #begins = false;

  // The types of pg's overloads can't be met by one signature; what is handed on is what came in, with a name.
  override query(...given: unknown[]): never {
    const [config, values, ...more] = given;
    const begins = this.#begins;
    this.#begins = isStatement(config) && config.text === 'begin' && knowsBegin(this.connection as Wire);
    if (this.#begins) return Promise.resolve({ rows: [] }) as never;
    const named = isStatement(config) && config.name === undefined && Array.isArray(values) && values.length > 0 ? { ...config, name: nameOf(config.text) } : config;
    if (!begins) {
      const answer: unknown = Reflect.apply(super.query, this, [named, values, ...more]);
      // Drizzle begins a transaction before the `try` whose `finally` gives the client back: one that dies at that moment
      // would be lent for ever, and after ten of them nobody gets a connection any more.
      if (isStatement(config) && config.text.startsWith('begin') && answer instanceof Promise) answer.catch(() => this.release?.(true));
      return answer as never;
    }
    return new Promise((done, fail) => {
      const first = new First({ ...(named as pg.QueryConfig), queryMode: 'extended' } as pg.QueryConfig, values as unknown[], (error, result) => (error ? fail(error) : done(result)));
      Reflect.apply(super.query, this, [first]);
    }) as never;
  }
}

export interface Client {
  db: Db;
  pool: pg.Pool;
  url: string;
  close(): Promise<void>;
}

export function connect(url: string, options: { max?: number; name?: string } = {}): Client {
  // What is asked at once of one connection goes out at once, and is answered in that order.
  const pool = new pg.Pool({ Client: Preparing, pipeline: true, connectionString: url, max: options.max ?? 10, application_name: options.name ?? 'hostwright', keepAlive: true });
  // A connection that dies while idle is replaced at its next use; without a listener it would end the process.
  pool.on('error', () => undefined);
  // The same for one that dies in use, between two statements of a transaction: the next statement says so.
  pool.on('connect', (client) => {
    client.on('error', () => undefined);
    // Prepared once, for every first statement. Should that fail, `begin` is sent on its own, as one with an isolation level is.
    client.query({ name: BEGIN, text: 'begin' }).catch(() => undefined);
    client.query('rollback').catch(() => undefined);
  });
  return { db: drizzle(pool, { schema }), pool, url, close: () => pool.end() };
}
