/** A website's log is followed by one who may, as fast as they take it, and for as long as they are there. */
import { expect, inject, it } from 'vitest';
import { paperRig } from '#e2e/paper.ts';
import { stage, type Wire } from '#e2e/watchers.ts';
import { siteLogOf } from '#server/api/site-log.ts';
import type { Api } from '#server/api/context.ts';
import type { SiteLogAnswer, SiteLogMessage } from './protocol.ts';
import { SiteLogs } from './site-logs.ts';

const databaseUrl = inject('databaseUrl');
const follow = (wire: Wire, serviceId: number, log: 'access' | 'error' = 'access') => new Promise<SiteLogAnswer>((done) => wire.emit('watchSiteLog', { serviceId, log }, done));

it('reads on only when what was pushed has been taken, misses nothing, and ends with its viewer', async () => {
  const logs = new SiteLogs(1);
  const file = ['1', '2'];
  let reads = 0;
  const waiting: (() => void)[] = [];
  const pushed: string[] = [];
  let next = Promise.withResolvers<undefined>();
  const following = {
    read: async () => { reads++; return { ok: true, lines: file.slice(-300) } as const; },
    push: ({ lines }: { lines: readonly string[] }) => new Promise<void>((taken) => { pushed.push(...lines); waiting.push(taken); next.resolve(undefined); }),
    ended: () => undefined,
  };
  expect(await logs.follow('a', following)).toEqual({ ok: true, lines: ['1', '2'] });
  file.push('3', '4');
  await next.promise;
  const before = reads;
  file.push('5');
  // Another one's log goes on meanwhile; this one is not read while its viewer has not taken.
  const other = Promise.withResolvers<undefined>();
  let others = 0;
  await logs.follow('b', { ...following, read: async () => { if (++others === 5) other.resolve(undefined); return { ok: true, lines: [] }; } });
  await other.promise;
  expect([pushed, reads]).toEqual([['3', '4'], before]);
  next = Promise.withResolvers<undefined>();
  waiting.shift()?.();
  await next.promise;
  expect(pushed).toEqual(['3', '4', '5']);
  logs.close();
  waiting.shift()?.();
  const quiet = reads;
  await logs.follow('c', { ...following, read: async () => ({ ok: false, sentence: 'away' }) });
  expect(reads).toBe(quiet);
});

it('is one for each viewer, so many at most, and says why it ended', async () => {
  const logs = new SiteLogs(1);
  const idle = { read: async () => ({ ok: true, lines: [] }) as const, push: async () => undefined, ended: () => undefined };
  for (let at = 0; at < 60; at++) expect((await logs.follow(`v${at}`, idle)).ok).toBe(true);
  expect(await logs.follow('more', idle)).toEqual({ ok: false, reason: 'busy' });
  expect((await logs.follow('v0', idle)).ok).toBe(true);
  logs.leave('v1');
  const ended = Promise.withResolvers<string>();
  let reads = 0;
  await logs.follow('more', { ...idle, read: async () => (reads++ === 0 ? { ok: true, lines: [] } : { ok: false, sentence: 'The server does not answer' }), ended: ended.resolve });
  expect(await ended.promise).toBe('The server does not answer');
  logs.close();
});

it('is read by staff, and by a customer in their own room only', async () => {
  await using rig = await paperRig({ databaseUrl });
  rig.worker();
  const [mine, other] = [await rig.order({ domain: 'rosas-bakery.com' }), await rig.order({ domain: 'other-shop.com' })];
  await Promise.all([mine, other].map(({ id }) => rig.until(id, (view) => view.service.state === 'active')));
  const visitor = { kind: 'embed', serviceId: mine.id, holds: async () => true } as const;
  const read = siteLogOf({ db: rig.client.db, engine: rig.engine } as Api);
  await using live = await stage(rig.client, async ({ token }) => (token === 'staff' ? { kind: 'staff', serviceId: null, holds: async () => true } : visitor), read);
  const [customer, staff] = [live.connect(), live.connect({ token: 'staff' })];
  expect(await follow(customer, other.id)).toEqual({ ok: false, reason: 'denied' });
  expect(await follow(customer, mine.id)).toEqual({ ok: true, lines: [] });
  expect(await follow(staff, other.id, 'error')).toEqual({ ok: true, lines: [] });
  expect(await follow(staff, 999_999)).toEqual({ ok: false, sentence: 'This service has no website' });
  // A right that is taken away ends what is followed.
  const ended = new Promise<string>((done) => customer.once('siteLogEnded', ({ sentence }) => done(sentence)));
  await rig.client.pool.query(`update products set rooms = '{"web":"hidden"}'`);
  expect(await ended).toBe('Your plan does not have this');
  expect(await follow(customer, mine.id)).toEqual({ ok: false, sentence: 'Your plan does not have this' });
  rig.paper.when({ method: 'webDomains.log' }, async () => { throw new DOMException('late', 'TimeoutError'); });
  expect((await follow(staff, mine.id)).ok).toBe(false);
});

it('comes to the browser line by line', async () => {
  await using rig = await paperRig({ databaseUrl });
  const { id } = await rig.order();
  const file = ['one'];
  await using live = await stage(rig.client, undefined, async () => ({ ok: true, lines: [...file] }));
  const wire = live.connect();
  const message = new Promise<SiteLogMessage>((done) => wire.once('siteLines', (lines, taken) => { taken(); done(lines); }));
  expect(await follow(wire, id)).toEqual({ ok: true, lines: ['one'] });
  file.push('two');
  expect(await message).toEqual({ serviceId: id, log: 'access', lines: ['two'], gap: false });
});
