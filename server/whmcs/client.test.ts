/** The wire to WHMCS: what each of its answers, and each way of not answering, is taken for. */
import { createServer } from 'node:http';
import { execFileSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { serveApi } from '#e2e/whmcs/api-server.ts';
import { type ApiFault, whmcsApi } from '#e2e/whmcs/api.ts';
import { Secret } from '#server/core/secret.ts';
import { needPhp } from '#e2e/whmcs/which-php.ts';
import { departments, details, logActivity, products, updateProduct } from './actions.ts';
import { type Access, callApi } from './client.ts';
import { phpFields } from './php.ts';
import { reasonOf } from './reason.ts';

const api = whmcsApi();
let served: Awaited<ReturnType<typeof serveApi>>;
let access: Access;
beforeAll(async () => {
  served = await serveApi(api);
  access = { url: served.url, identifier: api.credentials.identifier, secret: new Secret(api.credentials.secret), accessKey: new Secret('access-key-canary') };
});
afterAll(() => served.stop());

describe('a call to WHMCS', () => {
  const faults: readonly [ApiFault, object][] = [
    ['down', { is: 'down', sent: true }], ['maintenance', { is: 'down', sent: false, message: expect.stringContaining('maintenance page (HTTP 503)') }], ['html', { is: 'down', sent: true, message: expect.stringContaining('a page instead of an answer') }],
    ['empty', { is: 'down', sent: true, message: expect.stringContaining('nothing') }], ['redirect', { is: 'down', sent: false, message: expect.stringContaining('redirects') }], ['bad-json', { is: 'down', sent: true }], ['slow', { is: 'down', sent: true, message: expect.stringContaining('did not answer') }],
    ['lost', { is: 'down', sent: true }], ['forbidden', { is: 'refused', why: 'access' }], ['ip', { is: 'refused', why: 'access', message: 'Invalid IP 203.0.113.99' }], [{ error: 'Something <b>odd</b> with api-secret-canary and access-key-canary' }, { is: 'refused', why: 'other', message: 'Something odd with •••••• and ••••••' }],
  ];
  it.each(faults)('that meets %j is taken for what it is, and tells no secret', async (fault, expected) => {
    api.fail(fault);
    const called = await logActivity(access, 'A line', '1', { timeoutMs: 300 });
    expect(called).toMatchObject(expected);
    expect(JSON.stringify(called)).not.toMatch(/canary/);
    expect(called.is === 'ok' ? '' : reasonOf(called)).toMatch(/\w.+\.$/);
  });

  it('to nobody at all was never sent', async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    const server = createServer();
    server.listen(0, '127.0.0.1', resolve);
    await promise;
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    await new Promise((done) => server.close(done));
    expect(await details({ ...access, url: `http://127.0.0.1:${port}` })).toMatchObject({ is: 'down', sent: false });
  });

  it('reads numbers that come as texts, wrapped and empty lists', async () => {
    expect(await details(access)).toEqual({ is: 'ok', data: { whmcs: { version: '9.0.5' } } });
    expect(await departments(access)).toMatchObject({ data: { departments: [{ id: '1', name: 'Technical' }, { id: '2', name: 'Billing' }] } });
    expect(await products(access, {})).toEqual({ is: 'ok', data: { totalresults: 0, products: [] } });
    api.products.set('7', { id: '7', clientid: '1', domain: 'a.com', status: 'Active' });
    // The password that WHMCS sends along is not even read.
    expect(await products(access, {})).toEqual({ is: 'ok', data: { totalresults: 1, products: [{ id: '7', clientid: '1', domain: 'a.com', status: 'Active', serverhostname: '', customfields: [] }] } });
    expect(await updateProduct(access, '9', { username: 'x', ip: null, nameservers: [] })).toMatchObject({ is: 'refused', message: 'Service ID Not Found' });
  });

  it('with a wrong secret, or without the key that passes its list of addresses, is refused', async () => {
    expect(await details({ ...access, secret: new Secret('guess') })).toMatchObject({ is: 'refused', why: 'access' });
    api.credentials.accessKey = 'access-key-canary';
    expect(await details({ ...access, accessKey: null })).toMatchObject({ is: 'refused', why: 'access' });
    expect(await details(access)).toMatchObject({ is: 'ok' });
    api.credentials.accessKey = null;
  });

  it('ends when its worker lets go', async () => {
    api.fail('slow');
    await expect(callApi(access, 'WhmcsDetails', {}, z.unknown(), { signal: AbortSignal.timeout(50) })).rejects.toThrow();
  });
});

it('PHP reads our maps: lengths are bytes, numeric names are numbers', { timeout: 120_000 }, async () => {
  await needPhp();
  const fields = { 12: 'é"x;s:3:', 4_294_967_295_123: '🥐', name: '', '007': 'a\nb' };
  const read = execFileSync('php', ['-r', 'echo json_encode(unserialize(base64_decode($argv[1]), ["allowed_classes" => false]));', phpFields(fields)], { encoding: 'utf8' });
  expect(JSON.parse(read)).toEqual(fields);
});
