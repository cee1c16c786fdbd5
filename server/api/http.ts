/** The HTTP doors that don't need Next: tRPC (WHMCS's too), health, the logo. Everything else is handed on. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { TRPCError } from '@trpc/server';
import { nodeHTTPRequestHandler } from '@trpc/server/adapters/node-http';
import type { Api, Request } from './context.ts';
import { serveDownload } from './download.ts';
import { serveFile } from './file-transfer.ts';
import { serveLogo } from './logo.ts';
import { appRouter } from './router.ts';

const PREFIX = '/api/trpc/';
const MOST_BYTES = 256 * 1024;

/** The caller's address: behind N proxies the N-th from the right, which no client can make up. */
export function clientIp(req: IncomingMessage, trustProxy: number): string {
  const direct = req.socket.remoteAddress ?? '';
  if (trustProxy === 0) return direct;
  const chain = String(req.headers['x-forwarded-for'] ?? '').split(',').map((part) => part.trim()).filter((part) => part !== '');
  return chain.at(-trustProxy) ?? direct;
}

const header = (req: IncomingMessage, name: string): string | null => {
  const value = req.headers[name];
  return typeof value === 'string' ? value : null;
};

const versionIn = (req: IncomingMessage, name: string): string | null => /^[\w.+-]{1,40}$/.exec(header(req, name) ?? '')?.[0] ?? null;

export const requestOf = (req: IncomingMessage, trustProxy: number): Request => ({
  bodyless: req.method === 'POST' && req.headers['content-length'] === '0', ip: clientIp(req, trustProxy), agent: header(req, 'user-agent'), authorization: header(req, 'authorization'), cookie: header(req, 'cookie'), site: header(req, 'sec-fetch-site'), origin: header(req, 'origin'),
  moduleVersion: versionIn(req, 'x-module-version'), whmcsVersion: versionIn(req, 'x-whmcs-version'),
});

function json(res: ServerResponse, status: number, body: unknown): void {
  res.writeHead(status, { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' });
  res.end(JSON.stringify(body));
}

/** Any page may make a browser send a form or a text with our cookie, without asking; JSON it may not. */
function needJson(req: IncomingMessage): void {
  if (req.method === 'POST' && !/^application\/json\s*(;|$)/i.test(header(req, 'content-type') ?? '')) {
    throw new TRPCError({ code: 'UNSUPPORTED_MEDIA_TYPE', message: 'The content type must be application/json' });
  }
}

export interface Health {
  ok: boolean;
  [part: string]: unknown;
}

/** Answers true when the request was one of ours. */
export function serveApi(req: IncomingMessage, res: ServerResponse, api: Api, options: { trustProxy: number; health(): Promise<Health> }): boolean {
  const path = (req.url ?? '/').split('?')[0] ?? '/';
  if (path === '/api/health') {
    void options.health().then((health) => json(res, health.ok ? 200 : 503, health), () => json(res, 503, { ok: false }));
    return true;
  }
  if (serveLogo(path, res, api)) return true;
  const request = () => requestOf(req, options.trustProxy);
  if (serveDownload(req, res, api, request) || serveFile(req, res, api, request)) return true;
  if (!path.startsWith(PREFIX)) return false;
  res.setHeader('cache-control', 'no-store');
  void nodeHTTPRequestHandler({
    router: appRouter,
    path: path.slice(PREFIX.length).replace(/\/$/, ''),
    req,
    res,
    maxBodySize: MOST_BYTES,
    createContext: () => {
      needJson(req);
      return { api, request: request(), setCookie: (value: string) => res.appendHeader('set-cookie', value) };
    },
  });
  return true;
}
