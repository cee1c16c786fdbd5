/**
 * State in memory, on disk a snapshot and a journal of whole values. `flush` comes before the answer to a changing
 * command, so a killed process loses only what it never answered.
 */
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, renameSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';

export interface Store<Tables extends object> {
  get<T extends keyof Tables & string>(table: T, key: string): Tables[T] | undefined;
  all<T extends keyof Tables & string>(table: T): ReadonlyMap<string, Tables[T]>;
  put<T extends keyof Tables & string>(table: T, key: string, value: Tables[T]): void;
  drop(table: keyof Tables & string, key: string): void;
  flush(): void;
  /** True when nothing was ever stored: a new node. */
  fresh: boolean;
  close(): void;
}

/** Writes a whole file so that a reader sees the old one or the new one. */
export function writeAtomic(path: string, text: string, mode = 0o600): void {
  writeFileSync(`${path}.tmp`, text, { mode });
  renameSync(`${path}.tmp`, path);
}

type Line = [table: string, key: string, value: unknown];

function linesOf(path: string): Line[] {
  if (!existsSync(path)) return [];
  const lines = readFileSync(path, 'utf8').split('\n');
  lines.pop(); // '' after the last newline, or a line that a kill cut short
  return lines.map((line) => JSON.parse(line) as Line);
}

export function openStore<Tables extends object>(dir: string): Store<Tables> {
  mkdirSync(dir, { recursive: true });
  const snapshot = join(dir, 'state.jsonl');
  const journal = join(dir, 'journal.jsonl');
  const tables = new Map<string, Map<string, unknown>>();
  const of = (table: string): Map<string, unknown> => {
    const found = tables.get(table) ?? new Map<string, unknown>();
    tables.set(table, found);
    return found;
  };
  for (const [table, key, value] of [...linesOf(snapshot), ...linesOf(journal)]) {
    if (value === null) of(table).delete(key);
    else of(table).set(key, value);
  }
  const compact = (): void => {
    const lines: string[] = [];
    for (const [table, rows] of tables) for (const [key, value] of rows) lines.push(JSON.stringify([table, key, value]));
    writeAtomic(snapshot, lines.map((line) => `${line}\n`).join(''));
    writeAtomic(journal, '');
  };
  const fresh = tables.size === 0;
  compact();
  const file = openSync(journal, 'a', 0o600);
  const dirty = new Map<string, [table: string, key: string]>();
  const mark = (table: string, key: string): void => void dirty.set(`${table}\n${key}`, [table, key]);
  const flush = (): void => {
    if (dirty.size === 0) return;
    let text = '';
    for (const [table, key] of dirty.values()) text += `${JSON.stringify([table, key, of(table).get(key) ?? null])}\n`;
    dirty.clear();
    writeSync(file, text);
  };
  return {
    fresh,
    get: <T extends keyof Tables & string>(table: T, key: string) => of(table).get(key) as Tables[T] | undefined,
    all: <T extends keyof Tables & string>(table: T) => of(table) as ReadonlyMap<string, Tables[T]>,
    put: (table, key, value) => {
      of(table).set(key, value);
      mark(table, key);
    },
    drop: (table, key) => {
      of(table).delete(key);
      mark(table, key);
    },
    flush,
    close: () => {
      flush();
      closeSync(file);
      compact();
    },
  };
}
