/** The stand-in's API over HTTP, and a page of what it was told. */
import { createServer } from 'node:http';
import type { WhmcsApi } from './api.ts';
import { backPage } from './pages.ts';

/** `around` is whoever else shall know of a call: what it does before, and after. */
export async function serveApi(api: WhmcsApi, around: (call: () => Promise<void>) => Promise<void> = (call) => call()): Promise<{ url: string; told: string; stop(): Promise<void> }> {
  const server = createServer((req, res) => {
    if (req.url === '/billing/includes/api.php') void around(() => api.handle(req, res));
    else if (req.url === '/told') res.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' }).end(backPage(api));
    else res.writeHead(404).end();
  });
  const { promise, resolve } = Promise.withResolvers<void>();
  server.listen(0, '127.0.0.1', resolve);
  await promise;
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('The stand-in API has no port');
  const origin = `http://127.0.0.1:${address.port}`;
  return { url: `${origin}/billing`, told: `${origin}/told`, stop: () => new Promise((done) => { server.closeAllConnections(); server.close(() => done()); }) };
}
