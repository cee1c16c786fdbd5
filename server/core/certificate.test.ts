import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CertificateEvent, type CertificateMemory, type CertificateMove, certificateNames, certificateStates, defaultCertificatePolicy as policy, moveCertificate, neededNames, rateLimitUntil, renewAt, seededCertificate } from './certificate.ts';
import type { Served, Sight } from './sight.ts';

const DAY = 86_400_000;
const HOUR = DAY / 24;
const start = Date.parse('2026-01-01T00:00:00Z');
const names = ['customer.com', 'www.customer.com'];
const seeded = seededCertificate('web', names, start);

const name = (points: 'here' | 'elsewhere' | 'unknown', one: string): Sight['names'][number] => ({
  name: one, points, fault: points === 'unknown' ? `No nameserver of ${one} answers` : null,
  missing: points === 'elsewhere' ? [{ name: one, type: 'A', value: '203.0.113.10', at: ['ns1.elsewhere.test'], found: [] }] : [],
});
const served = (more: Partial<Served> = {}): Served => ({ issuer: 'R10', subject: 'customer.com', ours: true, fingerprint: 'AA', from: start, until: start + 90 * DAY, covers: names, fault: null, ...more });
const seen = (points: readonly ('here' | 'elsewhere' | 'unknown')[], what: Served | null = null, heldUntil: number | null = null): CertificateEvent => ({ is: 'checked', heldUntil, sight: { names: names.map((one, at) => name(points[at] ?? 'here', one)), served: what } });
const next = (memory: CertificateMemory, event: CertificateEvent, now = start): CertificateMove => moveCertificate(memory, event, policy, now);

describe('a check', () => {
  it('of a name that does not point here is no failure, says what is missing, and comes fast at first', () => {
    let memory = seeded;
    for (let tries = 1; tries <= policy.fastTries + 2; tries++) {
      const moved = next(memory, seen(['elsewhere', 'elsewhere']));
      expect(moved).toMatchObject({ act: null, memory: { state: 'notPointing', failures: 0, reason: 'customer.com needs the A record 203.0.113.10 at ns1.elsewhere.test' } });
      expect(moved.memory.nextAt - start).toBe(tries < policy.fastTries ? policy.fastSeconds * 1000 : policy.normalMinutes * 60_000);
      memory = moved.memory;
    }
  });
  it('issues for what points here, and again when more does', () => {
    expect(next(seeded, seen(['here', 'elsewhere']))).toMatchObject({ act: 'issue', memory: { state: 'issuing', issueNames: ['customer.com'] } });
    expect(next(seeded, seen(['here', 'elsewhere'], served({ covers: ['customer.com'] })))).toMatchObject({ act: null, memory: { state: 'active' } });
    expect(next(seeded, seen(['here', 'here'], served({ covers: ['customer.com'] })))).toMatchObject({ act: 'issue', memory: { issueNames: names } });
  });
  it('does not issue for mail before all of its names point here', () => {
    const mail = seededCertificate('mail', names, start);
    expect(neededNames(mail)).toEqual(names);
    expect(next(mail, seen(['here', 'elsewhere']))).toMatchObject({ act: null, memory: { state: 'notPointing' } });
  });
  it('keeps what is served and valid, though nobody can be asked', () => {
    expect(next(seeded, seen(['unknown', 'unknown'], served()))).toMatchObject({ act: null, memory: { state: 'active' } });
    expect(next(seeded, seen(['unknown', 'here']))).toMatchObject({ act: null, memory: { state: 'pending' } });
  });
  it('renews before the end, and one that lives shortly never in the first half of its life', () => {
    const due = renewAt(served(), policy);
    expect(due).toBe(start + (90 - policy.renewDays) * DAY);
    expect(next(seeded, seen(['here', 'here'], served()), due - 1).act).toBeNull();
    expect(next(seeded, seen(['here', 'here'], served()), due).act).toBe('issue');
    expect(renewAt(served({ until: start + 6 * DAY }), policy)).toBe(start + 3.6 * DAY);
    expect(next(seeded, seen(['here', 'here'], served()), due - HOUR).memory.nextAt).toBe(due);
  });
  it('that finds another certificate than was issued is a failure', () => {
    const issued = next(next(seeded, seen([])).memory, { is: 'done' }).memory;
    const strange = seen(['here', 'here'], served({ covers: [], fault: 'the server shows a certificate for node.test in place of customer.com' }));
    const early = next(issued, strange, start + 5000);
    expect(early).toMatchObject({ act: null, memory: { state: 'verifying', failures: 0, nextAt: start + 10_000 } });
    const moved = next(early.memory, strange, start + 20_000);
    expect(moved).toMatchObject({ act: null, memory: { state: 'failed', failures: 1, reason: 'The certificate was issued and is not served: the server shows a certificate for node.test in place of customer.com' } });
  });
});

