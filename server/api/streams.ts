/** What the doors for files have in common. */
import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Unreachable } from '#server/core/panel.ts';

/** A file of a customer's is nothing that a browser should show, keep or guess at. */
export function guardedHeaders(res: ServerResponse): void {
  const headers = { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer', 'cross-origin-resource-policy': 'same-origin', 'content-security-policy': "default-src 'none'" };
  for (const [name, value] of Object.entries(headers)) res.setHeader(name, value);
}

export function say(res: ServerResponse, status: number, sentence: string, headers: Record<string, string> = {}): void {
  res.writeHead(status, { 'content-type': 'text/plain; charset=utf-8', ...headers });
  res.end(`${sentence}\n`);
}

/** `/download/TOKEN` -> TOKEN, '' for what can be none of ours; null for a path of somebody else's. */
export function tokenIn(req: IncomingMessage, prefix: string): string | null {
  const path = (req.url ?? '/').split('?')[0] ?? '/';
  return path.startsWith(prefix) ? (/^[A-Za-z0-9_-]{43}$/.exec(path.slice(prefix.length))?.[0] ?? '') : null;
}

/** Ends with the browser. */
export function abortOf(res: ServerResponse): AbortController {
  const abort = new AbortController();
  res.once('close', () => abort.abort(new Unreachable('The browser has gone', true)));
  return abort;
}

export interface StallGuard {
  moved(): void;
  stop(): void;
}
/** What neither side moves on for so long is given up. */
export function stallGuard(abort: AbortController, ms: number): StallGuard {
  const give = () => abort.abort(new Unreachable('The transfer stood still', true));
  let timer = setTimeout(give, ms);
  return { moved: () => { clearTimeout(timer); timer = setTimeout(give, ms); }, stop: () => clearTimeout(timer) };
}

/** Takes what comes from a node: what the browser does not take holds the node back. */
export const pourInto = (res: ServerResponse, abort: AbortController, guard: StallGuard) => async (chunk: Uint8Array): Promise<void> => {
  guard.moved();
  if (!res.write(chunk)) await once(res, 'drain', { signal: abort.signal });
};
