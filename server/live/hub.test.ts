/** Law 11: none missing, doubled or out of order. */
import { randomBytes } from 'node:crypto';
import { describe, expect, inject, it } from 'vitest';
import { embedSessions } from '#db/schema/index.ts';
import { plain } from '#e2e/laws.ts';
import { times } from '#e2e/long.ts';
import { paperRig } from '#e2e/paper.ts';
import { admission } from '#server/api/admission.ts';
import type { Api } from '#server/api/context.ts';
import { makeKey, revokeKey } from '#server/auth/keys.ts';
import { hashOf } from '#server/auth/tokens.ts';
import { seeded } from '#server/core/view.test-data.ts';
import { openLog } from '#server/tasks/log.ts';
import { forget, stage, watch, write, type Wire } from '#e2e/watchers.ts';
import type { CatchUp, LogCatchUp } from './protocol.ts';

const databaseUrl = inject('databaseUrl');
const ask = (wire: Wire, serviceId: number, seq: number) => new Promise<CatchUp>((done) => wire.emit('watch', { serviceId, seq }, done));
const askLog = (wire: Wire, taskId: number, line: number) => new Promise<LogCatchUp>((done) => wire.emit('watchLog', { taskId, attempt: 1, line }, done));
const heard = (wire: Wire, what: 'connect' | 'disconnect') => new Promise<unknown>((done) => wire.once(what, () => done(what)));
const refusedAs = (wire: Wire) => new Promise<string>((done) => wire.once('connect_error', (error) => done(error.message)));
const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, at) => from + at);

describe('a watcher', () => {
  it.each([['websocket', 20, 50], ['polling', 5, 20]] as const)('over %s gets every event in order: %i of them, each dropped %i times while events flow', async (transport, many, drops) => {
    await using rig = await paperRig({ databaseUrl });
    await using live = await stage(rig.client);
    const { id } = await rig.order();
    const start = await rig.view(id);
    const random = seeded(11);
    const watchers = Array.from({ length: many }, () => watch(live.connect({}, { transports: [transport] }), start));
    const flow = { ended: false };
    const written = (async () => {
      let count = 0;
      for (; !flow.ended || count < 100; count += 10) await write(rig.client, id, 10);
      return count;
    })();
    await Promise.all(watchers.map(async ({ wire }) => {
      for (let dropped = 0; dropped < drops * times(1, 20); dropped++) {
        if (!wire.connected) await heard(wire, 'connect');
        // Now and then in the middle of an answer, now and then after some events.
        if (random() < 0.3) await new Promise<void>((done) => wire.once('event', () => done()));
        wire.io.engine.close();
        if (wire.connected) await heard(wire, 'disconnect');
      }
    }));
    flow.ended = true;
    const events = await written;
    for (const watcher of watchers) {
      await watcher.until(start.seq + events);
      expect(watcher.snapshots).toBe(0);
      expect(watcher.applied).toEqual(range(start.seq + 1, start.seq + events));
      expect(watcher.view.service.state).toBe((await rig.view(id)).service.state);
    }
  }, times(30_000, 600_000));

  it('that is far behind gets a snapshot, and goes on from there', async () => {
    await using rig = await paperRig({ databaseUrl });
    await using live = await stage(rig.client);
    const { id } = await rig.order();
    const start = await rig.view(id);
    await rig.client.pool.query('insert into events (service_id, seq, body) select $1, n, \'{}\' from generate_series(2, 700) n', [id]);
    await rig.client.pool.query('update services set last_seq = 700');
    const watcher = watch(live.connect(), start);
    await watcher.until(700);
    expect(watcher.snapshots).toBe(1);
    await write(rig.client, id, 3);
    await watcher.until(703);
    expect(watcher.applied).toEqual([701, 702, 703]);
  });

  it('whose next events were removed gets a snapshot instead of a gap for ever', async () => {
    await using rig = await paperRig({ databaseUrl });
    await using live = await stage(rig.client);
    const { id } = await rig.order();
    const start = await rig.view(id);
    await write(rig.client, id, 10);
    await forget(rig.client, id, 6);
    const watcher = watch(live.connect(), start);
    await watcher.until(11);
    expect(watcher.snapshots).toBe(1);
  });

  it('sees the same as one who came late, while the engine works', async () => {
    await using rig = await paperRig({ databaseUrl });
    await using live = await stage(rig.client);
    const { id } = await rig.order();
    const watcher = watch(live.connect(), await rig.view(id));
    rig.worker();
    await rig.until(id, (now) => now.service.state === 'active');
    const now = await rig.view(id);
    expect(plain(await watcher.until(now.seq))).toEqual(plain(now));
  });
});

