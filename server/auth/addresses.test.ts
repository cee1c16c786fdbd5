import { describe, expect, it } from 'vitest';
import { addressRanges, isAllowed } from './addresses.ts';

describe('addresses that may use a key', () => {
  it.each<[string, string, boolean]>([
    ['203.0.113.7', '203.0.113.7', true],
    ['203.0.113.7', '203.0.113.8', false],
    ['203.0.113.7', '::ffff:203.0.113.7', true],
    ['203.0.113.0/24', '203.0.113.255', true],
    ['203.0.113.0/24', '203.0.114.0', false],
    ['0.0.0.0/0', '198.51.100.1', true],
    ['0.0.0.0/0', '2001:db8::1', false],
    ['2001:db8::/32', '2001:db8:1::9', true],
    ['2001:db8::/32', '2001:db9::1', false],
    ['fe80::/10', 'fe80::1%eth0', true],
    ['203.0.113.0/24', '', false],
    ['203.0.113.0/24', 'unknown', false],
  ])('%s and a call from %s: %s', (range, caller, allowed) => {
    expect(isAllowed([range], caller)).toBe(allowed);
  });

  it('none named is everywhere', () => expect(isAllowed([], '198.51.100.1')).toBe(true));

  it.each(['203.0.113.0/33', '2001:db8::/129', '203.0.113', '203.0.113.0/24/8', '0x7f.1', 'fe80::1%eth0', 'billing.example', '203.0.113.7/', ''])('"%s" is no address, and the answer says so', (text) => {
    expect(addressRanges.safeParse([text]).error?.issues[0]?.message).toMatch(/is no address: 203\.0\.113\.7, 203\.0\.113\.0\/24 or 2001:db8::\/32 is expected$/);
  });
});
