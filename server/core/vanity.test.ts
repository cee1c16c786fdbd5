import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { domain, type login } from './names.ts';
import type { Panel } from './panel.ts';
import { addressOf, mailboxOf, namedUnder, sharedFromRow, vanityName, vanityTerms } from './vanity.ts';

const terms = vanityTerms.parse({ domains: ['brightwood.net', 'shops.brightwood.net'], mail: { node: 1, login: 'mail-user' }, zone: { nodes: [2, 3], login: 'zone-user' }, reserved: ['Sales'] });
const named = (name: string) => namedUnder(domain.parse(name), terms);
const LABEL = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

describe('a name', () => {
  it('is one label and one local part at once, whatever it is', () => {
    fc.assert(fc.property(fc.oneof(fc.string({ maxLength: 50 }), fc.stringMatching(/^[A-Za-z0-9-]{1,45}$/)), (text) => {
      const parsed = vanityName.safeParse(text);
      if (!parsed.success) return;
      expect(parsed.data).toMatch(LABEL);
      expect(parsed.data).toBe(text.trim().toLowerCase());
      expect(parsed.data.startsWith('xn--')).toBe(false);
    }), { numRuns: 2000 });
  });
  it.each(['', '-a', 'a-', 'a.b', 'a b', 'a+b', 'a_b', 'ä', 'xn--bcher-kva', 'a'.repeat(41), 'a\nb', "a'b", '@', '*'])('is not %j', (text) => expect(vanityName.safeParse(text).success).toBe(false));
});

describe('an ordered domain', () => {
  it('is a name under the longest of the shared domains that it fits', () => {
    expect(named('rosa.brightwood.net')).toEqual({ ok: true, names: { name: 'rosa', shared: 'brightwood.net' } });
    expect(named('rosa.shops.brightwood.net')).toEqual({ ok: true, names: { name: 'rosa', shared: 'shops.brightwood.net' } });
  });
  it.each([
    ['brightwood.net', 'is the shared domain itself'], ['shops.brightwood.net', 'is the shared domain itself'], ['www.brightwood.net', 'is the shared domain itself'], ['a.b.brightwood.net', 'not valid'],
    ['rosa.elsewhere.net', 'not a name under'], ['evilbrightwood.net', 'not a name under'], ['sales.brightwood.net', 'reserved'], ['postmaster.shops.brightwood.net', 'reserved'],
  ])('%s is none: it %s', (name, words) => expect(named(name)).toMatchObject({ ok: false, fault: expect.stringContaining(words) }));
});

it('what the provider shares is nothing that the panel takes for an account or a domain', () => {
  const { owner, names } = sharedFromRow({ login: 'mail-user', name: 'rosa', shared: 'brightwood.net' });
  const box = mailboxOf(owner, names);
  expect(addressOf(box)).toBe('rosa@brightwood.net');
  type Takes<F extends (...args: never[]) => unknown, V> = V extends Parameters<F>[0] ? true : false;
  const taken: [Takes<Panel['users']['remove'], typeof box.owner>, Takes<Panel['users']['suspend'], typeof box.owner>, Takes<Panel['users']['remove'], ReturnType<typeof login.parse>>] = [false, false, true];
  type TakesDomain<V> = V extends Parameters<Panel['mailDomains']['remove']>[1] ? true : false;
  const domains: [TakesDomain<typeof box.domain>, TakesDomain<ReturnType<typeof domain.parse>>] = [false, true];
  expect([...taken, ...domains]).toEqual([false, false, true, false, true]);
});
