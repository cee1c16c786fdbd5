/** What the doors for files have in common. */
import type { ServerResponse } from 'node:http';

/** A file of a customer's is nothing that a browser should show, keep or guess at. */
export function guardedHeaders(res: ServerResponse): void {
  const headers = { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer', 'cross-origin-resource-policy': 'same-origin', 'content-security-policy': "default-src 'none'" };
  for (const [name, value] of Object.entries(headers)) res.setHeader(name, value);
}

export function say(res: ServerResponse, status: number, sentence: string, headers: Record<string, string> = {}): void {
  res.writeHead(status, { 'content-type': 'text/plain; charset=utf-8', ...headers });
  res.end(`${sentence}\n`);
}
