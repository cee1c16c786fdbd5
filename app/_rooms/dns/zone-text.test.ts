import { describe, expect, it } from 'vitest';
import { defaultZone, sampleZone, zoneLines, type ZoneInput } from '#server/core/zone.ts';
import { editZone } from '#server/core/zone-edit.ts';
import { FILE_MOST, fileEffect, readZoneFile, zoneFileOf } from './zone-text.ts';

const start: ZoneInput = sampleZone(defaultZone);
const read = (text: string) => {
  const file = readZoneFile('customer.com', text);
  if (!file.ok) throw new Error(file.message);
  return { lines: file.records.map(({ name, type, priority, value, ttl }) => [name, ttl, type, priority, value].filter((part) => part !== null).join(' ')), records: file.records, skipped: file.skipped };
};
const imported = (text: string, zone = start, whole = false): ZoneInput => {
  const { changes } = fileEffect(read(text).records, zoneLines(zone), whole);
  const edited = editZone(zone, changes, null);
  if (!edited.ok) throw new Error(edited.message);
  return { ...zone, zoneEdits: edited.edits };
};

describe('a zone file', () => {
  it('is read as nameservers read it: origin, default TTL, names that repeat, brackets, comments, texts in parts', () => {
    expect(read(`$ORIGIN customer.com.
$TTL 2h
@ IN SOA ns1.old.net. root.old.net. ( 2026 ; serial
  7200 3600 1209600 180 )
@ IN NS ns1.old.net.
@ 300 IN MX 10 mail
Shop IN CNAME Stores.Example.NET.
     IN A 192.0.2.9 ; of shop
full.customer.com. A 192.0.2.1
_sip._tcp 60 IN SRV 10 5 5060 sip.customer.com.
long TXT ( "v=proof1; a"
  "bc" )
order IN 900 A 192.0.2.2
deep.er AAAA 2001:DB8::1
@ CAA 0 issue "letsencrypt.org"`).lines).toEqual([
      '@ 300 MX 10 mail.customer.com', 'shop 7200 CNAME stores.example.net', 'shop 7200 A 192.0.2.9', 'full 7200 A 192.0.2.1', '_sip._tcp 60 SRV 10 5 5060 sip.customer.com',
      'long 7200 TXT v=proof1; abc', 'order 900 A 192.0.2.2', 'deep.er 7200 AAAA 2001:db8::1', '@ 7200 CAA 0 issue "letsencrypt.org"',
    ]);
  });

  it('needs no origin of its own, and a time that is too short is the shortest', () => expect(read('www 5 A 192.0.2.1\nmail.customer.com. 60 IN A 192.0.2.2').lines).toEqual(['www 60 A 192.0.2.1', 'mail 60 A 192.0.2.2']));

  it.each([
    ['x PTR host.net.', 'PTR records are not kept here'], ['other.net. A 192.0.2.1', /^other\.net\. lies outside of customer\.com/], ['x A 1.2.3', /^An IPv4 address/], ['x TXT "a\\"b"', /^A text has/],
    ['$INCLUDE /etc/passwd', 'Lines of this kind are not followed'], ['$GENERATE 1-9 h$ A 192.0.2.$', 'Lines of this kind are not followed'], ['a\u202e A 192.0.2.1', /^A name has letters/], ['<b>x</b> A 192.0.2.1', /^A name has letters/],
  ])('%s is left out, with the reason, and the rest is taken', (line, why) => {
    const { lines, skipped } = read(`ok 60 A 192.0.2.1\n${line}`);
    expect(lines).toEqual(['ok 60 A 192.0.2.1']);
    expect(skipped).toEqual([{ line: expect.any(String), why: expect.stringMatching(why) }]);
  });

  it('gives a line without a name to the one before it, however odd that is', () => expect(read('ok 60 A 192.0.2.1\nödd 60 A 192.0.2.2\n  60 TXT of-odd')).toMatchObject({ lines: ['ok 60 A 192.0.2.1'], skipped: [{}, {}] }));

  it('with several origins is followed by name, and a target that could be either is left out', () => {
    const { lines, skipped } = read('$ORIGIN sub.customer.com.\na CNAME b\n$ORIGIN customer.com.\nc 60 CNAME d.customer.com.');
    expect(lines).toEqual(['c 60 CNAME d.customer.com']);
    expect(skipped[0]?.why).toMatch(/several origins/);
  });

  it('that has no record in it, or is too large, is refused', () => {
    for (const text of ['', '; nothing', '$TTL 60']) expect(readZoneFile('customer.com', text)).toMatchObject({ ok: false, message: expect.stringMatching(/^There is no record/) });
    expect(readZoneFile('customer.com', 'a'.repeat(FILE_MOST + 1))).toMatchObject({ ok: false, message: expect.stringMatching(/at most 500000/) });
  });

  it('puts its records in the place of ours for the same, beside what is one’s own, or in the place of it', () => {
    const own = imported('shop 60 A 192.0.2.1\nblog 60 A 192.0.2.2');
    const beside = imported('www 60 A 192.0.2.9\nshop 60 A 192.0.2.1', own);
    expect(zoneLines(beside).filter((row) => row.name === 'www').map(({ value, off }) => [value, off])).toEqual([['203.0.113.10', 'replaced'], ['192.0.2.9', null]]);
    expect(beside.zoneEdits.own.map(({ name }) => name)).toEqual(['shop', 'blog', 'www']);
    expect(imported('shop 60 A 192.0.2.1', own, true).zoneEdits.own.map(({ name }) => name)).toEqual(['shop']);
  });

  it('that was written here changes nothing when it comes back', () => {
    const zone = imported(`long 60 TXT "${'x'.repeat(600)}"\n_sip._tcp 60 SRV 10 5 5060 sip.other.net.\n@ 60 CAA 0 issue "ca.net"\n*.wild 60 CNAME a.net.\n@ 60 MX 5 mx.other.net.`);
    const rows = zoneLines(zone);
    const text = zoneFileOf('customer.com', rows, 3600);
    expect(text).toMatch(/^\$ORIGIN customer\.com\.\n\$TTL 3600\n/);
    const { records, skipped } = read(text);
    expect(skipped).toEqual([]);
    expect(records.length).toBe(rows.filter((row) => row.off === null && !(row.type === 'NS' && row.name === '@')).length);
    expect(fileEffect(records, rows, true)).toMatchObject({ adds: [], ends: [] });
  });
});
