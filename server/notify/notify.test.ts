/** From what happens to a mail in an inbox and a signed call at a listener, with the tries in between. */
import { createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { openHouse, ownPage, type House } from '#e2e/faults/house.ts';
import { postOf } from '#server/api/post.ts';
import { catalogue } from '#server/settings/catalogue.ts';
import { raise, raiseState } from '#server/tasks/notice.ts';
import { noteTrouble, noteWell } from '#server/tasks/reach.ts';
import { deliverDue } from './deliver.ts';

interface Call {
  headers: IncomingMessage['headers'];
  body: string;
}

let house: House;
let owner: Record<string, string>;
const calls: Call[] = [];
let answer: (res: ServerResponse) => void = (res) => res.end('thanks');
const listener = createServer(async (req, res) => {
  let body = '';
  for await (const piece of req) body += String(piece);
  calls.push({ headers: req.headers, body });
  answer(res);
});
const mails: string[] = [];
const smtp = new SMTPServer({
  disabledCommands: ['STARTTLS'], logger: false, allowInsecureAuth: true,
  onAuth: ({ username, password }, _, done) => (username === 'noc' && password === 'correct-horse' ? done(null, { user: username }) : done(new Error('No such user, or another password'))),
  onData: (stream, _, done) => {
    let text = '';
    stream.on('data', (piece: Buffer) => { text += piece.toString(); }).on('end', () => { mails.push(text); done(); });
  },
});
const portOf = (address: unknown): number => (address as AddressInfo).port;

beforeAll(async () => {
  house = await openHouse({ databaseUrl: inject('databaseUrl') });
  owner = ownPage(await house.cookie('owner'));
  await new Promise<void>((done) => listener.listen(0, '127.0.0.1', done));
  await new Promise<void>((done) => { smtp.listen(0, '127.0.0.1', () => done()); });
});
afterAll(async () => {
  await new Promise((done) => listener.close(done));
  await new Promise<void>((done) => { smtp.close(() => done()); });
  await house[Symbol.asyncDispose]();
});
beforeEach(async () => {
  calls.length = 0;
  mails.length = 0;
  answer = (res) => res.end('thanks');
  await house.pool.query('delete from notices');
  await house.pool.query('delete from notify_targets');
  await house.running.api.settings.save('notify', { pauseMinutes: 0, privateTargets: true });
});

const data = <T>(body: unknown): T => (body as { result: { data: T } }).result.data;
const save = (target: object) => house.post('notifications.save', { on: true, events: ['serviceFailed'], ...target }, owner);
const hook = async (events = ['serviceFailed']) => data<{ id: number; secret: string }>((await save({ kind: 'webhook', name: 'Hook', events, address: `http://127.0.0.1:${portOf(listener.address())}/in` })).body);
const happens = (subject: string) => raise(house.running.api.db, 'serviceFailed', { subject, text: 'Package exists and is not ours', path: '/services/1' });
const deliver = () => deliverDue(postOf(house.running.api), AbortSignal.timeout(20_000));
const itsTime = () => house.pool.query('update deliveries set next_at = now()');
const listed = async () => data<{ rows: { id: number; state: string; attempts: number; answer: string; title: string }[] }>((await house.get('notifications.deliveries', {}, owner)).body).rows;

describe('a webhook', () => {
  it('is signed, and a receiver that is down gets it by later tries', async () => {
    const { secret } = await hook();
    await happens('rosas-bakery.com');
    answer = (res) => res.writeHead(503).end('<h1>Not\nnow</h1>');
    await deliver();
    expect(await listed()).toMatchObject([{ state: 'waiting', attempts: 1, answer: 'Answered 503: <h1>Not now</h1>', title: 'rosas-bakery.com failed' }]);
    await deliver();
    expect(calls).toHaveLength(1);
    await itsTime();
    answer = (res) => res.destroy();
    await deliver();
    expect(await listed()).toMatchObject([{ state: 'waiting', attempts: 2, answer: '127.0.0.1 broke the connection off' }]);
    await itsTime();
    answer = (res) => res.end('thanks');
    await deliver();
    expect(await listed()).toMatchObject([{ state: 'sent', attempts: 3, answer: 'Answered 200' }]);
    const last = calls.at(-1);
    const [, seconds, signature] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(String(last?.headers['x-hostwright-signature'])) ?? [];
    expect(createHmac('sha256', secret).update(`${seconds}.${last?.body}`).digest('hex')).toBe(signature);
    expect(Math.abs(Date.now() / 1000 - Number(seconds))).toBeLessThan(30);
    expect(JSON.parse(last?.body ?? '')).toMatchObject({ event: 'serviceFailed', count: 1, items: [{ subject: 'rosas-bakery.com', text: 'Package exists and is not ours', url: `http://localhost:${new URL(house.url).port}/services/1` }] });
  });

  it('of two workers one sends it', async () => {
    await hook();
    await happens('rosas-bakery.com');
    await Promise.all([deliver(), deliver(), deliver()]);
    expect(calls).toHaveLength(1);
  });

  it('has failed after its last try, and a person may grant new ones', async () => {
    await hook();
    await house.running.api.settings.save('retry', { ...catalogue.retry.fallback, notifications: { attempts: 1, baseSeconds: 1, factor: 1, capSeconds: 1, jitter: 0 } });
    answer = (res) => res.writeHead(302, { location: 'http://127.0.0.1:1/' }).end();
    await happens('rosas-bakery.com');
    await deliver();
    const [failed] = await listed();
    expect(failed).toMatchObject({ state: 'failed', answer: 'Answered 302: it sends to another address, which is not followed' });
    answer = (res) => res.end('thanks');
    expect((await house.post('notifications.retry', { id: failed?.id }, owner)).status).toBe(200);
    await deliver();
    expect(await listed()).toMatchObject([{ state: 'sent', attempts: 1 }]);
    expect((await house.post('notifications.retry', { id: failed?.id }, owner)).status).toBe(409);
  });

  it('into a private network is refused when it is saved, and when it is sent', async () => {
    const { id } = await hook();
    await house.running.api.settings.save('notify', { pauseMinutes: 0, privateTargets: false });
    for (const address of ['https://127.0.0.1/', 'https://[::1]:8080/', 'http://example.com/']) expect(await save({ kind: 'webhook', name: 'x', address })).toMatchObject({ status: 400, body: { error: { data: { field: 'address' } } } });
    // A name passes until it is looked up, which is when it is connected to.
    await house.pool.query("update notify_targets set address = 'https://localhost/' where id = $1", [id]);
    expect(data(((await house.post('notifications.test', { id }, owner)).body))).toEqual({ ok: false, answer: 'localhost is inside a private network: such webhooks are refused until they are allowed in the settings' });
    expect(calls).toEqual([]);
  });
});

describe('a chat', () => {
  it('gets a text in its own form from an address that nobody reads again', async () => {
    const address = `http://127.0.0.1:${portOf(listener.address())}/services/T0/canary-of-slack`;
    const { id } = data<{ id: number }>((await save({ kind: 'slack', name: 'Chat', address })).body);
    await save({ id, kind: 'slack', name: 'Chat of the night', address: '••••••' });
    await happens('a&b<c>.com');
    await deliver();
    expect(JSON.parse(calls[0]?.body ?? '')).toEqual({ text: expect.stringMatching(/^\*a&amp;b&lt;c&gt;\.com failed\*\n• <http:\/\/localhost:\d+\/services\/1\|a&amp;b&lt;c&gt;\.com>: Package exists and is not ours$/) });
    const { rows } = await house.pool.query('select * from notify_targets');
    const seen = [rows, (await house.get('notifications.list', undefined, owner)).body, await listed()];
    expect(JSON.stringify(seen)).not.toContain('canary-of-slack');
  });
});

const server = { ...catalogue.mailServer.fallback, host: '127.0.0.1', security: 'none', user: 'noc', from: 'noc@brightwood.test' };

describe('a mail', () => {
  const mailTo = async () => data<{ id: number }>((await save({ kind: 'mail', name: 'Team', recipients: ['team@brightwood.test'] })).body);
  const test = async (id: number) => data<{ ok: boolean; answer: string }>((await house.post('notifications.test', { id }, owner)).body);

  it('goes over the provider’s own server', async () => {
    await house.running.api.settings.save('mailServer', { ...server, port: portOf(smtp.server.address()), password: 'correct-horse' });
    await mailTo();
    await happens('rosas-bakery.com');
    await deliver();
    expect(await listed()).toMatchObject([{ state: 'sent', answer: 'Taken by 127.0.0.1' }]);
    expect(mails).toHaveLength(1);
    for (const line of ['From: Hostwright <noc@brightwood.test>', 'To: team@brightwood.test', 'Subject: rosas-bakery.com failed', 'rosas-bakery.com: Package exists and is not ours']) expect(mails[0]).toContain(line);
  });

  it('that can not be sent says why, without the password', async () => {
    const port = portOf(smtp.server.address());
    const { id } = await mailTo();
    for (const [change, words] of [
      [{ password: 'canary-wrong' }, '127.0.0.1 does not take the user or the password'],
      [{ security: 'starttls', password: 'canary-wrong' }, '127.0.0.1 offers no encryption that is good enough'],
      [{ host: '', password: '' }, 'No mail server is set: name one in the settings'],
      [{ port: 1, password: '' }, '127.0.0.1 refused the connection'],
    ] as const) {
      await house.running.api.settings.save('mailServer', { ...server, port, ...change });
      expect(await test(id)).toEqual({ ok: false, answer: words });
    }
    expect(mails).toEqual([]);
    expect(JSON.stringify([await listed(), house.log])).not.toContain('canary-wrong');
  });
});

describe('a link for somebody who is let in', () => {
  interface Made {
    url: string;
    email: string;
    mail: { ok: boolean; answer: string } | null;
  }
  const invite = async () => data<Made>((await house.post('people.invite', { email: 'Ina@brightwood.test', role: 'support' }, owner)).body);
  const textOf = (mail: string | undefined): string => (mail ?? '').replaceAll('=\r\n', '').replaceAll('=3D', '=');

  it('goes by mail where there is a mail server, is answered in any case, and is in no log', async () => {
    const { settings } = house.running.api;
    await settings.save('mailServer', catalogue.mailServer.fallback);
    const links = [await invite()];
    expect(links[0]).toMatchObject({ email: 'ina@brightwood.test', mail: null });
    await settings.save('mailServer', { ...server, port: portOf(smtp.server.address()), password: 'correct-horse' });
    links.push(await invite());
    expect(links[1]?.mail).toEqual({ ok: true, answer: 'Taken by 127.0.0.1' });
    expect(mails[0]).toContain('To: ina@brightwood.test');
    expect(textOf(mails[0])).toContain(links[1]?.url);
    const joined = await house.post('join.accept', { token: links[1]?.url.split('#')[1], name: 'Ina', password: 'correct-horse-battery' }, { 'x-forwarded-for': '192.0.2.77' });
    expect(joined.status).toBe(200);
    const { rows: [ina] } = await house.pool.query<{ id: number }>("select id from staff where email = 'ina@brightwood.test'");
    const reset = async () => data<Made>((await house.post('people.resetPassword', { id: ina?.id }, owner)).body);
    links.push(await reset());
    expect(textOf(mails[1])).toContain(links[2]?.url);
    await settings.save('mailServer', { ...server, port: 1 });
    links.push(await reset());
    expect(links[3]?.mail).toEqual({ ok: false, answer: '127.0.0.1 refused the connection' });
    expect(mails).toHaveLength(2);
    const { rows: written } = await house.pool.query('select * from audit');
    for (const { url } of links) expect(JSON.stringify([written, await listed(), house.log])).not.toContain(url.split('#')[1]);
  });
});

describe('what is told', () => {
  it('a node that takes 200 services down is two messages, and what follows within the pause comes as one', async () => {
    await hook(['serviceFailed', 'nodeDown', 'nodeBack', 'hostKeyChanged']);
    await house.running.api.settings.save('notify', { pauseMinutes: 5, privateTargets: true });
    const { db } = house.running.api;
    for (let failure = 0; failure < 7; failure++) await noteTrouble(db, 1, { message: 'web-0 did not answer', alarm: false });
    for (let n = 0; n < 150; n++) await happens(`site-${n}.com`);
    await deliver();
    for (let n = 150; n < 200; n++) await happens(`site-${n}.com`);
    await deliver();
    expect((await listed()).map(({ title }) => title).toSorted()).toEqual(['150 services failed', 'web-0 does not answer']);
    await house.pool.query("update deliveries set created_at = created_at - interval '6 minutes'");
    await noteTrouble(db, 1, { message: 'Another host key', alarm: true });
    await noteTrouble(db, 1, { message: 'Another host key', alarm: true });
    await noteWell(db, 1);
    await deliver();
    expect((await listed()).slice(0, 3).map(({ title }) => title).toSorted()).toEqual(['50 services failed', 'The host key of web-0 changed', 'web-0 answers again']);
    expect(calls.map(({ body }) => (JSON.parse(body) as { items: unknown[] }).items.length).toSorted((a, b) => a - b)).toEqual([1, 1, 1, 25, 25]);
  });

  it('a service that fails again and again is told of once, and once when it is active', async () => {
    await hook(['serviceFailed', 'serviceRecovered']);
    await house.post('service.create', { serviceId: 9, clientId: 1, domain: 'rosas-bakery.com', product: 'split', email: 'rosa@example.com' }, { authorization: `Bearer ${house.key}` });
    const { rows: [service] } = await house.pool.query<{ id: number }>('select id from services');
    await house.running.api.db.transaction(async (tx) => {
      for (const state of ['failed', 'deploying', 'failed', 'active', 'suspended', 'active'] as const) await raiseState(tx, service?.id ?? 0, state);
    });
    await deliver();
    expect((await listed()).map(({ title }) => title).toSorted()).toEqual(['rosas-bakery.com failed', 'rosas-bakery.com is active again']);
  });

  it('without a target nothing is kept for later', async () => {
    await happens('rosas-bakery.com');
    await deliver();
    await hook();
    await deliver();
    expect(await listed()).toEqual([]);
  });
});
