/** A backup's download: any stretch of it, for whoever was given the link, for as long as they are let in, and with its token in no log. */
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { type Answer, bearer, type House, openHouse, ownPage } from '#e2e/faults/house.ts';
import { paperBytes } from '#e2e/paper-backups.ts';
import { paperFleet } from '#e2e/paper.ts';
import { signTicket } from '#e2e/whmcs/ticket.ts';

let house: House;
let item = 0;
let service = 0;
const paper = paperFleet();
const data = <T>({ body }: Answer): T => (body as { result: { data: T } }).result.data;

async function visit(): Promise<string> {
  return data<{ token: string }>(await house.post('embed.exchange', { ticket: signTicket({ key: house.key, origin: house.origin, serviceId: '1' }) }, { 'x-forwarded-for': '198.51.100.9' })).token;
}
const link = async (token: string): Promise<string> => data<{ path: string }>(await house.post('embed.backups.link', { id: item }, bearer(token))).path;
const load = (path: string, headers: Record<string, string> = {}, method = 'GET') => fetch(house.url + path, { method, headers });
const bytes = async (answer: Response) => [...new Uint8Array(await answer.arrayBuffer())];

beforeAll(async () => {
  house = await openHouse({ databaseUrl: inject('databaseUrl') });
  for (const serviceId of ['1', '2']) await house.post('service.create', { serviceId, clientId: 1, domain: `customer${serviceId}.com`, product: 'split', email: 'rosa@example.com' }, bearer(house.key));
  await house.pool.query("update services set state = 'active', activated_at = now()");
  await house.pool.query("update operations set finished_at = now(), status = 'succeeded'");
  await house.pool.query(`update placements set fact = '{"suspended":false,"package":"x","password":1}'`);
  Object.assign(house.running.api.fleet, { panelOf: paper.panelOf });
  const { rows: [place] } = await house.pool.query("select s.id as service, p.node_id, p.login from services s join placements p on p.service_id = s.id and p.role = 'web' where s.external_id = '1'");
  service = place.service;
  const panel = paper.panelOf({ id: place.node_id }, { write: () => undefined, signal: AbortSignal.timeout(5000) });
  await panel.backups.add(place.login);
  const [archive] = await panel.backups.list(place.login);
  const known = JSON.stringify({ from: 'person', archive });
  const { rows: [row] } = await house.pool.query<{ id: number }>("insert into items (service_id, kind, name, wish, known) values ($1, 'webBackup', '1', $2, $2) returning id", [service, known]);
  item = row?.id ?? 0;
});
afterAll(() => house[Symbol.asyncDispose]());

