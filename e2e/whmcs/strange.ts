/** A server that answers in every way that a server should not, for the module to keep its countenance. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createSecure } from 'node:https';
import type { Authority } from '#e2e/authority.ts';
import type { contract } from '#server/whmcs/contract.ts';

type Answer = (res: ServerResponse, procedure: string, origin: string) => void;

const json = (res: ServerResponse, status: number, body: unknown): void => void res.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
const html = (res: ServerResponse, status: number): void => void res.writeHead(status, { 'content-type': 'text/html' }).end('<html><title>Bad gateway</title><h1>502</h1>'.padEnd(5000, '.'));
const refused = (message: string, more = {}) => ({ error: { message, code: -32600, data: { code: 'BAD_REQUEST', httpStatus: 400, ref: 'A1B2C3D4', ...more } } });
const KEY = 'hw_canaryKeyCanaryKeyCanaryKeyCanaryKeyCanar';

const used = (serviceId: string, diskMb: number) => ({ serviceId, username: `rosas-bakery-com-${serviceId}`, diskMb, diskLimitMb: 15_360, bandwidthMb: 30, bandwidthLimitMb: null, mailAccounts: 2, databases: 1, at: '2026-03-04T05:06:07.890Z' });

/** What each procedure answers when all is well. */
const fine: Record<keyof typeof contract, object> = (() => {
  const standing = { serviceId: '7', state: 'active', wanted: 'active', generation: 1 };
  const account = { serviceId: '7', email: 'rosa@example.com', username: 'rosas-bakery-com-web', domain: 'rosas-bakery.com', product: 'split', primaryIp: '203.0.113.10', createdAt: '2026-03-04T05:06:07.890Z', state: 'suspended' };
  return {
    create: { serviceId: '7', id: 1, reference: 'ABCD-2345', domain: 'rosas-bakery.com', state: 'deploying', generation: 1, logins: { web: 'rosas-bakery-com-web' } },
    suspend: standing, unsuspend: standing, terminate: standing, changePassword: standing, changePackage: standing, redeploy: standing, forceTerminate: standing,
    renew: { serviceId: '7', renewed: true }, retry: { serviceId: '7', retried: 1 }, repair: { serviceId: '7', steps: 0 }, deleted: { serviceId: '7', orphaned: true },
    status: { ...standing, id: 1, reference: 'ABCD-2345', domain: 'rosas-bakery.com', product: 'split', done: 3, total: 9, error: null, pending: null, login: null, url: 'https://x/services/1' },
    // Its clock goes on: a run on several PHPs takes longer than clocks may differ.
    get ping() {
      return { ok: true, instance: 'X', version: '1', now: new Date().toISOString(), products: 1, nodes: 1, nodesDown: [], callback: null };
    },
    products: { products: [{ slug: 'split', name: 'Split', mode: 'split' }] }, usage: { services: [used('7', 120.4), used('8', 80)] }, accounts: { accounts: [account] }, changes: { cursor: '', more: false, services: [] }, pending: { cursor: 0, more: false, changes: [] }, told: { told: 0 }, queued: { kept: 0 }, signOn: { url: '' }, signOnStaff: { url: '' },
  };
})();

const result = (res: ServerResponse, data: unknown): void => json(res, 200, { result: { data } });
const signOnTo = (url: (origin: string) => string): Answer => (res, procedure, origin) => result(res, procedure.startsWith('signOn') ? { url: url(origin) } : fine[procedure as keyof typeof fine]);

/** Where there is something to write and to say: what the cron's hook goes through when it has work. */
const change = { serviceId: '7', state: 'active', wanted: 'active', generation: 1, domain: 'rosas-bakery.com', username: 'rosas-bakery-com-web', dedicatedIp: '203.0.113.10', nameservers: ['ns1.brightwood.test', 'ns2.brightwood.test'], mails: false };
const saying = { serviceId: '7', clientId: '1', event: 'suspended', template: 'Service Suspension Notification', title: 'Deployment', text: 'Deployment succeeded', status: 'Success' };
const news: Partial<Record<keyof typeof contract, object>> = {
  changes: { cursor: '2026-01-01~7', more: false, services: [change] },
  pending: { cursor: 3, more: false, changes: ['activity', 'notify', 'mail'].map((kind, at) => ({ ...saying, id: at + 1, kind })) },
};