describe('a lost LISTEN', () => {
  it('is noticed, and what was said meanwhile is read again: events and log lines', async () => {
    await using rig = await paperRig({ databaseUrl });
    await using live = await stage(rig.client);
    const { id } = await rig.order();
    const start = await rig.view(id);
    const taskId = start.tasks[0]?.id ?? 0;
    const wire = live.connect();
    await heard(wire, 'connect');
    const seen: number[] = [];
    wire.on('event', ({ event }) => seen.push(event.seq));
    const lines = Promise.withResolvers<number[]>();
    wire.on('lines', (message) => lines.resolve(message.lines.map((one) => one.line)));
    await ask(wire, id, start.seq);
    await askLog(wire, taskId, 0);
    const log = openLog(rig.client.db, { taskId, attempt: 1, redact: (text) => text });
    const third = Promise.withResolvers<undefined>();
    wire.on('event', ({ event }) => { if (event.seq === start.seq + 3) third.resolve(undefined); });
    // The NOTIFYs of one statement batch are lost with the connection that would have heard them.
    await rig.client.pool.query("select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'hostwright-listen' and datname = current_database()");
    await write(rig.client, id, 3);
    log.write('stdout', 'said in the dark');
    await log.close();
    await third.promise;
    expect(await lines.promise).toEqual([1]);
    expect(seen).toEqual(range(start.seq + 1, start.seq + 3));
  });
});

describe('a log', () => {
  it('replays by line, in order, however long it is and whoever else watches', async () => {
    await using rig = await paperRig({ databaseUrl });
    await using live = await stage(rig.client);
    const { id } = await rig.order();
    const taskId = (await rig.view(id)).tasks[0]?.id ?? 0;
    const log = openLog(rig.client.db, { taskId, attempt: 1, redact: (text) => text, flushMs: 1 });
    const LAST = 5200;
    for (let line = 1; line <= 4500; line++) log.write('stdout', `line ${line}`);
    const watchers = range(1, 4).map((at) => {
      const wire = live.connect();
      // As the browser does: what is not higher than the last is dropped.
      const held: number[] = [];
      const all = Promise.withResolvers<number[]>();
      const take = (more: readonly { line: number }[]) => {
        for (const { line } of more) if (line > (held.at(-1) ?? 0)) held.push(line);
        if (held.at(-1) === LAST) all.resolve(held);
      };
      wire.on('lines', (message) => take(message.lines));
      wire.on('connect', () => void askLog(wire, taskId, 0).then((answer) => { if (answer.ok) take(answer.lines); }));
      return { at, all: all.promise };
    });
    for (let line = 4501; line <= LAST; line++) {
      log.write('stdout', `line ${line}`);
      if (line % 100 === 0) await rig.client.pool.query('select 1');
    }
    await log.close();
    for (const watcher of watchers) expect(await watcher.all).toEqual(range(1, LAST));
  });

  it('is for staff alone', async () => {
    await using rig = await paperRig({ databaseUrl });
    const { id } = await rig.order();
    await using live = await stage(rig.client, async () => ({ kind: 'embed', serviceId: id, holds: async () => true }));
    const wire = live.connect();
    await heard(wire, 'connect');
    expect(await askLog(wire, (await rig.view(id)).tasks[0]?.id ?? 0, 0)).toEqual({ ok: false, reason: 'denied' });
    expect(await new Promise((done) => wire.emit('watchFleet', done))).toEqual({ ok: false });
  });
});

