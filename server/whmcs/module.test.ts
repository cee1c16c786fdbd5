/** The real module in PHP against the real server: what WHMCS asks, what it is told, and what then stands in both. */
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { openHouse, type House } from '#e2e/faults/house.ts';
import { type PhpWhmcs, startPhpWhmcs } from '#e2e/whmcs/php.ts';

let house: House;
let whmcs: PhpWhmcs;

beforeAll(async () => {
  house = await openHouse({ databaseUrl: inject('databaseUrl') });
  whmcs = await startPhpWhmcs({ panel: house.url, products: [{ slug: 'split', name: 'Split' }, { slug: 'split-big', name: 'Split Big' }] });
  await whmcs.connect(house.key);
  await house.pool.query('update instances set origin = $1 where id = $2', [whmcs.origin, house.instanceId]);
}, 120_000);
afterAll(async () => {
  await whmcs.stop();
  await house[Symbol.asyncDispose]();
});

const service = async (externalId: number) => (await house.pool.query<{ id: number; state: string; wanted: string; domain: string; desired: Record<string, unknown> }>('select * from services where external_id = $1', [String(externalId)])).rows[0];
const hosting = async (id: number) => (await whmcs.state())['tblhosting']?.find((row) => row['id'] === id);

describe('an order from WHMCS', () => {
  it('is accepted, has its login before any mail goes out, and the product page opens it', async () => {
    const { id, answer } = await whmcs.order({ domain: 'Rosas-Bakery.com', password: 'p&<"9ä-horse' });
    expect(answer).toBe('success');
    expect(await service(id)).toMatchObject({ state: 'deploying', domain: 'rosas-bakery.com', desired: { name: "Rosa & Ana O'Baker", email: 'rosa@example.com', language: 'english' } });
    expect(await hosting(id)).toMatchObject({ domainstatus: 'Active', username: 'rosas-bakery-com-web', domain: 'rosas-bakery.com' });
    expect(await whmcs.commands([[id, 'SuspendAccount']])).toEqual(['success']);
    expect(await service(id)).toMatchObject({ wanted: 'suspended' });
    expect(await whmcs.commands([[id, 'UnsuspendAccount']])).toEqual(['success']);
    const page = await (await fetch(whmcs.clientArea(id))).text();
    const ticket = /#t=([\w.-]+)/.exec(page)?.[1] ?? '';
    const entered = await house.post('embed.exchange', { ticket });
    expect(entered).toMatchObject({ status: 200, body: { result: { data: { view: { service: { externalId: String(id) } }, theme: 'auto', language: 'english', parentOrigin: whmcs.origin } } } });
  });
});
