import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allocate, type Candidate } from './allocate.ts';
import { roles, type Role } from './names.ts';

const node = (id: number, of: readonly Role[], more: Partial<Candidate> = {}): Candidate => ({ id, roles: of, enabled: true, placed: 0, slots: 4, ...more });

const split = (wished: readonly Role[]) => wished.map((role) => [role]);

describe('allocation', () => {
  it('takes the least loaded node of each role, measured by its slots', () => {
    const fleet = [node(1, ['web'], { placed: 10 }), node(2, ['web'], { placed: 12, slots: 8 }), node(3, ['mail'], { placed: 99 }), node(5, ['dns']), node(4, ['dns'], { placed: 50 })];
    expect(allocate(fleet, split(roles))).toEqual({ ok: true, placed: { web: 2, mail: 3, dns: [4, 5] } });
  });
  it('names the role that no enabled node has', () => {
    expect(allocate([node(1, ['web']), node(2, ['mail'], { enabled: false }), node(3, ['dns'])], split(roles))).toEqual({ ok: false, missing: ['mail'] });
    expect(allocate([], split(['dns']))).toEqual({ ok: false, missing: ['dns'] });
  });
  it('says so when no choice keeps the roles apart', () => {
    expect(allocate([node(1, ['web', 'mail', 'dns'])], split(roles))).toEqual({ ok: false, apart: true });
    expect(allocate([node(1, ['web', 'mail']), node(2, ['dns', 'mail'])], split(roles))).toEqual({ ok: false, apart: true });
  });
  it('gives up the least loaded node when another role has no other', () => {
    expect(allocate([node(1, ['web', 'mail']), node(2, ['web'], { placed: 50 }), node(3, ['dns'])], split(roles))).toEqual({ ok: true, placed: { web: 2, mail: 1, dns: [3] } });
  });
  it('takes no node for a role that is not wished', () => {
    expect(allocate([node(1, ['web', 'mail', 'dns'])], split(['web']))).toEqual({ ok: true, placed: { web: 1, mail: null, dns: [] } });
  });
  it('gives an account that roles share the least loaded node that has them all', () => {
    const fleet = [node(1, ['web', 'mail', 'dns'], { placed: 3 }), node(2, ['web', 'mail', 'dns'], { placed: 1 }), node(3, ['web'])];
    expect(allocate(fleet, [roles])).toEqual({ ok: true, placed: { web: 2, mail: 2, dns: [2] } });
    expect(allocate(fleet, [['web', 'mail']])).toEqual({ ok: true, placed: { web: 2, mail: 2, dns: [] } });
    expect(allocate([node(3, ['web'])], [roles])).toEqual({ ok: false, missing: roles });
  });
  it('finds a placement whenever there is one, on different and able nodes', () => {
    const candidate = fc.record({ of: fc.subarray([...roles]), enabled: fc.boolean(), placed: fc.nat(20), slots: fc.integer({ min: 0, max: 8 }) });
    fc.assert(fc.property(fc.array(candidate, { maxLength: 6 }), fc.subarray([...roles]), (list, wished) => {
      const fleet = list.map(({ of, ...rest }, at) => node(at + 1, of, rest));
      const able = (role: Role) => fleet.filter((one) => one.enabled && one.roles.includes(role)).map((one) => one.id);
      const options = (role: Role) => (wished.includes(role) ? able(role) : [0]);
      const possible = options('web').some((web) => options('mail').some((mail) => options('dns').some((dns) => new Set([web, mail, dns].filter((id) => id > 0)).size === wished.length)));
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