const modes: Record<string, Answer> = {
  fine: signOnTo((origin) => `${origin}/sso?c=once`),
  telling: (res, procedure) => result(res, news[procedure as keyof typeof fine] ?? fine[procedure as keyof typeof fine]),
  // More than the column of WHMCS's table holds, between two that are as they should be.
  bursting: (res, procedure) => result(res, procedure === 'usage' ? { services: [used('7', 120.4), used('8', 3e9), used('9', 80)] } : fine[procedure as keyof typeof fine]),
  drowsy: (res, procedure) => (procedure === 'status' ? undefined : result(res, fine[procedure as keyof typeof fine])),
  moody: (res, procedure) => (procedure === 'status' ? void res.destroy() : result(res, fine[procedure as keyof typeof fine])),
  evil: signOnTo(() => 'https://evil.example/sso?c=once'),
  script: signOnTo(() => 'javascript:alert(1)'),
  userinfo: signOnTo((origin) => `${origin.replace('://', '://evil@')}/sso`),
  downgrade: signOnTo((origin) => `${origin.replace(/:\d+$/, ':81')}/sso`),
  ailing: (res, procedure) => result(res, procedure === 'ping' ? { ...fine.ping, now: new Date(Date.now() + 600_000).toISOString(), module: '9.9.9', nodes: 0, products: 0, callback: { ok: false, message: 'Invalid IP 203.0.113.9' } } : fine[procedure as keyof typeof fine]),
  error: (res) => json(res, 400, refused('Product "gold" is not known')),
  enveloped: (res) => json(res, 400, { error: { json: refused('Wrapped').error } }),
  rude: (res) => json(res, 400, refused(`Bad ${KEY}\n<script>alert(1)</script>\t/x.ts:1 ${'long '.repeat(200)}`)),
  mute: (res) => json(res, 500, { error: {} }),
  html: (res) => html(res, 502),
  othersite: (res) => html(res, 200),
  moved: (res) => void res.writeHead(301, { location: 'https://elsewhere.example/api' }).end(),
  empty: (res) => void res.writeHead(200).end(),
  json: (res) => json(res, 200, [1, 2]),
  broken: (res) => void res.writeHead(200, { 'content-type': 'application/json' }).end('{"result":{"da'),
  // Every field is there, and every one is something else.
  wrongtypes: (res, procedure) => result(res, Object.fromEntries(Object.keys(fine[procedure as keyof typeof fine]).map((key) => [key, { not: 'this' }]))),
  stranger: (res) => json(res, 401, refused('The API key is missing or wrong: copy it anew from the dashboard (Settings, WHMCS)')),
  silent: () => undefined,
};

export interface Strange {
  /** Addresses by what is there. */
  world: Record<string, string>;
  stop(): Promise<void>;
}

async function bodyOf(req: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of req) text += String(chunk);
  return text;
}

/** Each mode has a port of its own: what does not answer is left alone by its address. */
export async function startStrange(authority: Authority): Promise<Strange> {
  let last: object = {};
  let connections = 0;
  const own = authority.issue(['127.0.0.1']);
  const servers = await Promise.all([...Object.entries(modes), ['untrusted', modes['fine']] as const, ['notes', undefined] as const].map(async ([name, mode]) => {
    const handle = async (req: IncomingMessage, res: ServerResponse): Promise<void> => {
      if (mode === undefined) return void res.end(req.url === '/last' ? JSON.stringify(last) : String(connections));
      const raw = await bodyOf(req);
      const origin = `http://${req.headers.host ?? ''}`;
      if (name === 'fine' && raw !== '') last = { raw, url: req.url, body: JSON.parse(raw), headers: req.headers };
      mode(res, /service\.(\w+)/.exec(req.url ?? '')?.[1] ?? '', origin);
    };
    const server = name === 'untrusted' ? createSecure({ cert: own.certificate, key: own.key }, handle) : createServer(handle);
    if (name === 'fine') server.on('connection', () => { connections++; });
    await new Promise<void>((done) => { server.listen(0, '127.0.0.1', done); });
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    return { name, server, url: `${name === 'untrusted' ? 'https' : 'http'}://127.0.0.1:${port}` };
  }));
  const notes = servers.find(({ name }) => name === 'notes')?.url ?? '';
  return {
    world: { ...Object.fromEntries(servers.map(({ name, url }) => [name, url])), last: `${notes}/last`, connections: `${notes}/connections` },
    stop: async () => { for (const { server } of servers) { server.closeAllConnections(); server.close(); } },
  };
}
