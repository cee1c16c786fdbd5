/** Files of a website over a node's real SFTP: opened with a key of the service's own, changed, taken and put, and nothing outside of its folder. */
import { chmodSync, existsSync, lstatSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest';
import { type Answer, bearer, type House, openHouse, ownPage } from '#e2e/faults/house.ts';
import { type NearNode, startSimNode } from '#e2e/simnode/simnode.ts';
import { signTicket } from '#e2e/whmcs/ticket.ts';
import type { FileEntry, Listing } from '#server/core/files.ts';
import { keyRow } from '#server/panels/fleet.ts';
import { newKey } from '#server/ssh/keys.ts';

let house: House;
let node: NearNode;
let site = '';
let service = 0;
let token = '';
const dir = mkdtempSync(join(tmpdir(), 'hostwright-files-'));
const data = <T>({ body }: Answer): T => (body as { result: { data: T } }).result.data;
const refusal = ({ status, body }: Answer): [number, string] => [status, (body as { error: { message: string } }).error.message];

const visit = async (id = '1'): Promise<string> => data<{ token: string }>(await house.post('embed.exchange', { ticket: signTicket({ key: house.key, origin: house.origin, serviceId: id }) }, { 'x-forwarded-for': `198.51.100.${9 + Number(id)}` })).token;
const ask = (name: string, input: object) => house.get(`embed.files.${name}`, input, bearer(token));
const act = (name: string, input: object) => house.post(`embed.files.${name}`, input, bearer(token));
const names = async (path = ''): Promise<string[]> => data<Listing>(await ask('list', { path })).entries.map(({ name }) => name);
const put = async (path: string, body: string, replace = false) => fetch(house.url + data<{ path: string }>(await act('put', { path, replace })).path, { method: 'PUT', body });
const opened = async (input: object = {}): Promise<boolean> => {
  const answer = await act('open', input);
  if (data<{ ready: boolean }>(answer).ready) return true;
  await expect.poll(async () => (await house.pool.query("select status from tasks where action = 'web.addFileKey' order by id desc limit 1")).rows[0]?.status).toBe('succeeded');
  return false;
};

beforeAll(async () => {
  const key = newKey();
  node = await startSimNode({ dir, name: 'web-0', hostname: 'web-0.brightwood.test', ipv4: '203.0.113.10', authorizedKeys: [key.publicKey] });
  house = await openHouse({ databaseUrl: inject('databaseUrl'), roles: ['web'], env: { ROLE: 'all' } });
  await house.pool.query(`update products set roles = '["web"]'`);
  await house.pool.query('update nodes set ssh_port = $1, ssh_key = $2, fingerprint = $3', [node.port, house.running.api.sealer.seal(key.privateKey.reveal(), keyRow('web-0')), node.fingerprint]);
  for (const serviceId of ['1', '2']) await house.post('service.create', { serviceId, clientId: 1, domain: `customer${serviceId}.com`, product: 'split', email: 'rosa@example.com' }, bearer(house.key));
  await vi.waitUntil(async () => (await house.pool.query("select count(*)::int as n from services where state = 'active'")).rows[0]?.n === 2, { timeout: 30_000 });
  service = (await house.pool.query<{ id: number }>("select id from services where external_id = '1'")).rows[0]?.id ?? 0;
  token = await visit();
}, 60_000);
afterAll(async () => {
  await house[Symbol.asyncDispose]();
  await node.stop();
  rmSync(dir, { recursive: true, force: true });
});

describe('the files of a website', () => {
  it('are opened where the node has a jail, with a key of their own that is let in once', async () => {
    expect(refusal(await act('open', {}))).toEqual([412, 'Files can not be opened on this server']);
    await house.pool.query(`update nodes set probed = '{"sftpJail":true}'`);
    expect(refusal(await ask('list', { path: '' }))).toEqual([412, 'The files are not open yet']);
    await node.control({ op: 'jail', on: false });
    expect(await act('open', {})).toMatchObject({ status: 200 });
    await expect.poll(async () => (await house.pool.query("select error ->> 'customer' as said from tasks where action = 'web.addFileKey'")).rows[0]?.said).toBe('Files can not be opened on this server');
    await node.control({ op: 'jail', on: true });
    expect([await opened(), await opened()]).toEqual([false, true]);
    const { users } = await node.control({ op: 'state' }) as { users: Record<string, { keys?: string[] }> };
    expect(users['customer1-com-web']?.keys).toEqual([expect.stringMatching(/^ssh-ed25519 \S+ hostwright-files$/)]);
    expect(await names()).toEqual(['index.html']);
    const [jail = ''] = readdirSync(join(dir, 'jails'));
    site = join(dir, 'jails', jail, 'home/customer1-com-web/web/customer1.com/public_html');
  });

  it('are listed, edited against the version that was read, renamed, given permissions and removed', async () => {
    expect((await act('makeFolder', { path: 'shop' })).status).toBe(200);
    expect((await put('shop/a & ü.txt', 'one')).status).toBe(204);
    const read = data<{ text: string; entry: FileEntry }>(await ask('read', { path: 'shop/a & ü.txt' }));
    expect([read.text, read.entry.kind, read.entry.bytes, read.entry.mode]).toEqual(['one', 'file', 3, 0o644]);
    await act('setMode', { path: 'shop/a & ü.txt', mode: 0o600 });
    const write = (version: string) => act('write', { path: 'shop/a & ü.txt', text: 'two two', version });
    const written = data<FileEntry>(await write(read.entry.version));
    expect([readFileSync(join(site, 'shop/a & ü.txt'), 'utf8'), written.mode, readdirSync(join(site, 'shop'))]).toEqual(['two two', 0o600, ['a & ü.txt']]);
    expect(refusal(await write(read.entry.version))).toEqual([409, expect.stringContaining('changed meanwhile')]);
    expect((await act('rename', { path: 'shop/a & ü.txt', name: 'b.txt' })).status).toBe(200);
    await put('shop/c.txt', 'c');
    expect(refusal(await act('rename', { path: 'shop/b.txt', name: 'c.txt' }))).toEqual([409, 'There is one of this name already']);
    expect(await names('shop')).toEqual(['b.txt', 'c.txt']);
    writeFileSync(join(site, 'photo.bin'), Buffer.from([0, 255, 254]));
    writeFileSync(join(site, 'big.log'), Buffer.alloc(1024 * 1024 + 1, 'a'));
    expect([refusal(await ask('read', { path: 'photo.bin' })), refusal(await ask('read', { path: 'big.log' })), refusal(await ask('read', { path: 'gone' })), refusal(await ask('read', { path: 'shop' }))]).toEqual([
      [409, expect.stringContaining('not a text')], [409, expect.stringContaining('too big')], [404, expect.stringContaining('not there any more')], [409, 'This is not a file'],
    ]);
    expect((await act('remove', { path: 'shop' })).status).toBe(200);
    expect(await names()).toEqual(['big.log', 'index.html', 'photo.bin']);
  });

  it('are put and taken whole or not at all', async () => {
    const big = Buffer.alloc(3_000_000, 'abcdefg');
    expect((await put('big.bin', big.toString())).status).toBe(204);
    const taken = await fetch(house.url + data<{ path: string }>(await act('take', { path: 'big.bin' })).path);
    expect([taken.status, taken.headers.get('content-disposition'), taken.headers.get('cache-control'), taken.headers.get('x-content-type-options')]).toEqual([200, `attachment; filename="big.bin"; filename*=UTF-8''big.bin`, 'no-store', 'nosniff']);
    expect(Buffer.from(await taken.arrayBuffer()).equals(big)).toBe(true);
    const again = await put('big.bin', 'x');
    expect([again.status, await again.text()]).toEqual([409, 'There is one of this name already.\n']);
    chmodSync(join(site, 'big.bin'), 0o640);
    expect([(await put('big.bin', 'x', true)).status, readFileSync(join(site, 'big.bin'), 'utf8'), lstatSync(join(site, 'big.bin')).mode & 0o777]).toEqual([204, 'x', 0o640]);
    // The browser goes away half-way.
    const { path } = data<{ path: string }>(await act('put', { path: 'half.bin', replace: false }));
    const half = request(house.url + path, { method: 'PUT', headers: { 'content-length': '1000000' } }).on('error', () => undefined);
    half.write(Buffer.alloc(200_000));
    await expect.poll(() => readdirSync(site).some((name) => name.startsWith('.hostwright-upload-'))).toBe(true);
    half.destroy();
    await expect.poll(() => readdirSync(site).filter((name) => /half|hostwright/.test(name))).toEqual([]);
    const huge = data<{ path: string }>(await act('put', { path: 'huge', replace: false })).path;
    const status = await new Promise<number>((resolve) => { request(house.url + huge, { method: 'PUT', headers: { 'content-length': String(1024 ** 4) } }, (res) => resolve(res.statusCode ?? 0)).on('error', () => undefined).flushHeaders(); });
    expect(status).toBe(413);
  });

  it('end at their folder: no path and no link leads out of it', async () => {
    for (const path of ['..', '../index.html', 'a/../../b', '/etc/passwd', '..\\x', 'a\0b', './x', 'x//y']) {
      const [read, write] = [await ask('read', { path }), await act('put', { path, replace: true })];
      expect([path, read.status, write.status]).toEqual([path, 400, 400]);
    }
    for (const path of ['%2e%2e/x', '..%2f..%2fx']) expect((await ask('read', { path })).status).toBe(404);
    const outside = join(site, '../private');
    mkdirSync(outside);
    writeFileSync(join(outside, 'secret'), 'secret');
    symlinkSync('../private', join(site, 'out'));
    symlinkSync('../private/secret', join(site, 'secret.txt'));
    symlinkSync('/etc', join(site, 'etc'));
    const links = data<Listing>(await ask('list', { path: '' })).entries.filter(({ kind }) => kind === 'link').map(({ name }) => name);
    expect(links).toEqual(['etc', 'out', 'secret.txt']);
    for (const answer of [await ask('list', { path: 'out' }), await ask('list', { path: 'etc' }), await ask('read', { path: 'secret.txt' }), await ask('read', { path: 'out/secret' }), await act('write', { path: 'secret.txt', text: 'x', version: '1-1' }), await act('makeFolder', { path: 'out/x' }), await act('remove', { path: 'out/secret' }), await act('setMode', { path: 'secret.txt', mode: 0o777 }), await act('rename', { path: 'out/secret', name: 'x' })]) {
      expect([404, 409]).toContain(answer.status);
    }
    expect((await put('secret.txt', 'x', true)).status).toBe(409);
    expect((await put('out/x', 'x')).status).toBe(409);
    await act('makeFolder', { path: 'folder' });
    symlinkSync('../../private', join(site, 'folder/inner'));
    expect([(await act('remove', { path: 'folder' })).status, (await act('remove', { path: 'out' })).status]).toEqual([200, 200]);
    expect([readdirSync(outside), readFileSync(join(outside, 'secret'), 'utf8'), existsSync(join(site, 'out'))]).toEqual([['secret'], 'secret', false]);
    expect([(await act('remove', { path: '' })).status, (await act('setMode', { path: 'index.html', mode: 0o4755 })).status]).toEqual([400, 400]);
  });

  it('are nobody else’s: links end with their holder, and every service has its own', async () => {
    const { path } = data<{ path: string }>(await act('take', { path: 'index.html' }));
    expect([(await fetch(house.url + path, { method: 'PUT', body: 'x' })).status, (await fetch(house.url + path, { method: 'POST' })).status]).toEqual([404, 405]);
    const staff = ownPage(await house.cookie('operator'));
    const theirs = data<{ path: string }>(await house.post('files.take', { service, path: 'index.html' }, staff)).path;
    expect([(await fetch(house.url + theirs)).status, (await fetch(house.url + theirs, { headers: staff })).status]).toEqual([404, 200]);
    expect(refusal(await house.get('embed.files.list', { path: '' }, bearer(await visit('2'))))).toEqual([412, 'The files are not open yet']);
    expect(house.log.join('')).not.toContain(path.slice(7));
    await house.pool.query("update products set rooms = '{\"files\":\"look\"}'");
    expect([(await ask('list', { path: '' })).status, (await act('remove', { path: 'index.html' })).status, (await act('put', { path: 'x', replace: false })).status]).toEqual([200, 403, 403]);
    await house.pool.query("update products set rooms = '{\"files\":\"hidden\"}'");
    expect((await ask('list', { path: '' })).status).toBe(404);
    await house.pool.query("update products set rooms = '{}'");
    await house.pool.query("update services set state = 'suspended' where id = $1", [service]);
    expect([refusal(await ask('list', { path: '' })), (await fetch(house.url + path)).status]).toEqual([[409, expect.stringContaining('suspended')], 409]);
    await house.pool.query("update services set state = 'active' where id = $1", [service]);
    await house.pool.query("update embed_sessions set expires_at = now() - interval '1 second'");
    expect((await fetch(house.url + path)).status).toBe(404);
  });

  it('say so when the node does not know the key any more, and are opened again', async () => {
    token = await visit('2');
    expect(await opened()).toBe(false);
    await node.control({ op: 'run', words: ['v-delete-user-ssh-key', 'customer2-com-web', 'hostwright-files'] });
    const answer = await ask('list', { path: '' });
    expect(refusal(answer)).toEqual([412, 'The server does not know the key for your files any more']);
    expect([await opened({ again: true }), await names()]).toEqual([false, expect.arrayContaining(['index.html'])]);
  });
});
