/** A stand-in WHMCS for people to look at: with the real module where a PHP for it is to be had, else with what stands for it. */
import { sentence } from '../stage.ts';
import { type WhmcsApi, whmcsApi } from './api.ts';
import { serveApi } from './api-server.ts';
import { type PhpWhmcs, startPhpWhmcs } from './php.ts';
import { named, type Php } from './which-php.ts';
import { startWhmcs } from './whmcs.ts';

export interface ShopWish {
  panel: string;
  product: { slug: string; name: string };
  /** Those to try, the best first. */
  phps: readonly Php[];
}
export interface Shop {
  origin: string;
  /** Where its staff look; null without the real module. */
  admin: string | null;
  /** Its API, on an address of its own, and a page of what was told by it, for where there are no admin pages. */
  api: WhmcsApi;
  apiUrl: string;
  told: string;
  /** What it can't show, and why. */
  lacks: string | null;
  connect(key: string): Promise<void>;
  /** As a customer orders. Throws with what the panel said when it refused. */
  order(domain: string): Promise<{ externalId: string; clientArea: string }>;
  stop(): Promise<void>;
}

export async function openShop(wish: ShopWish): Promise<Shop> {
  const api = whmcsApi();
  const { php, ...counter } = await openCounter(wish);
  const serverhostname = new URL(wish.panel).hostname;
  const served = await serveApi(api, php === null ? undefined : oneWhmcs(php, api, serverhostname));
  return {
    ...counter, api, apiUrl: served.url, told: served.told,
    order: async (domain) => {
      const ordered = await counter.order(domain);
      api.products.set(ordered.externalId, { id: ordered.externalId, clientid: '1', domain, status: 'Active', serverhostname });
      return ordered;
    },
    stop: async () => { await Promise.all([counter.stop(), served.stop()]); },
  };
}

/** What the API does to what the PHP side keeps. */
const shared = ['UpdateClientProduct', 'SendEmail', 'LogActivity', 'TriggerNotificationEvent'];

/** The API and the pages are one WHMCS: it knows the services that are ordered there, and what it is told stands there. */
function oneWhmcs(php: PhpWhmcs, api: WhmcsApi, serverhostname: string): (call: () => Promise<void>) => Promise<void> {
  let passed = 0;
  return async (call) => {
    for (const row of (await php.state())['tblhosting'] ?? []) {
      const id = String(row['id']);
      api.products.set(id, { ...api.products.get(id), id, clientid: String(row['userid']), domain: String(row['domain']), status: String(row['domainstatus']), serverhostname });
    }
    await call();
    const fresh = api.calls.slice(passed).filter(({ action }) => shared.includes(action));
    passed = api.calls.length;
    for (const { action, fields: { action: _, identifier: __, secret: ___, responsetype: ____, ...values } } of fresh) await php.api(action, values);
    await php.set({ tickets: api.tickets });
  };
}

type Counter = Omit<Shop, 'api' | 'apiUrl' | 'told'> & { php: PhpWhmcs | null };

/** The first PHP that starts has the module. Installing one takes its time, and so does the other: what is tried is said. */
async function openCounter(wish: ShopWish): Promise<Counter> {
  const faults: string[] = [];
  for (const php of wish.phps) {
    if (faults.length > 0) process.stderr.write(`${faults.at(-1)} Taking ${named(php)} …\n`);
    try {
      return realCounter(await startPhpWhmcs({ panel: wish.panel, products: [wish.product], php }));
    } catch (error) {
      faults.push(sentence(error));
    }
  }
  return standInCounter(wish, faults);
}

const realCounter = (whmcs: PhpWhmcs): Counter => ({
  php: whmcs, origin: whmcs.origin, admin: `${whmcs.origin}/admin`, lacks: null, connect: (key) => whmcs.connect(key), stop: whmcs.stop,
  order: async (domain) => {
    const { id, answer } = await whmcs.order({ domain });
    if (answer !== 'success') throw new Error(`The order was refused: ${answer}`);
    return { externalId: String(id), clientArea: whmcs.clientArea(id) };
  },
});

async function standInCounter({ panel, product }: ShopWish, faults: readonly string[]): Promise<Counter> {
  const whmcs = await startWhmcs({ panel, product: product.slug });
  return {
    php: null, origin: whmcs.origin, admin: null, stop: whmcs.stop, connect: async (key) => whmcs.connect(key),
    lacks: ['Without a PHP the client area is a stand-in for the module, and has no admin pages.', ...faults].join('\n  '),
    order: async (domain) => {
      const { status, body, serviceId } = await whmcs.create({ domain });
      if (status !== 200) throw new Error(`The order was refused: ${JSON.stringify(body)}`);
      return { externalId: serviceId, clientArea: whmcs.clientArea(serviceId) };
    },
  };
}