describe('admission', () => {
  async function house() {
    const rig = await paperRig({ databaseUrl });
    const [mine, other] = [await rig.order(), await rig.order()];
    const key = await makeKey(rig.client.db, rig.engine.sealer, 1);
    const { rows } = await rig.client.pool.query<{ id: number }>('select max(id) as id from instance_keys');
    const token = randomBytes(32).toString('base64url');
    await rig.client.db.insert(embedSessions).values({ hash: hashOf(token), serviceId: mine.id, visit: 'one', keyId: rows[0]?.id ?? 0, act: 'client', parentOrigin: 'https://whmcs.test', expiresAt: new Date(Date.now() + 600_000) });
    const live = await stage(rig.client, admission({ db: rig.client.db, publicUrl: 'https://panel.test' } as unknown as Api));
    return { rig, live, mine: mine.id, other: other.id, token, key, keyId: rows[0]?.id ?? 0, async [Symbol.asyncDispose]() { await live[Symbol.asyncDispose](); await rig[Symbol.asyncDispose](); } };
  }

  it('is refused to strangers: no token, a wrong one, a WHMCS key, a made-up cookie', async () => {
    await using at = await house();
    for (const auth of [{}, { token: 'wrong' }, { token: at.key }, { token: 7 }, { token: { $ne: null } }]) expect(await refusedAs(at.live.connect(auth))).toBe('denied');
    expect(await refusedAs(at.live.connect({}, { cookie: '__Host-hostwright=made-up' }))).toBe('denied');
  });

  it('is for the token\'s one service, and shows no machine of ours', async () => {
    await using at = await house();
    const wire = at.live.connect({ token: at.token });
    await heard(wire, 'connect');
    expect(await ask(wire, at.other, -1)).toEqual({ ok: false, reason: 'denied' });
    const missed = await ask(wire, at.mine, -1);
    expect(missed.ok && 'snapshot' in missed && missed.snapshot.service.id).toBe(at.mine);
    expect(JSON.stringify(missed)).not.toMatch(/web-1|ns1"|hw-web/);
    const seen: string[] = [];
    wire.onAny((...args) => seen.push(JSON.stringify(args)));
    at.rig.worker();
    const next = new Promise<void>((done) => wire.on('event', ({ event }) => { if (event.service?.state === 'active') done(); }));
    await at.rig.until(at.mine, (now) => now.service.state === 'active');
    await next;
    expect(seen.every((one) => one.includes(`"serviceId":${at.mine}`))).toBe(true);
    expect(seen.join('')).not.toMatch(/"name":"web-1"|"target":"[^"]|hw-web|"openedBy":"[^"]/);
  });

  it('ends with the key that it came from, within a second of the word', async () => {
    await using at = await house();
    const wire = at.live.connect({ token: at.token });
    await heard(wire, 'connect');
    await ask(wire, at.mine, -1);
    const cut = heard(wire, 'disconnect');
    const started = performance.now();
    await revokeKey(at.rig.client.db, at.keyId);
    await at.live.hub.recheckAll();
    await cut;
    expect(performance.now() - started).toBeLessThan(1000);
    expect(await refusedAs(at.live.connect({ token: at.token }))).toBe('denied');
  });

  it('is renewed for the same service only', async () => {
    await using at = await house();
    const wire = at.live.connect({ token: at.token });
    await heard(wire, 'connect');
    const renew = (token: string) => new Promise((done) => wire.emit('renew', { token }, done));
    expect(await renew('wrong')).toEqual({ ok: false });
    expect(await renew(at.token)).toEqual({ ok: true });
  });
});

describe('a hostile client', () => {
  it('ends nothing but its own request, whatever it sends', async () => {
    await using rig = await paperRig({ databaseUrl });
    await using live = await stage(rig.client);
    const { id } = await rig.order();
    const wire = live.connect();
    await heard(wire, 'connect');
    const raw = wire as unknown as { emit(event: string, ...args: unknown[]): void };
    for (const event of ['watch', 'unwatch', 'watchLog', 'unwatchLog', 'watchFleet', 'watchSiteLog', 'unwatchSiteLog', 'renew', 'nonsense']) {
      for (const args of [[], [null], [7], ['x'], [{}], [{ serviceId: 'x', seq: {} }], [{ serviceId: 2 ** 53, seq: 1 }], [[[]], [[]]], [{ token: 'x'.repeat(5000) }]]) raw.emit(event, ...args);
    }
    expect(await ask(wire, 2 ** 40, 0)).toEqual({ ok: false, reason: 'failed' });
    expect(await ask(wire, 999_999, -1)).toEqual({ ok: false, reason: 'gone' });
    expect((await ask(wire, id, -1)).ok).toBe(true);
  });
});
