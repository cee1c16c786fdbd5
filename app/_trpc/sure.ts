/** What destroys is refused to whoever has not proven themselves of late: the page asks, and the call goes on. */
import type { TRPCLink } from '@trpc/client';
import { observable } from '@trpc/server/observable';
import type { AppRouter } from '#server/api/router.ts';
import { refusedField } from './refusal.ts';

/** Answers whether they did. */
type Asker = () => Promise<boolean>;
let asker: Asker | null = null;
let asking: Promise<boolean> | null = null;

/** Who asks on this page. Answers how to leave off. */
export function askBy(ask: Asker): () => void {
  asker = ask;
  return () => { if (asker === ask) asker = null; };
}

/** Several calls at once are one question. */
function ask(): Promise<boolean> {
  asking ??= (asker?.() ?? Promise.resolve(false)).finally(() => { asking = null; });
  return asking;
}

export const sureLink: TRPCLink<AppRouter> = () => ({ next, op }) => observable((observer) => {
  let last: { unsubscribe(): void } | null = null;
  const call = (first: boolean): void => {
    last = next(op).subscribe({
      next: (value) => observer.next(value),
      complete: () => observer.complete(),
      error: (error) => {
        if (!first || refusedField(error) !== 'confirm') return observer.error(error);
        ask().then((sure) => (sure ? call(false) : observer.error(error)), () => observer.error(error));
      },
    });
  };
  call(true);
  return () => last?.unsubscribe();
});
