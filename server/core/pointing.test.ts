import { expect, it } from 'vitest';
import { pointingOf, unasked } from './pointing.ts';
import type { NameSight } from './sight.ts';

const target = { ipv4: '203.0.113.10' };
const at = ['ns1.registrar.test'];
const here: NameSight = { name: 'rosa.com', points: 'here', missing: [], fault: null };
const states = (...sights: readonly NameSight[]) => pointingOf(sights.map((sight) => ({ sight, target }))).map(({ name, type, value, state, found }) => [name, type, value, state, found.join()]);

it('says of each record whether it is right, elsewhere, missing, or could not be asked', () => {
  expect(states(
    here,
    { ...here, name: 'www.rosa.com', points: 'elsewhere', missing: [{ name: 'www.rosa.com', type: 'A', value: target.ipv4, at, found: ['192.0.2.1'] }] },
    { ...here, name: 'mail.rosa.com', points: 'elsewhere', missing: [{ name: 'mail.rosa.com', type: 'A', value: target.ipv4, at, found: [] }] },
    unasked('cakes.org', 'No nameserver answers'),
  )).toEqual([
    ['rosa.com', 'A', '203.0.113.10', 'right', ''], ['www.rosa.com', 'A', '203.0.113.10', 'elsewhere', '192.0.2.1'],
    ['mail.rosa.com', 'A', '203.0.113.10', 'missing', ''], ['cakes.org', 'A', '203.0.113.10', 'unknown', ''],
  ]);
});

it('a stray AAAA must go and leaves the address right; a domain without delegation is said once', () => {
  expect(states({ ...here, points: 'elsewhere', missing: [{ name: 'rosa.com', type: 'AAAA', value: '', at, found: ['2001:db8::1'] }] })).toEqual([['rosa.com', 'A', '203.0.113.10', 'right', ''], ['rosa.com', 'AAAA', '', 'elsewhere', '2001:db8::1']]);
  const lost = (name: string): NameSight => ({ name, points: 'elsewhere', missing: [{ name: 'rosa.com', type: 'NS', value: 'ns1.host.test ns2.host.test', at: [], found: [] }], fault: null });
  expect(states(lost('rosa.com'), lost('www.rosa.com'))).toEqual([['rosa.com', 'NS', 'ns1.host.test ns2.host.test', 'missing', '']]);
});
