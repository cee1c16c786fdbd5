/** A stand-in WHMCS for people to look at: with the real module where there is a PHP for it, else with what stands for it. */
import { type WhmcsApi, whmcsApi } from './api.ts';
import { serveApi } from './api-server.ts';
import { phpFault, type PhpWhmcs, startPhpWhmcs } from './php.ts';
import { startWhmcs } from './whmcs.ts';

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

export async function openShop(wish: { panel: string; product: { slug: string; name: string } }): Promise<Shop> {
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

async function openCounter({ panel, product }: { panel: string; product: { slug: string; name: string } }): Promise<Omit<Shop, 'api' | 'apiUrl' | 'told'> & { php: PhpWhmcs | null }> {
  const fault = phpFault();
  if (fault === null) {
    const whmcs = await startPhpWhmcs({ panel, products: [product] });
    return {
      php: whmcs, origin: whmcs.origin, admin: `${whmcs.origin}/admin`, lacks: null, connect: (key) => whmcs.connect(key), stop: whmcs.stop,
      order: async (domain) => {
        const { id, answer } = await whmcs.order({ domain });
        if (answer !== 'success') throw new Error(`The order was refused: ${answer}`);
        return { externalId: String(id), clientArea: whmcs.clientArea(id) };
      },
    };
  }
  const whmcs = await startWhmcs({ panel, product: product.slug });
  return {
    php: null, origin: whmcs.origin, admin: null, stop: whmcs.stop, connect: async (key) => whmcs.connect(key),
    lacks: `${fault}: the client area is a stand-in for the module, without its admin pages. With PHP 8.1 or newer (Debian: apt-get install php-cli php-curl php-mbstring) the demo runs the module itself.`,
    order: async (domain) => {
      const { status, body, serviceId } = await whmcs.create({ domain });
      if (status !== 200) throw new Error(`The order was refused: ${JSON.stringify(body)}`);
      return { externalId: serviceId, clientArea: whmcs.clientArea(serviceId) };
    },
  };
}