describe('failures', () => {
  const fail = (memory: CertificateMemory, message = 'validation status 400') => next(memory, { is: 'failed', message }).memory;
  it('freeze it for hours, and a person lifts that', () => {
    let memory = seeded;
    for (let n = 1; n < policy.freezeAfter; n++) {
      memory = fail(memory);
      expect(memory).toMatchObject({ state: 'failed', failures: n, reason: 'validation status 400' });
    }
    const frozen = fail(memory);
    expect(frozen).toMatchObject({ state: 'frozen', nextAt: start + policy.freezeHours * HOUR });
    expect(next(frozen, seen([]))).toMatchObject({ act: null, memory: { state: 'frozen' } });
    expect(next(next(frozen, { is: 'asked', issue: true }).memory, seen([])).act).toBe('issue');
    expect(next(next(frozen, { is: 'asked', issue: false }).memory, seen([])).act).toBeNull();
  });
  it.each([
    ["Let's Encrypt new auth status 429. Details: too many failed authorizations, retry after 2026-01-01 05:00:00 UTC: see the documentation", start + 5 * HOUR],
    ['Let’s Encrypt finalize bad status 429', start + HOUR],
    ['urn:ietf:params:acme:error:rateLimited', start + HOUR],
    ["Let's Encrypt validation status 400 (customer.com)", null],
  ])('knows the limit of Let’s Encrypt: %s', (message, until) => {
    expect(rateLimitUntil(message, start)).toBe(until);
    if (until === null) return;
    const limited = fail(seeded, message);
    expect(limited).toMatchObject({ state: 'limited', failures: 0, nextAt: until });
    // Not even a person is let past it.
    expect(next(next(limited, { is: 'asked', issue: true }).memory, seen([]))).toMatchObject({ act: null, memory: { state: 'limited' } });
  });
  it('wait when five validations failed within the hour', () => expect(next(seeded, seen([], null, start + HOUR / 2))).toMatchObject({ act: null, memory: { state: 'limited', nextAt: start + HOUR / 2 } }));
});

describe('an uploaded certificate', () => {
  const own = { fingerprint: 'BB', until: start + 200 * DAY };
  const uploaded = next(seeded, { is: 'uploaded', own });
  it('is installed, looked at, and Auto-SSL rests', () => {
    expect(uploaded.act).toBe('install');
    const done = next(uploaded.memory, { is: 'done' }).memory;
    const active = next(done, seen(['here', 'here'], served({ fingerprint: 'BB', until: own.until, covers: [] })));
    expect(active).toMatchObject({ act: null, memory: { state: 'active' } });
    expect(next(active.memory, seen([], served({ fingerprint: 'BB', until: own.until })), start + 190 * DAY)).toMatchObject({ act: null, warn: 14 });
  });
  it('is installed again where it is not served any more', () => {
    const active = { ...uploaded.memory, state: 'active' as const };
    expect(next(active, seen([], served())).act).toBe('install');
  });
  it('gives way to Auto-SSL when it is gone', () => {
    const gone = next(next(uploaded.memory, { is: 'removing' }).memory, { is: 'withdrawn' }).memory;
    expect(gone).toMatchObject({ own: null, state: 'pending', nextAt: start });
    expect(next(gone, seen([])).act).toBe('issue');
  });
});

