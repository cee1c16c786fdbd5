/** Processes of the bench: started here, read line by line, ended here. */
import { spawn, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const running = new Set<ChildProcess>();
/** Processes that a child of ours started for us, by pid. */
const behind = new Map<ChildProcess, number>();
// The last resort: whatever way this process ends, its children end too.
process.on('exit', () => {
  for (const one of running) {
    one.kill('SIGKILL');
    const pid = behind.get(one);
    if (pid !== undefined) process.kill(pid, 'SIGKILL');
  }
});

export interface Child {
  pid: number;
  /** It is only a launcher: the process that counts is this one. */
  standsFor(pid: number): void;
  /** The first line of stdout, from the start on, that `read` makes something of; rejects when the process ends first. */
  line<T>(read: (line: string) => T | null): Promise<T>;
  /** Its whole stdout, once it has ended well. */
  output(): Promise<string>;
  /** Resident memory in MB; 0 when it has ended. */
  rss(): number;
  /** SIGTERM, then SIGKILL after 25 s. */
  stop(): Promise<void>;
}

export interface ChildWish {
  args?: readonly string[];
  env?: Readonly<Record<string, string>>;
}

const KEPT_LINES = 2000;

function ended(process: ChildProcess): Promise<number> {
  return new Promise((done) => process.once('exit', (code) => {
    running.delete(process);
    done(code ?? 1);
  }));
}

/** Runs a program of the project, given by its path from the top. */
export function startChild(program: string, { args = [], env = {} }: ChildWish = {}): Child {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', program, ...args], {
    cwd: root, stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1', ...env },
  });
  running.add(child);
  const lines: string[] = [];
  const readers = new Set<(line: string) => void>();
  let complaints = '';
  child.stderr.on('data', (chunk: Buffer) => { complaints = (complaints + chunk.toString()).slice(-4000); });
  const stdout = createInterface({ input: child.stdout });
  stdout.on('line', (line) => {
    if (lines.length < KEPT_LINES) lines.push(line);
    for (const reader of readers) reader(line);
  });
  const end = ended(child);
  const read = new Promise<void>((done) => stdout.once('close', done));
  const failure = (code: number): Error => new Error(`${program} ended with ${code}: ${complaints.trim() || lines.slice(-3).join('\n')}`);
  return {
    get pid() { return behind.get(child) ?? child.pid ?? 0; },
    standsFor: (pid) => behind.set(child, pid),
    line: (parse) => new Promise((done, fail) => {
      const look = (line: string): void => {
        const found = parse(line);
        if (found !== null && readers.delete(look)) done(found);
      };
      readers.add(look);
      for (const line of lines) look(line);
      void end.then((code) => fail(failure(code)));
    }),
    async output() {
      const code = await end;
      await read;
      if (code !== 0) throw failure(code);
      return lines.join('\n');
    },
    rss: () => rssOf(behind.get(child) ?? child.pid ?? 0),
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGTERM');
      const timer = setTimeout(() => child.kill('SIGKILL'), 25_000);
      await end;
      clearTimeout(timer);
    },
  };
}

function rssOf(pid: number): number {
  try {
    return Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
}

/** The JSON that a load generator of this folder prints. */
export async function answerOf<T>(program: string, wish: unknown): Promise<T> {
  const child = startChild(program, { args: [JSON.stringify(wish)] });
  return JSON.parse(await child.output()) as T;
}
