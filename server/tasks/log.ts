/** A task's log: lines in batches, redacted before they are stored, head and tail kept when it grows too long. */
import { sql } from 'drizzle-orm';
import type { Db } from '#db/client.ts';
import type { logLines } from '#db/schema/index.ts';

export const LOG_CHANNEL = 'hostwright_log';

export type Stream = (typeof logLines.$inferInsert)['stream'];
export interface TaskLog {
  write(stream: Stream, text: string): void;
  /** Waits until everything written so far is stored. */
  close(): Promise<void>;
}
export interface LogOptions {
  taskId: number;
  attempt: number;
  redact: (text: string) => string;
  /** Bytes kept per attempt: half from the head, half from the tail. */
  cap?: number;
  flushMs?: number;
}
type Line = typeof logLines.$inferInsert;

const CAP = 5 * 1024 * 1024;
const FLUSH_MS = 40;

/** An empty line is a row too. */
const sizeOf = (text: string): number => Buffer.byteLength(text) + 1;

export function openLog(db: Db, options: LogOptions): TaskLog {
  const half = (options.cap ?? CAP) / 2;
  let line = 0;
  let head = 0;
  let tail: Line[] = [];
  let tailBytes = 0;
  let full = false;
  let dropped = 0;
  let pending: Line[] = [];
  let timer: NodeJS.Timeout | undefined;
  let flushing: Promise<void> = Promise.resolve();

  async function storeSome(lines: readonly Line[]): Promise<void> {
    await db.execute(sql`
      with written as (
        insert into log_lines (task_id, attempt, line, at, stream, text)
        select ${options.taskId}::int, ${options.attempt}::int, line, at, stream, text from jsonb_to_recordset(${JSON.stringify(lines)}::jsonb) as given (line bigint, at timestamptz, stream text, text text)
        on conflict do nothing)
      select pg_notify(${LOG_CHANNEL}, ${`${options.taskId}:${options.attempt}:${lines.at(-1)?.line ?? 0}`})`);
  }
  async function store(lines: readonly Line[]): Promise<void> {
    for (let at = 0; at < lines.length; at += 500) await storeSome(lines.slice(at, at + 500));
  }
  function flush(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    const lines = pending;
    pending = [];
    // A log that can't be stored must not stop the work; what the step did is in the row.
    flushing = flushing.then(() => store(lines)).catch(() => undefined);
    return flushing;
  }
  function keepTail(one: Line, bytes: number): void {
    tail.push(one);
    tailBytes += bytes;
    while (tailBytes > half && tail.length > 1) {
      tailBytes -= sizeOf(tail.shift()?.text ?? '');
      dropped++;
    }
  }
  return {
    write(stream, raw) {
      // Postgres text holds no NUL, and no half of a character that was cut in two.
      const text = options.redact(raw).replaceAll('\0', '\uFFFD').toWellFormed();
      const one: Line = { taskId: options.taskId, attempt: options.attempt, line: ++line, at: new Date(), stream, text };
      const bytes = sizeOf(text);
      // Once one went to the tail all do: watchers are sent lines by their number, and what comes later must be higher.
      full ||= head + bytes > half;
      if (full) return keepTail(one, bytes);
      head += bytes;
      pending.push(one);
      timer ??= setTimeout(flush, options.flushMs ?? FLUSH_MS);
    },
    async close() {
      const [first] = tail;
      if (first !== undefined && dropped > 0) pending.push({ ...first, line: first.line - 1, stream: 'note', text: `… ${dropped} lines left out …` });
      pending.push(...tail);
      tail = [];
      await flush();
    },
  };
}
