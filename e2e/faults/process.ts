/** The product as real processes, killed as a power cut or an impatient operator would. */
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { times } from '#e2e/long.ts';
import { HOUSE_KEY } from './house.ts';

/** For tests that start processes, which takes long on a machine that has other work. */
export const PROCESS_TEST_MS = times(120_000, 3_600_000);

const root = fileURLToPath(new URL('../..', import.meta.url));

export interface Child {
  pid: number;
  /** What it wrote, stdout and stderr. */
  lines: readonly string[];
  /** The first group of the first line, written already or still to come, that fits. */
  said(pattern: RegExp): Promise<string>;
  /** Resolves when it is ready; rejects with its last words when it ends before. */
  ready: Promise<void>;
  /** The exit code, or the signal's name. */
  ended: Promise<number | string>;
  kill(signal: 'SIGKILL' | 'SIGTERM'): Promise<number | string>;
}

export function startProcess(role: 'web' | 'worker' | 'all', env: Record<string, string>): Child {
  const child = spawn(process.execPath, ['server/main.ts'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env['PATH'] ?? '', HOSTWRIGHT_KEY: HOUSE_KEY, ROLE: role, HOST: '127.0.0.1', PORT: '0', HOSTWRIGHT_PAGES: '0', LEASE_SECONDS: '1', LOG_LEVEL: 'info', NODE_ENV: 'test', ...env },
  });
  const lines: string[] = [];
  const listeners = new Set<(line: string) => void>();
  const ready = Promise.withResolvers<void>();
  const ended = Promise.withResolvers<number | string>();
  for (const stream of [child.stdout, child.stderr]) {
    createInterface(stream).on('line', (line) => {
      lines.push(line);
      for (const hear of listeners) hear(line);
      if (line.includes('"msg":"Ready"')) ready.resolve();
    });
  }
  child.once('close', (code, signal) => {
    ended.resolve(code ?? signal ?? 'gone');
    ready.reject(new Error(`It ended before it was ready: ${lines.slice(-5).join('\n')}`));
  });
  // A round may kill it before anybody waits for it.
  ready.promise.catch(() => undefined);
  const { pid } = child;
  if (pid === undefined) throw new Error('The process did not start');
  return {
    said: (pattern) => {
      const { promise, resolve } = Promise.withResolvers<string>();
      const hear = (line: string): void => {
        const found = pattern.exec(line)?.[1];
        if (found === undefined) return;
        listeners.delete(hear);
        resolve(found);
      };
      listeners.add(hear);
      lines.forEach(hear);
      return promise;
    },
    pid, lines, ready: ready.promise, ended: ended.promise,
    kill: (signal) => {
      child.kill(signal);
      return ended.promise;
    },
  };
}

/** The process that a worker's id names. */
export const pidOf = (worker: string): number => Number(/-(\d+)-[0-9a-f]{8}$/.exec(worker)?.[1]);
