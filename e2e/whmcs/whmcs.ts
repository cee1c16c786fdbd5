/**
 * A stand-in WHMCS: a client area in the manner of the stock themes, an order form, and a caller that posts what the
 * PHP module would post. It lives on another site than the panel, as it does for real.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { frameScript, orderPage, servicePage } from './pages.ts';
import { signTicket } from './ticket.ts';

export interface WhmcsOptions {
  /** Where the panel is, as browsers reach it. */
  panel: string;
  /** The name in the address bar: another site than the panel's. */
  host?: string;
  port?: number;
  product: string;
}
export interface Ordered {
  serviceId: string;
  domain: string;
}
type Fields = Readonly<Record<string, string>>;

export interface Whmcs {
  origin: string;
  /** The key is known only after the instance was added by its origin. */
  connect(key: string): void;
  /** Posts CreateAccount as the PHP module does; answers what the panel answered. */
  create(order: { domain: string; serviceId?: string; product?: string; email?: string; name?: string; options?: Fields; customFields?: Fields }): Promise<{ status: number; body: unknown; serviceId: string }>;
  clientArea(serviceId: string): string;
  stop(): Promise<void>;
}

async function readForm(req: IncomingMessage): Promise<URLSearchParams> {
  let text = '';
  for await (const chunk of req) text += String(chunk);
  return new URLSearchParams(text);
}

const html = (res: ServerResponse, body: string, status = 200): void => {
  res.writeHead(status, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' });
  res.end(body);
};

export async function startWhmcs(options: WhmcsOptions): Promise<Whmcs> {
  const orders = new Map<string, Ordered>();
  let key = '';
  let next = 7;
  let origin = '';

  const create: Whmcs['create'] = async (order) => {
    const serviceId = order.serviceId ?? String(next++);
    const { domain, email = 'rosa@example.com', name = 'Rosa Baker', product = options.product, options: chosen = [], customFields = [] } = order;
    // PHP writes numbers as text and an empty map as a list.
    const body = JSON.stringify({ serviceId, clientId: '1', domain, product, email, name, options: chosen, customFields, language: 'english' });
    const answer = await fetch(`${options.panel}/api/trpc/service.create`, { method: 'POST', headers: { 'content-type': 'application/json', authorization: `Bearer ${key}`, 'user-agent': 'WHMCS-module/stand-in' }, body });
    if (answer.ok) orders.set(serviceId, { serviceId, domain: domain === '' ? 'Hosting' : domain });
    return { status: answer.status, body: await answer.json(), serviceId };
  };

  const server = createServer(async (req, res) => {
    const url = new URL(req.url ?? '/', origin);
    if (url.pathname === '/frame.js') {
      res.writeHead(200, { 'content-type': 'text/javascript' }).end(frameScript);
      return;
    }
    if (url.pathname === '/ticket') {
      const ticket = signTicket({ key, origin, serviceId: url.searchParams.get('id') ?? '' });
      res.writeHead(200, { 'content-type': 'application/json', 'cache-control': 'no-store' }).end(JSON.stringify({ ticket }));
      return;
    }
    if (url.pathname === '/order' && req.method === 'POST') {
      const form = await readForm(req);
      const answer = await create({ domain: form.get('domain') ?? '' });
      if (answer.status === 200) res.writeHead(303, { location: `/clientarea?id=${answer.serviceId}` }).end();
      else html(res, orderPage(JSON.stringify(answer.body)), 400);
      return;
    }
    if (url.pathname === '/clientarea') {
      const id = url.searchParams.get('id') ?? '';
      const theme = url.searchParams.get('theme') === 'dark' ? 'dark' : 'light';
      // As WHMCS's *Login as Owner* shows it to its own staff.
      const admin = url.searchParams.get('admin');
      const person = admin === null ? {} : { act: 'masquerade' as const, uid: 4, name: admin };
      html(res, servicePage({ panel: options.panel, ticket: signTicket({ key, origin, serviceId: id, theme, ...person }), id, domain: orders.get(id)?.domain ?? '', theme }));
      return;
    }
    html(res, orderPage(null));
  });
  const { promise, resolve } = Promise.withResolvers<void>();
  server.listen(options.port ?? 0, '127.0.0.1', resolve);
  await promise;
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('The stand-in WHMCS has no port');
  origin = `http://${options.host ?? '127.0.0.1'}:${address.port}`;
  return {
    origin,
    connect: (given) => { key = given; },
    create,
    clientArea: (serviceId) => `${origin}/clientarea?id=${serviceId}`,
    stop: () => new Promise((done) => { server.closeAllConnections(); server.close(() => done()); }),
  };
}
