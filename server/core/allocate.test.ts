import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allocate, type Candidate } from './allocate.ts';
import { roles, type Role } from './names.ts';
import { type NodeState, nodeStates } from './node.ts';

const node = (id: number, of: readonly Role[], more: Partial<Candidate> = {}): Candidate => ({ id, name: `n${id}`, roles: of, state: 'active', placed: 0, weight: 10, maxAccounts: null, ...more });

const split = (wished: readonly Role[]) => wished.map((role) => [role]);

describe('allocation', () => {
  it('takes the least loaded node of each role, measured by its weight', () => {
    const fleet = [node(1, ['web'], { placed: 10 }), node(2, ['web'], { placed: 12, weight: 20 }), node(3, ['mail'], { placed: 99 }), node(5, ['dns']), node(4, ['dns'], { placed: 50 })];
    expect(allocate(fleet, split(roles))).toMatchObject({ ok: true, placed: { web: 2, mail: 3, dns: [4, 5] } });
  });
  it('names the role that no node has that is not off', () => {
    expect(allocate([node(1, ['web']), node(2, ['mail'], { state: 'off' }), node(3, ['dns'])], split(roles))).toEqual({ ok: false, is: 'missing', missing: ['mail'] });
    expect(allocate([], split(['dns']))).toEqual({ ok: false, is: 'missing', missing: ['dns'] });
  });
  it('says so when no choice keeps the roles apart', () => {
    expect(allocate([node(1, ['web', 'mail', 'dns'])], split(roles))).toEqual({ ok: false, is: 'apart' });
    expect(allocate([node(1, ['web', 'mail']), node(2, ['dns', 'mail'])], split(roles))).toEqual({ ok: false, is: 'apart' });
  });
  it('gives up the least loaded node when another role has no other', () => {
    expect(allocate([node(1, ['web', 'mail']), node(2, ['web'], { placed: 50 }), node(3, ['dns'])], split(roles))).toMatchObject({ ok: true, placed: { web: 2, mail: 1, dns: [3] } });
  });
  it('takes no node for a role that is not wished', () => {
    expect(allocate([node(1, ['web', 'mail', 'dns'])], split(['web']))).toMatchObject({ ok: true, placed: { web: 1, mail: null, dns: [] } });
  });
  it('gives an account that roles share the least loaded node that has them all', () => {
    const fleet = [node(1, ['web', 'mail', 'dns'], { placed: 3 }), node(2, ['web', 'mail', 'dns'], { placed: 1 }), node(3, ['web'])];
    expect(allocate(fleet, [roles])).toMatchObject({ ok: true, placed: { web: 2, mail: 2, dns: [2] } });
    expect(allocate(fleet, [['web', 'mail']])).toMatchObject({ ok: true, placed: { web: 2, mail: 2, dns: [] } });
    expect(allocate([node(3, ['web'])], [roles])).toEqual({ ok: false, is: 'missing', missing: roles });
  });
  it('puts an order aside while the nodes that could take it are full, draining or in maintenance', () => {
    const full = (state: NodeState, more: Partial<Candidate> = {}) => allocate([node(1, ['web'], { state, ...more }), node(2, ['mail']), node(3, ['dns'])], split(roles));
    for (const state of ['draining', 'maintenance'] as const) expect(full(state)).toMatchObject({ ok: false, is: 'full' });
    expect(full('active', { placed: 3, maxAccounts: 3 })).toMatchObject({ ok: false, is: 'full' });
    expect(full('active', { placed: 2, maxAccounts: 3 })).toMatchObject({ ok: true });
    expect(full('active', { maxAccounts: 0 })).toMatchObject({ ok: false, is: 'full' });
  });
  it('waits for a nameserver that is full rather than leave it out, and leaves out one that takes nothing new', () => {
    const fleet = (more: Partial<Candidate>) => allocate([node(1, ['web']), node(2, ['dns']), node(3, ['dns'], more)], split(['web', 'dns']));
    expect(fleet({ placed: 5, maxAccounts: 5 })).toMatchObject({ ok: false, is: 'full' });
    expect(fleet({ state: 'draining' })).toMatchObject({ ok: true, placed: { dns: [2] } });
  });
  it('says of every node with the roles why it was taken or not', () => {
    const fleet = [
      node(1, ['web'], { placed: 1 }), node(2, ['web'], { placed: 5 }), node(3, ['web'], { maxAccounts: 0 }), node(4, ['web'], { state: 'draining' }), node(5, ['web'], { state: 'maintenance' }),
      node(6, ['web'], { state: 'off' }), node(7, ['web', 'mail']), node(8, ['dns']),
    ];
    const found = allocate(fleet, split(roles));
    if (!found.ok) throw new Error('Not placed');
    expect(found.placed).toEqual({ web: 1, mail: 7, dns: [8] });
    expect(found.choices.map((choice) => [choice.roles, choice.candidates.map((one) => `${one.id} ${one.verdict}`)])).toEqual([
      [['web'], ['3 full', '4 draining', '5 maintenance', '6 off', '7 apart', '1 chosen', '2 busier']], [['mail'], ['7 chosen']], [['dns'], ['8 chosen']],
    ]);
    const none = allocate([node(1, ['web']), node(2, ['mail'], { maxAccounts: 0 })], split(['web', 'mail']));
    expect(none.ok || none.is !== 'full' ? [] : none.choices.map((choice) => choice.candidates.map((one) => one.verdict))).toEqual([['room'], ['full']]);
  });
  it('spreads many orders by weight, never beyond a cap, and fills the fleet to the last place', () => {
    const wish = fc.record({ weight: fc.integer({ min: 1, max: 30 }), maxAccounts: fc.option(fc.nat(12)), state: fc.constantFrom<NodeState>('active', 'active', 'active', 'draining') });
    fc.assert(fc.property(fc.array(wish, { minLength: 1, maxLength: 6 }), fc.integer({ min: 1, max: 60 }), (list, orders) => {
      let fleet = list.map((more, at) => node(at + 1, ['web'], more));
      for (let count = 0; count < orders; count++) {
        const found = allocate(fleet, [['web']]);
        const room = fleet.some((one) => one.state === 'active' && (one.maxAccounts === null || one.placed < one.maxAccounts));
        expect(found.ok).toBe(room);
        if (found.ok) fleet = fleet.map((one) => (one.id === found.placed.web ? { ...one, placed: one.placed + 1 } : one));
      }
      const open = fleet.filter((one) => one.state === 'active' && (one.maxAccounts === null || one.placed < one.maxAccounts));
      for (const one of fleet) expect(one.placed).toBeLessThanOrEqual(one.state === 'active' ? (one.maxAccounts ?? Infinity) : 0);
      // No node that has room has a place less than another's last one cost.
      for (const low of open) for (const high of fleet) expect(low.placed / low.weight).toBeGreaterThanOrEqual((high.placed - 1) / high.weight - 1e-9);
    }));
  });
  it('finds a placement whenever there is one, on different and able nodes', () => {
    const candidate = fc.record({ of: fc.subarray([...roles]), state: fc.constantFrom(...nodeStates), placed: fc.nat(20), weight: fc.integer({ min: 0, max: 8 }), maxAccounts: fc.option(fc.nat(20)) });
    fc.assert(fc.property(fc.array(candidate, { maxLength: 6 }), fc.subarray([...roles]), (list, wished) => {
      const fleet = list.map(({ of, ...rest }, at) => node(at + 1, of, rest));
      const takes = (one: Candidate) => one.state === 'active' && (one.maxAccounts === null || one.placed < one.maxAccounts);
      const able = (role: Role) => fleet.filter((one) => takes(one) && one.roles.includes(role)).map((one) => one.id);
      const options = (role: Role) => (wished.includes(role) ? able(role) : [0]);
      const zones = (web: number, mail: number) => fleet.filter((one) => one.state === 'active' && one.roles.includes('dns') && one.id !== web && one.id !== mail);
      const served = (web: number, mail: number) => !wished.includes('dns') || (zones(web, mail).length > 0 && zones(web, mail).every(takes));
      const possible = options('web').some((web) => options('mail').some((mail) => (web !== mail || web === 0) && served(web, mail)));
      const found = allocate(fleet, split(wished));
      expect(found.ok).toBe(possible);
      if (!found.ok) return;
      const { web, mail, dns } = found.placed;
      const used = [web, mail, ...dns].filter((id) => id !== null);
      expect(new Set(used).size).toBe(used.length);
      expect(web !== null).toBe(wished.includes('web'));
      expect(mail !== null).toBe(wished.includes('mail'));
      expect(dns.length > 0).toBe(wished.includes('dns'));
      expect([null, ...able('web')]).toContain(web);
      expect([null, ...able('mail')]).toContain(mail);
      for (const id of dns) expect(able('dns')).toContain(id);
    }));
  });
});
