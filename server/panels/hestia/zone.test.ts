import { describe, expect, it } from 'vitest';
import type { DnsRecord } from '#server/core/panel.ts';
import { readRecords } from './dns.ts';
import { recorded } from './recorded.test-data.ts';
import { zoneFault } from '#server/core/zone-fault.ts';
import { recordFile } from './zone.ts';

const record = (name: string, type: DnsRecord['type'], value: string, priority: number | null = null): DnsRecord => ({ name, type, value, priority, ttl: 3600 });
const NS = record('@', 'NS', 'ns1.host.net');
const fault = (...records: DnsRecord[]) => zoneFault([NS, ...records], 'x.com');

describe('a zone that bind would drop is refused:', () => {
  it.each([
    ['no nameserver', () => zoneFault([record('@', 'A', '192.0.2.1')], 'x.com'), 'no NS record'],
    ['a CNAME beside an address', () => fault(record('a', 'A', '192.0.2.1'), record('a', 'CNAME', 'b.net')), 'stands beside'],
    ['two CNAMEs', () => fault(record('a', 'CNAME', 'b.net'), record('a', 'CNAME', 'c.net')), 'stands beside'],
    ['a CNAME at the top', () => fault(record('@', 'CNAME', 'b.net')), 'stands beside'],
    ['a nameserver inside without an address', () => fault(record('sub', 'NS', 'ns1.x.com')), 'no address'],
  ])('%s', (_, found, words) => expect(found()).toContain(words));
});

describe('a record that would not come through is refused:', () => {
  it.each<[string, DnsRecord]>([
    ['a quote in a text', record('@', 'TXT', "it's")],
    ['a line end in a text', record('@', 'TXT', "a\nID='1'")],
    ['a backslash in a text', record('@', 'TXT', 'a\\b')],
    ['an address that is none', record('@', 'A', '300.1.1.1')],
    ['a dotted target', record('a', 'CNAME', 'b.net.')],
    ['a relative target', record('a', 'CNAME', 'b')],
    ['a blank in a name', record('a b', 'A', '192.0.2.1')],
    ['a name with a dot at its end', record('a.', 'A', '192.0.2.1')],
    ['mail without priority', record('@', 'MX', 'mail.x.net')],
    ['an address with priority', record('@', 'A', '192.0.2.1', 5)],
    ['a service without port', record('_s._tcp', 'SRV', '5 host.net', 1)],
  ])('%s', (_, bad) => expect(fault(bad)).toMatch(/^The (record|value|priority)/));
  it('a TTL of nothing', () => expect(fault({ ...record('a', 'A', '192.0.2.1'), ttl: 0 })).toContain('TTL'));
});

it('what the panel itself made is a good zone, and comes back the same from our file', () => {
  const records = readRecords(recorded['rec2-list'], 'alpha8.com');
  expect(zoneFault(records, 'alpha8.com')).toBeNull();
  const listed = recordFile(records).trim().split('\n').map((line, at) => {
    const pairs = [...line.matchAll(/(\w+)='([^']*)'/g)].map((match) => [match[1], match[2]] as const);
    return [String(at + 1), Object.fromEntries(pairs)] as const;
  });
  const again = readRecords({ code: 0, stdout: JSON.stringify(Object.fromEntries(listed)), stderr: '', ms: 1 }, 'alpha8.com');
  expect(again).toEqual(records);
});
