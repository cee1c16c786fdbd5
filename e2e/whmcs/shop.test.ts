/** The demo's WHMCS where this machine has no PHP: the real module in PHP as WebAssembly, against the real server. */
import { afterAll, afterEach, beforeAll, expect, inject, it, vi } from 'vitest';
import { type House, openHouse } from '#e2e/faults/house.ts';
import { openShop, type Shop } from './shop.ts';
import { type Php, phpsOf } from './which-php.ts';

let house: House;
const shops: Shop[] = [];

/** Connected, as the demo connects it. */
async function open(phps: readonly Php[]): Promise<Shop> {
  const shop = await openShop({ panel: house.url, product: { slug: 'split', name: 'Split' }, phps });
  shops.push(shop);
  await shop.connect(house.key);
  await house.pool.query('update instances set origin = $1 where id = $2', [shop.origin, house.instanceId]);
  return shop;
}
const text = async (url: string, fields?: Record<string, string>): Promise<string> => (await fetch(url, fields && { method: 'POST', body: new URLSearchParams(fields) })).text();

beforeAll(async () => { house = await openHouse({ databaseUrl: inject('databaseUrl') }); });
afterEach(() => vi.unstubAllEnvs());
afterAll(async () => {
  await Promise.all(shops.map((shop) => shop.stop()));
  await house[Symbol.asyncDispose]();
});

it('takes PHP as WebAssembly where none is installed or can be, and that runs the real module', async () => {
  // Neither php nor apt-get is found.
  vi.stubEnv('PATH', '');
  const said = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  const shop = await open(phpsOf());
  expect(said.mock.calls.join('\n')).toMatch(/PHP is not installed.*\. Taking PHP 8\.4 as WebAssembly …/);
  said.mockRestore();
  expect(shop.lacks).toBeNull();
  const admin = shop.admin ?? '';

  const { externalId, clientArea } = await shop.order('rosas-bakery.com');
  const page = await fetch(clientArea);
  expect(page.headers.get('x-powered-by')).toMatch(/^PHP\/8\.4\./);
  const ticket = /#t=([\w.-]+)/.exec(await page.text())?.[1] ?? '';
  expect(await house.post('embed.exchange', { ticket })).toMatchObject({ status: 200, body: { result: { data: { view: { service: { externalId, domain: 'rosas-bakery.com' } }, parentOrigin: shop.origin } } } });
  const renewed = await fetch(`${shop.origin}/modules/servers/hostwright/embed.php`, { method: 'POST', headers: { 'sec-fetch-site': 'same-origin' }, body: new URLSearchParams({ service: externalId }) });
  expect(await renewed.json()).toMatchObject({ ticket: expect.stringContaining('.') });
  expect(await text(`${shop.origin}/modules/servers/hostwright/frame.js`)).toContain('addEventListener');

  expect(await text(`${admin}/service?id=${externalId}`)).toMatch(/label-info">Deploying, step 0 of 19</);
  expect(await text(`${admin}/server`, { do: 'test' })).toContain('Connection Successful');
  expect(await text(admin)).toContain('HTTP 200 in');
  expect(await text(`${shop.origin}/order`, { domain: 'localhost' })).toMatch(/role="alert".*Domain does not end in a public suffix/);
  await expect(shop.order('localhost')).rejects.toThrow(/^The order was refused: Domain does not end in a public suffix/);
});

it('goes on when its PHP was made anew, and after more requests than that can have descriptors', async () => {
  const [shop] = shops;
  const before = await text(`${shop?.admin}/server`);
  const seen = new Set<number>();
  // Ten at once are answered one after another.
  for (let at = 0; at < 110; at++) {
    const answers = await Promise.all(Array.from({ length: 10 }, () => fetch(`${shop?.origin}/modules/servers/hostwright/frame.js`)));
    for (const answer of answers) seen.add((await answer.arrayBuffer()).byteLength * (answer.ok ? 1 : 0));
  }
  expect(seen.size).toBe(1);
  expect(await text(`${shop?.admin}/server`)).toBe(before);
});

it('does without the module where no PHP works, and says why', async () => {
  const shop = await open([{ wasm: '9.9' }]);
  expect(shop.admin).toBeNull();
  expect(shop.lacks).toMatch(/a stand-in for the module, and has no admin pages\.\s+PHP 9\.9 as WebAssembly ended with 1: Error: Unsupported PHP version 9\.9\.$/);
  // It numbers its services from the same one on: to the panel this is the same order again.
  expect(await text((await shop.order('rosas-bakery.com')).clientArea)).toContain('id="panel"');
});

it('a person can choose a PHP, or none', () => {
  expect(phpsOf('native')).toEqual(['native']);
  expect(phpsOf('none')).toEqual([]);
  expect(() => phpsOf('perl')).toThrow('There is no PHP perl: choose one of native, wasm, none');
});
