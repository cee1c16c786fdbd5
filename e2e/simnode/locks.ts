/** `flock` of one node: a file is held by one command at a time, the others wait in order. */
import type { Lock } from './commandline.ts';

export interface Locks {
  /** True at once when free; else a promise that says whether it came in time. */
  take(lock: Lock): true | Promise<boolean>;
  release(path: string): void;
}

export function newLocks(): Locks {
  const waiting = new Map<string, (() => void)[]>();
  return {
    take: ({ path, waitSeconds }) => {
      const queue = waiting.get(path);
      if (queue === undefined) {
        waiting.set(path, []);
        return true;
      }
      if (waitSeconds <= 0) return Promise.resolve(false);
      const { promise, resolve } = Promise.withResolvers<boolean>();
      const granted = (): void => {
        clearTimeout(timer);
        resolve(true);
      };
      const tooLate = (): void => {
        const at = queue.indexOf(granted);
        if (at >= 0) queue.splice(at, 1);
        resolve(false);
      };
      const timer = Number.isFinite(waitSeconds) ? setTimeout(tooLate, waitSeconds * 1000).unref() : undefined;
      queue.push(granted);
      return promise;
    },
    release: (path) => {
      const next = waiting.get(path)?.shift();
      if (next === undefined) waiting.delete(path);
      else next();
    },
  };
}
