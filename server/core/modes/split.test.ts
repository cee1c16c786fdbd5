import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { actionFacts } from '../action.ts';
import { domain, hostname, ipv4, login, marker, email, packageName, roles, type Role } from '../names.ts';
import { Secret } from '../secret.ts';
import type { PlanInput, PlannedTask, Wish } from '../wish.ts';
import { compareRecords, defaultZone, zoneRecords } from '../zone.ts';
import { noEdits } from '../zone-own.ts';
import { split } from './split.ts';
import { newMail } from '../mail-settings.ts';
import { newSite } from '../site.ts';

const name = domain.parse('customer.com');
function input(wished: readonly Role[], dns: readonly number[] = [3, 4]): PlanInput {
  const accounts: PlanInput['accounts'] = {};
  for (const role of wished) accounts[role] = { login: login.parse(`customer-com-${role}`), package: packageName.parse(`hw-${role}-1`) };
  return { domain: name, accounts, nodes: { web: wished.includes('web') ? 1 : null, mail: wished.includes('mail') ? 2 : null, dns: wished.includes('dns') ? dns : [] }, guest: null };
}
const plan = (wished: readonly Role[] = roles, dns?: readonly number[]): readonly PlannedTask[] => split.plan('deploy', input(wished, dns));

/** Everything that a task waits for, near or far. */
function before(tasks: readonly PlannedTask[], key: string): Set<string> {
  const task = tasks.find((one) => one.key === key);
  return new Set((task?.after ?? []).flatMap((one) => [one, ...before(tasks, one)]));
}

describe('Split', () => {
  it('is 19 steps on four nodes, 14 with one nameserver', () => {
    expect(plan()).toHaveLength(19);
    expect(plan(roles, [3])).toHaveLength(14);
    expect(plan(roles, [3, 4, 5])).toHaveLength(24);
  });

  it('plans for any roles and any number of nameservers: unique keys, known predecessors before their successors, one end', () => {
    fc.assert(fc.property(fc.subarray([...roles], { minLength: 1 }), fc.uniqueArray(fc.integer({ min: 3, max: 20 }), { minLength: 1, maxLength: 4 }), (wished, dns) => {
      const tasks = plan(wished, dns);
      const seen = new Set<string>();
      for (const task of tasks) {
        for (const key of task.after) expect(seen.has(key)).toBe(true);
        expect(seen.has(task.key)).toBe(false);
        seen.add(task.key);
        const { role } = actionFacts[task.action];
        expect(task.nodeId === null).toBe(role === 'service');
        expect(['service', ...wished]).toContain(role);
        expect(task.serialKey?.split(':')[0] ?? null).toBe(task.nodeId === null ? null : String(task.nodeId));
      }
      const last = tasks.at(-1);
      expect(last?.action).toBe('service.activate');
      expect(before(tasks, 'service.activate').size).toBe(tasks.length - 1);
    }), { numRuns: 100 });
  });

  it('keeps its branches apart: only the record of the mail key waits for another branch', () => {
    const tasks = plan();
    const nodeOf = (key: string) => tasks.find((task) => task.key === key)?.nodeId;
    for (const task of tasks.filter((one) => one.nodeId !== null)) {
      const strange = [...before(tasks, task.key)].filter((key) => nodeOf(key) !== task.nodeId);
      expect(strange).toEqual(task.key.startsWith('dns.syncRecords+dkim') ? ['mail.addDomain', 'mail.addUser', 'mail.addPackage'] : []);
    }
  });

  it('publishes SPF and DMARC without waiting for the mail node', () => {
    expect([...before(plan(), 'dns.syncRecords@3')].toSorted()).toEqual(['dns.addPackage@3', 'dns.addUser@3', 'dns.addZone@3']);
  });

  it('holds no edge that another one already says', () => {
    const tasks = plan();
    for (const task of tasks) {
      for (const key of task.after) expect(task.after.some((other) => other !== key && before(tasks, other).has(key)), `${task.key} after ${key}`).toBe(false);
    }
  });

  it('takes turns per account and per package of a node', () => {
    const keys = new Set(plan().map((task) => task.serialKey));
    expect(keys).toEqual(new Set(['1:hw-web-1', '1:customer-com-web', '2:hw-mail-1', '2:customer-com-mail', '3:hw-dns-1', '3:customer-com-dns', '4:hw-dns-1', '4:customer-com-dns', null]));
  });
});

function wish(wished: readonly Role[], dkim: string | null): Wish {
  const site = (last: number) => ({ host: hostname.parse('node.brightwood.test'), ipv4: ipv4.parse(`203.0.113.${last}`) });
  return {
    marker: marker.parse('hostwright 7f3a12c9'), domain: name, email: email.parse('rosa@example.com'), password: new Secret('x'), passwordVersion: 1, site: { ...newSite('default'), ours: [], off: false }, mail: newMail, dkim, guest: null, certificate: null, item: null, fileKey: null, zone: defaultZone, signer: null, zoneEdits: noEdits, accounts: {},
    nameservers: [hostname.parse('ns1.brightwood.test'), hostname.parse('ns2.brightwood.test')],
    sites: { ...(wished.includes('web') && { web: site(10) }), ...(wished.includes('mail') && { mail: site(11) }) },
  };
}

describe('the zone', () => {
  it('is one that a nameserver takes, for any roles, with and without the key', () => {
    for (const wished of [['web'], ['mail'], ['web', 'mail']] as const) {
      for (const dkim of [null, `v=DKIM1; k=rsa; p=${'A'.repeat(400)}`]) {
        const records = zoneRecords(wish(wished, dkim));
        expect(records.filter((one) => one.type === 'NS' && one.name === '@')).toHaveLength(2);
        expect(new Set(records.map((one) => `${one.name} ${one.type} ${one.value}`)).size).toBe(records.length);
        const aliases = records.filter((one) => one.type === 'CNAME').map((one) => one.name);
        expect(records.filter((one) => one.type !== 'CNAME' && aliases.includes(one.name))).toEqual([]);
        for (const one of records) {
          expect(one.name.includes(name)).toBe(false);
          expect((one.priority !== null) === (one.type === 'MX' || one.type === 'SRV')).toBe(true);
          expect(one.value).not.toMatch(/["\n]/);
        }
        const hosts = records.filter((one) => one.type === 'A').map((one) => `${one.name}.${name}`);
        expect(records.filter((one) => one.type === 'MX' && !hosts.includes(one.value))).toEqual([]);
        expect(records.filter((one) => one.value.startsWith('v=spf1'))).toHaveLength(1);
        expect(records.some((one) => one.name === 'mail._domainkey')).toBe(dkim !== null);
      }
    }
  });
  it('says what is missing and what nobody wants, doubles included', () => {
    const wanted = zoneRecords(wish(['web', 'mail'], null));
    expect(compareRecords(wanted, wanted)).toEqual({ missing: 0, extra: 0 });
    const [first, ...rest] = wanted;
    if (first === undefined) throw new Error('A zone has records');
    expect(compareRecords(wanted, rest)).toEqual({ missing: 1, extra: 0 });
    expect(compareRecords(wanted, [...wanted, first])).toEqual({ missing: 0, extra: 1 });
    expect(compareRecords(wanted, [{ ...first, value: 'ns9.elsewhere.test' }, ...rest])).toEqual({ missing: 1, extra: 1 });
  });
});