describe('a download', () => {
  it('is the whole file, or any stretch of it, any number of times', async () => {
    const path = await link(await visit());
    const whole = await load(path);
    expect([whole.status, whole.headers.get('content-length'), whole.headers.get('accept-ranges'), whole.headers.get('cache-control')]).toEqual([200, '2000', 'bytes', 'no-store']);
    expect(whole.headers.get('content-disposition')).toMatch(/^attachment; filename="customer1-com-web\.[\d_-]+\.tar"$/);
    expect(await bytes(whole)).toEqual([...paperBytes(0, 2000)]);
    const etag = whole.headers.get('etag') ?? '';
    for (const [range, from, count] of [['bytes=0-9', 0, 10], ['bytes=1500-', 1500, 500], ['bytes=-3', 1997, 3]] as const) {
      const part = await load(path, { range, 'if-range': etag });
      expect([part.status, part.headers.get('content-range')]).toEqual([206, `bytes ${from}-${from + count - 1}/2000`]);
      expect(await bytes(part)).toEqual([...paperBytes(from, count)]);
    }
    expect((await load(path, { range: 'bytes=0-9', 'if-range': '"other"' })).status).toBe(200);
    const outside = await load(path, { range: 'bytes=2000-' });
    expect([outside.status, outside.headers.get('content-range')]).toEqual([416, 'bytes */2000']);
    const head = await load(path, { range: 'bytes=0-9' }, 'HEAD');
    expect([head.status, head.headers.get('content-length'), await bytes(head)]).toEqual([206, '10', []]);
    expect((await load(path, {}, 'POST')).status).toBe(405);
  });

  it('goes on when the frame’s token is renewed, and ends with the visit, its time, and the backup', async () => {
    const first = await visit();
    const path = await link(first);
    const { token } = data<{ token: string }>(await house.post('embed.refresh', undefined, bearer(first)));
    expect((await load(path, {}, 'HEAD')).status).toBe(200);
    await house.pool.query("update download_links set expires_at = now() - interval '1 second'");
    expect((await load(path)).status).toBe(404);
    const again = await link(token);
    await house.pool.query('delete from embed_sessions');
    const gone = await load(again);
    expect([gone.status, await gone.text()]).toEqual([404, 'This link has ended, or is not yours: make a new one in the panel, under Backups.\n']);
    for (const wrong of ['/download/', '/download/x', `/download/${'a'.repeat(43)}`, `${again}/x`, '/download/..%2f..%2fetc']) expect({ wrong, status: (await load(wrong)).status }).toEqual({ wrong, status: 404 });
  });

  it('of staff wants the cookie of the session in which its link was made', async () => {
    const [mine, other] = [await house.cookie('operator'), await house.cookie('operator')];
    const { path } = data<{ path: string }>(await house.post('backups.link', { service, id: item }, ownPage(mine)));
    expect((await load(path, { cookie: mine }, 'HEAD')).status).toBe(200);
    for (const headers of [{}, { cookie: other }, bearer(mine.replace('hostwright=', ''))]) expect((await load(path, headers as Record<string, string>)).status).toBe(404);
  });

  it('is of one’s own backup only, in a room that the product shows', async () => {
    const token = data<{ token: string }>(await house.post('embed.exchange', { ticket: signTicket({ key: house.key, origin: house.origin, serviceId: '2' }) }, { 'x-forwarded-for': '198.51.100.9' })).token;
    for (const [name, input] of [['link', { id: item }], ['restore', { id: item, parts: [{ is: 'site' }], typed: 'customer1.com' }]] as const) expect((await house.post(`embed.backups.${name}`, input, bearer(token))).status).toBe(404);
    expect((await house.get('embed.backups.parts', { id: item }, bearer(token))).status).toBe(404);
    await house.pool.query(`update products set rooms = '{"backups":"look"}'`);
    expect((await house.post('embed.backups.restore', { id: item, parts: [{ is: 'site' }], typed: 'customer2.com' }, bearer(token))).status).toBe(403);
    const own = await visit();
    expect((await house.post('embed.backups.link', { id: item }, bearer(own))).status).toBe(200);
    await house.pool.query(`update products set rooms = '{"backups":"hidden"}'`);
    for (const name of ['look', 'link']) expect((await house.post(`embed.backups.${name}`, { id: item }, bearer(own))).status).toBe(404);
    await house.pool.query(`update products set rooms = '{}'`);
  });

  it('says what is wrong with its server, breaks off where it can say nothing any more, and leaves its token in no log', async () => {
    const path = await link(await visit());
    const secret = path.replace('/download/', '');
    await house.pool.query("update nodes set state = 'maintenance'");
    expect((await load(path)).status).toBe(503);
    await house.pool.query("update nodes set state = 'active'");
    paper.when({ method: 'backups.file' }, () => { throw new Error(`A bug that names ${path.slice(0, 9)}`); });
    const broken = await load(path);
    expect([broken.status, await broken.text()]).toEqual([500, 'The backup could not be read.\n']);
    paper.when({ method: 'backups.read' }, () => { throw new Error('The node is gone'); });
    expect(await load(path).then((answer) => answer.arrayBuffer()).then(() => 'whole', () => 'broken off')).toBe('broken off');
    expect((await load(path)).status).toBe(200);
    expect(house.log.join('')).toContain('A download is broken');
    expect(house.log.join('')).not.toContain(secret);
    expect(JSON.stringify((await house.pool.query('select * from download_links')).rows)).not.toContain(secret);
  });
});