describe('warnings', () => {
  it('come once at each mark, and not before a renewal was due', () => {
    const ends = served({ until: start + 90 * DAY });
    const given: (number | null)[] = [];
    let memory = seeded;
    for (let day = 50; day < 90; day++) {
      const moved = next(memory, seen(['elsewhere', 'elsewhere'], ends), start + day * DAY);
      if (moved.warn !== null) given.push(moved.warn);
      memory = moved.memory;
    }
    expect(given).toEqual([30, 14, 3]);
  });
  it('are of the service’s own certificate, never of one that the server shows for another name', () => {
    const panel = served({ until: start + DAY, subject: 'node.test', ours: false, covers: [], fault: 'the server shows a certificate for node.test in place of customer.com' });
    expect(next(seeded, seen(['elsewhere', 'elsewhere'], panel))).toMatchObject({ warn: null, memory: { warned: null } });
  });
});

describe('the names', () => {
  it('are the domain’s own and its aliases, of a guest its name alone, of mail its two', () => {
    const site = { domain: 'customer.com', aliases: ['shop.customer.com', 'www.customer.com'], guest: false };
    expect(certificateNames('web', site)).toEqual(['customer.com', 'www.customer.com', 'shop.customer.com']);
    expect(certificateNames('web', { ...site, aliases: [], guest: true })).toEqual(['customer.com']);
    expect(certificateNames('mail', site)).toEqual(['mail.customer.com', 'webmail.customer.com']);
  });
  it('that are wanted at a look are the ones that are known after it', () => {
    const { memory } = next(seeded, { is: 'checked', heldUntil: null, sight: { names: [...names, 'shop.customer.com'].map((one) => name('here', one)), served: served() } });
    expect(memory).toMatchObject({ state: 'issuing', names: [...names, 'shop.customer.com'], issueNames: [...names, 'shop.customer.com'] });
  });
});

const points = fc.constantFrom('here' as const, 'elsewhere' as const, 'unknown' as const);
const anything: fc.Arbitrary<CertificateEvent> = fc.oneof(
  fc.record({ is: fc.constant('checked' as const), heldUntil: fc.option(fc.integer({ min: start, max: start + 2 * HOUR })), sight: fc.record({
    names: fc.tuple(points, points).map((both) => both.map((one, at) => name(one, names[at] ?? ''))),
    served: fc.option(fc.record({ until: fc.integer({ min: start - DAY, max: start + 90 * DAY }), covers: fc.subarray(names), fingerprint: fc.constantFrom('AA', 'BB') }).map(served)),
  }) }),
  fc.constantFrom<CertificateEvent>({ is: 'working' }, { is: 'done' }, { is: 'asked', issue: true }, { is: 'asked', issue: false }, { is: 'removing' }, { is: 'withdrawn' }),
  fc.constantFrom('validation status 400', 'status 429').map((message): CertificateEvent => ({ is: 'failed', message })),
  fc.constant<CertificateEvent>({ is: 'uploaded', own: { fingerprint: 'BB', until: start + DAY } }),
);

it('whatever happens: it always has a reason and a next look, never issues where nothing points here, past a limit, or beside an upload', () => {
  fc.assert(fc.property(fc.array(fc.tuple(anything, fc.integer({ min: 1, max: DAY })), { maxLength: 40 }), (story) => {
    let memory = seeded;
    let now = start;
    for (const [event, passes] of story) {
      now += passes;
      const before = memory;
      const moved = next(memory, event, now);
      memory = moved.memory;
      expect(certificateStates).toContain(memory.state);
      expect(memory.reason).not.toBe('');
      expect(memory.nextAt).toBeGreaterThanOrEqual(now);
      if (moved.act === null) continue;
      expect(memory.state).toBe('issuing');
      expect(memory.own !== null).toBe(moved.act === 'install');
      if (moved.act !== 'issue' || event.is !== 'checked') continue;
      expect(event.sight.names[0]?.points).toBe('here');
      expect(before.limitedUntil ?? 0).toBeLessThanOrEqual(now);
      expect(event.heldUntil ?? 0).toBeLessThanOrEqual(now);
    }
  }), { numRuns: 2000 });
});
