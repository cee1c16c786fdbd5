import { describe, expect, it } from 'vitest';
import { defaultZone, sampleZone, zoneList, type ZoneTerms, zoneTerms } from './zone.ts';
import { lineOfRecord, recordOfLine } from './zone-line.ts';

const lines = (terms: Partial<ZoneTerms>, own?: { web: boolean; mail: boolean }): string[] =>
  zoneList(sampleZone({ ...defaultZone, ...terms }, undefined, own)).map(({ name, type, priority, value }) => [name, type, priority, value].filter((part) => part !== null).join(' '));
const refusal = (terms: Partial<Record<keyof ZoneTerms, unknown>>): string => {
  const parsed = zoneTerms.safeParse({ ...defaultZone, ...terms });
  return parsed.success ? 'taken' : (parsed.error.issues[0]?.message ?? '');
};
const extra = (name: string, type: string, value: string, priority: number | null = null) => ({ records: [{ name, type, value, priority }] });

describe('a product’s zone', () => {
  it('without a wish of its own is the template', () => {
    expect(refusal({})).toBe('taken');
    expect(lines({})).toEqual([
      '@ NS ns1.example.net', '@ NS ns2.example.net', '@ A 203.0.113.10', 'www A 203.0.113.10', 'ftp A 203.0.113.10', 'mail A 203.0.113.20', 'webmail A 203.0.113.20', '@ MX 10 mail.customer.com', '@ TXT v=spf1 a mx ip4:203.0.113.20 -all',
      '_dmarc TXT v=DMARC1; p=quarantine; pct=100', '_imaps._tcp SRV 0 1 993 mail.customer.com', '_submissions._tcp SRV 0 1 465 mail.customer.com', '_submission._tcp SRV 10 1 587 mail.customer.com', '_pop3s._tcp SRV 10 1 995 mail.customer.com',
      'mail._domainkey TXT v=DKIM1; k=rsa; p=MIIB',
    ]);
    expect(lines({}, { web: true, mail: false })).toContain('@ TXT v=spf1 -all');
  });

  it('has its own TTL, SPF, DMARC, mail hosts and records, with the customer’s domain and the mail node’s address in them', () => {
    const own = lines({ spf: 'v=spf1 ip4:{mail} include:spf.host.net ~all', dmarc: 'reject', mx: [{ host: 'mx1.filter.net', priority: 5 }], records: [{ name: 'shop', type: 'CNAME', value: '{domain}.shops.net', priority: null, ttl: 300 }] });
    expect(own).toEqual(expect.arrayContaining(['@ TXT v=spf1 ip4:203.0.113.20 include:spf.host.net ~all', '_dmarc TXT v=DMARC1; p=reject; pct=100', '@ MX 5 mx1.filter.net', 'shop CNAME customer.com.shops.net']));
    // Programs are not sent to a mail node that gets no mail.
    expect(own.join()).not.toMatch(/MX 10|_imaps/);
    expect(lines({ autoconfig: false }).join()).not.toContain('_imaps');
    const timed = zoneList(sampleZone({ ...defaultZone, ttl: 600, records: [{ name: 'a', type: 'A', value: '192.0.2.1', priority: null, ttl: 300 }] }));
    expect(new Set(timed.map((record) => `${record.from} ${record.ttl}`))).toEqual(new Set(['template 600', 'product 300']));
  });

  it('has what both say once', () => {
    expect(lines({ records: [{ name: 'www', type: 'A', value: '203.0.113.10', priority: null, ttl: null }] })).toEqual(lines({}));
  });

  it.each([
    [{ ttl: 30 }, 'TTL is shorter than a minute'], [{ spf: 'include:x' }, 'SPF begins with v=spf1'], [{ dmarc: 'maybe' }, /Invalid option/], [{ mx: [{ host: 'no host', priority: 1 }] }, 'The value of the record @ MX is not valid.'],
    [extra('www', 'CNAME', 'x.net'), 'The CNAME record www stands beside another record of that name.'], [extra('a', 'A', '300.1.1.1'), 'The value of the record a A is not valid.'],
    [extra('sub', 'NS', 'ns1.customer.com'), /has no address record/], [extra('a', 'HINFO', 'x'), 'Type is not known'], [extra('x', 'TXT', `it's`), 'The value of the record x TXT is not valid.'],
  ])('%o is refused with a reason', (terms, reason) => expect(refusal(terms)).toMatch(reason));
});

describe('a record on a line', () => {
  it.each([
    ['shop CNAME {domain}.shops.net', { name: 'shop', type: 'CNAME', value: '{domain}.shops.net', priority: null, ttl: null }],
    ['@ 300 TXT google-site-verification=x y', { name: '@', type: 'TXT', value: 'google-site-verification=x y', priority: null, ttl: 300 }],
    ['_sip._tcp SRV 5 1 5060 sip.host.net', { name: '_sip._tcp', type: 'SRV', value: '1 5060 sip.host.net', priority: 5, ttl: null }],
  ])('%s', (line, record) => {
    expect(recordOfLine(line)).toEqual(record);
    expect(lineOfRecord(record as never)).toBe(line);
  });
  it.each(['', 'www', 'www A', 'www HINFO x'])('%o is none', (line) => expect(recordOfLine(line)).toBeNull());
});
