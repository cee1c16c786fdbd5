/** Tickets from outside: what is no ticket of ours opens nothing, and a token is of one service, for a while. */
import { createHmac, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { io } from 'socket.io-client';
import { bearer, openHouse, ownPage, type Answer, type House } from '#e2e/faults/house.ts';
import { signTicket } from '#e2e/whmcs/ticket.ts';
import { hashOf } from './tokens.ts';

let house: House;
let calls = 0;
beforeAll(async () => {
  house = await openHouse({ databaseUrl: inject('databaseUrl') });
  for (const at of [1, 2]) await house.post('service.create', { serviceId: at, clientId: 1, domain: `customer-${at}.com`, product: 'split', email: 'rosa@example.com' }, bearer(house.key));
});
afterAll(() => house[Symbol.asyncDispose]());

const now = (): number => Math.floor(Date.now() / 1000);
const exchange = (ticket: string): Promise<Answer> => house.post('embed.exchange', { ticket }, { 'x-forwarded-for': `192.0.2.${++calls}` });
const good = (wish: Partial<Parameters<typeof signTicket>[0]> = {}): string => signTicket({ key: house.key, origin: house.origin, serviceId: '1', ...wish });
const tokenOf = (answer: Answer): string => (answer.body as { result: { data: { token: string } } }).result.data.token;

function signed(claims: Record<string, unknown>, key = house.key): string {
  const body = Buffer.from(JSON.stringify({ v: 1, iss: house.origin, svc: '1', iat: now(), exp: now() + 120, jti: randomUUID(), ...claims })).toString('base64url');
  return `${body}.${createHmac('sha256', createHmac('sha256', key).update('embed/v1').digest('base64url')).update(body).digest('base64url')}`;
}
/** Changes what the body says and keeps its signature. */
function forged(ticket: string, change: Record<string, unknown>): string {
  const [body = '', signature = ''] = ticket.split('.');
  const claims = JSON.parse(Buffer.from(body, 'base64url').toString()) as object;
  return `${Buffer.from(JSON.stringify({ ...claims, ...change })).toString('base64url')}.${signature}`;
}

describe('a ticket', () => {
  it('opens its one service, once', async () => {
    const ticket = good();
    const answer = await exchange(ticket);
    expect(answer).toMatchObject({ status: 200, body: { result: { data: { parentOrigin: house.origin, view: { service: { domain: 'customer-1.com' } } } } } });
    expect(await exchange(ticket)).toMatchObject({ status: 401 });
  });

  it('works once also for ten at the same moment', async () => {
    const ticket = good();
    const answers = await Promise.all(Array.from({ length: 10 }, () => exchange(ticket)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  });

  it.each([0, -55 - 120, 55])('is good with a clock that is %i s off', async (off) => {
    expect(await exchange(good({ at: now() + off }))).toMatchObject({ status: 200 });
  });

  const bad: readonly (readonly [string, () => string | Promise<string>, number])[] = [
    ['that is none', () => 'nothing', 401],
    ['with three parts', () => `${good()}.x`, 401],
    ['for another service under the old signature', () => forged(good(), { svc: '2' }), 401],
    ['with an empty signature', () => `${good().split('.')[0] ?? ''}.`, 401],
    ['signed by the key itself and not by what is derived from it', () => {
      const body = good().split('.')[0] ?? '';
      return `${body}.${createHmac('sha256', house.key).update(body).digest('base64url')}`;
    }, 401],
    ['signed by another key', () => good({ key: `hw_${'x'.repeat(43)}` }), 401],
    ['of an origin that is not connected', () => good({ origin: 'https://evil.example' }), 401],
    ['that is too old', () => good({ at: now() - 120 - 61 }), 401],
    ['from a clock too far ahead', () => good({ at: now() + 65 }), 401],
    ['that would be good for a day', () => signed({ exp: now() + 86_400 }), 401],
    ['that ended before it began', () => signed({ iat: now() + 30, exp: now() - 30 }), 401],
    ['without a number of its own', () => signed({ jti: '' }), 401],
    ['of another version', () => signed({ v: 2 }), 401],
    ['of a service that is not there', () => good({ serviceId: '404' }), 404],
    ['over 4 KB', () => `${'a'.repeat(5000)}.b`, 400],
  ];
  it.each(bad)('%s opens nothing and writes nothing', async (_, make, status) => {
    const ticket = await make();
    const before = await house.rows();
    const answer = await exchange(ticket);
    expect(answer).toMatchObject({ status, body: { error: { message: expect.stringMatching(/^[^\n{[]{5,120}$/) } } });
    expect(await house.rows()).toEqual(before);
  });

  it('signed by another connected WHMCS opens nothing of this one', async () => {
    const owner = ownPage(await house.cookie('owner'));
    const added = await house.post('instances.add', { name: 'Other', origin: 'https://other.example' }, owner);
    const { key } = (added.body as { result: { data: { key: string } } }).result.data;
    expect(await exchange(good({ key }))).toMatchObject({ status: 401 });
    expect(await exchange(good({ key, origin: 'https://other.example' }))).toMatchObject({ status: 404 });
  });
});

describe('a token', () => {
  it('is kept as a hash, and ends after a quarter of an hour', async () => {
    const token = tokenOf(await exchange(good()));
    const { rows } = await house.pool.query<{ minutes: number }>('select extract(epoch from expires_at - now()) / 60 as minutes from embed_sessions where hash = $1', [hashOf(token)]);
    expect(Number(rows[0]?.minutes)).toBeCloseTo(15, 0);
    await house.pool.query("update embed_sessions set expires_at = now() - interval '1 second' where hash = $1", [hashOf(token)]);
    expect(await house.post('embed.refresh', {}, bearer(token))).toMatchObject({ status: 401 });
  });

  it('is rotated by a refresh: the old one is dead, of two at once one wins', async () => {
    const token = tokenOf(await exchange(good()));
    const answers = await Promise.all([1, 2].map(() => house.post('embed.refresh', {}, bearer(token))));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 401]);
    expect(await house.post('embed.retry', {}, bearer(token))).toMatchObject({ status: 401 });
    const fresh = tokenOf(answers.find(({ status }) => status === 200) ?? { status: 0, body: null, headers: new Headers() });
    expect(await house.post('embed.retry', {}, bearer(fresh))).toMatchObject({ status: 200 });
  });

  it('opens the live room of its own service and of no other', async () => {
    const token = tokenOf(await exchange(good()));
    const socket = io(house.url, { path: '/live', auth: { token }, transports: ['websocket'] });
    try {
      const ask = async (serviceId: number): Promise<unknown> => {
        const answer: unknown = await socket.emitWithAck('watch', { serviceId, seq: -1 });
        return (answer as { ok: boolean }).ok;
      };
      const { rows } = await house.pool.query<{ id: number }>('select id from services order by id');
      expect([await ask(rows[0]?.id ?? 0), await ask(rows[1]?.id ?? 0)]).toEqual([true, false]);
      expect(await socket.emitWithAck('watchFleet')).toMatchObject({ ok: false });
    } finally {
      socket.close();
    }
  });

  it('dies with its WHMCS key, and its live connection with it within a second', async () => {
    const owner = ownPage(await house.cookie('owner'));
    const made = await house.post('instances.addKey', { id: house.instanceId }, owner);
    const { key } = (made.body as { result: { data: { key: string } } }).result.data;
    const token = tokenOf(await exchange(good({ key })));
    const socket = io(house.url, { path: '/live', auth: { token }, transports: ['websocket'], reconnection: false });
    await new Promise((done) => socket.once('connect', () => done(undefined)));
    const cut = new Promise<number>((done) => socket.once('disconnect', () => done(performance.now())));
    const { rows } = await house.pool.query<{ id: number }>('select id from instance_keys where hash = $1', [hashOf(key)]);
    const revoked = performance.now();
    await house.post('instances.revokeKey', { keyId: rows[0]?.id ?? 0 }, owner);
    expect((await cut) - revoked).toBeLessThan(1000);
    expect(await house.post('embed.refresh', {}, bearer(token))).toMatchObject({ status: 401 });
    expect(await exchange(good({ key }))).toMatchObject({ status: 401 });
    expect(await exchange(good())).toMatchObject({ status: 200 });
  });
});
