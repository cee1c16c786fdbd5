import { describe, expect, it } from 'vitest';
import type { DnsRecord } from './panel.ts';
import { defaultZone, managedRecords, sampleZone, zoneLines, type ZoneInput, zoneRecords } from './zone.ts';
import { editZone, type ZoneChange } from './zone-edit.ts';
import { recordTypes, zoneFault } from './zone-fault.ts';
import { foreseenRows, noEdits } from './zone-own.ts';
import { presetEffect, zonePresets } from './zone-presets.ts';

const start: ZoneInput = sampleZone(defaultZone);
const typed = (name: string, type: DnsRecord['type'], value: string, priority: number | null = null, ttl = 3600) => ({ name, type, value, priority, ttl });
const add = (...of: Parameters<typeof typed>): ZoneChange => ({ do: 'add', record: typed(...of) });
const after = (changes: readonly ZoneChange[], zone = start, most: number | null = null): ZoneInput => {
  const edited = editZone(zone, changes, most);
  if (!edited.ok) throw new Error(edited.message);
  return { ...zone, zoneEdits: edited.edits };
};
const lines = (zone: ZoneInput): string[] => zoneRecords(zone).map(({ name, type, priority, value }) => [name, type, priority, value].filter((part) => part !== null).join(' '));
const refusal = (changes: readonly ZoneChange[], zone = start, most: number | null = null): string => {
  const edited = editZone(zone, changes, most);
  return edited.ok ? 'taken' : `${edited.field}: ${edited.message}`;
};

describe('an edit of a zone', () => {
  it.each([
    ['shop', 'A', '192.0.2.7', 'shop A 192.0.2.7'], ['shop.customer.com', 'AAAA', '2001:DB8::1', 'shop AAAA 2001:db8::1'], ['Shop.Customer.com.', 'CNAME', 'Stores.Example.NET.', 'shop CNAME stores.example.net'],
    ['', 'TXT', '"google-site-verification=a b"', '@ TXT google-site-verification=a b'], ['*', 'A', '192.0.2.7', '* A 192.0.2.7'], ['customer.com', 'CAA', '0 issue "letsencrypt.org"', '@ CAA 0 issue "letsencrypt.org"'],
    ['_443._tcp', 'TLSA', '3 1 1 AB12', '_443._tcp TLSA 3 1 1 ab12'], ['sub', 'NS', 'ns1.other.net', 'sub NS ns1.other.net'],
  ] as const)('takes %s %s %s as people write it', (name, type, value, line) => expect(lines(after([add(name, type, value)]))).toContain(line));

  it('adds, changes and removes what is one’s own, many at once, each with an id that stays', () => {
    const two = after([add('a', 'A', '192.0.2.1'), add('b', 'MX', 'mx.other.net', 5), add('_sip._tcp', 'SRV', '1  5060 sip.other.net', 7)]);
    expect(two.zoneEdits).toMatchObject({ rev: 1, own: [{ id: 1, rev: 1 }, { id: 2 }, { id: 3, value: '1 5060 sip.other.net' }] });
    const next = after([{ do: 'change', id: 1, record: typed('a', 'A', '192.0.2.2', null, 60) }, { do: 'remove', id: 2 }], two);
    expect(next.zoneEdits).toEqual({ rev: 2, off: [], signed: false, own: [{ id: 1, rev: 2, name: 'a', type: 'A', value: '192.0.2.2', priority: null, ttl: 60 }, two.zoneEdits.own[2]] });
    expect(lines(next)).toEqual([...lines(start), 'a A 192.0.2.2', '_sip._tcp SRV 7 1 5060 sip.other.net']);
  });

  it('overrides what we keep, or switches it off, marks it, and restores it', () => {
    const own = after([{ do: 'add', record: typed('www', 'A', '192.0.2.9'), instead: 'www A' }, { do: 'off', key: 'ftp A' }, { do: 'add', record: typed('@', 'TXT', 'v=spf1 include:spf.other.net -all'), instead: '@ TXT v=spf1' }]);
    expect(lines(own)).toEqual(expect.arrayContaining(['www A 192.0.2.9', '@ TXT v=spf1 include:spf.other.net -all']));
    expect(lines(own).join()).not.toMatch(/ftp|www A 203|ip4:203/);
    expect(zoneLines(own).filter((row) => row.off !== null).map((row) => [row.key, row.off])).toEqual([['www A', 'replaced'], ['ftp A', 'off'], ['@ TXT v=spf1', 'replaced']]);
    const moved = { ...own, dkim: 'v=DKIM1; k=rsa; p=NEW', sites: { web: { ipv4: '203.0.113.99' }, mail: { ipv4: '203.0.113.98' } } };
    expect(lines(moved)).toEqual(expect.arrayContaining(['www A 192.0.2.9', '@ A 203.0.113.99', 'mail._domainkey TXT v=DKIM1; k=rsa; p=NEW']));
    expect(lines(after(['www A', 'ftp A', '@ TXT v=spf1'].map((key) => ({ do: 'restore', key })), own))).toEqual(lines(start));
  });

  it('is foreseen line by line by whoever has the list', () => {
    const edits: ZoneChange[][] = [
      [add('a', 'A', '192.0.2.1'), add('b', 'MX', 'mx.other.net', 5), { do: 'off', key: 'ftp A' }],
      [{ do: 'add', record: typed('www', 'A', '192.0.2.9'), instead: 'www A' }, { do: 'remove', id: 2 }],
      [{ do: 'change', id: 1, record: typed('a', 'A', '192.0.2.2', null, 60) }, add('c', 'A', '192.0.2.3')],
      [{ do: 'restore', key: 'www A' }, { do: 'restore', key: 'ftp A' }, { do: 'remove', id: 1 }],
    ];
    edits.reduce((zone, changes) => {
      const next = after(changes, zone);
      expect(foreseenRows(zoneLines(zone), changes.filter((one) => one.do !== 'sign'), next.zoneEdits.rev)).toEqual(zoneLines(next));
      return next;
    }, start);
  });

  it.each([
    [[add('www', 'CNAME', 'shop.other.net')], 'name: www can not have a CNAME beside other records (A): remove or switch off those first, or choose another name'],
    [[add('@', 'CNAME', 'shop.other.net')], /^name: customer.com itself can not be a CNAME/],
    [[{ do: 'off', key: '@ NS' }], 'type: customer.com needs an NS record at @: without one nobody finds it'],
    [[{ do: 'off', key: 'mail A' }], /^value: @ MX points at mail.customer.com, which has no address here/],
    [[add('x', 'MX', 'mx.customer.com', 5)], /^value: x MX points at mx.customer.com/], [[add('_x._tcp', 'SRV', '1 1 no.customer.com', 5)], /has no address here/],
    [[add('www.other.com.', 'A', '192.0.2.1')], 'name: www.other.com. lies outside of customer.com: only names within it can be set here'],
    [[add('www', 'A', '203.0.113.10')], 'value: www A with this value is there already'],
    [[add('my_host', 'A', '192.0.2.1')], /^name: The name of a host has letters/], [[add('x', 'MX', 'my_mx.other.net', 1)], /^value: A mail server/],
    [[add('x', 'MX', 'mx.other.net')], /^priority/], [[add('x', 'SRV', '1 70000 sip.other.net', 1)], /^value/], [[add('x', 'TLSA', '3 1 1 abc')], /^value/], [[add('x', 'CAA', '300 issue "ca.net"')], /^value/],
    [[add('x', 'A', '192.0.2.1', null, 59)], /^ttl/], [[{ do: 'remove', id: 9 }], /^rev/], [[{ do: 'off', key: 'no A' }], /^rev/], [[{ do: 'change', id: 9, record: typed('x', 'A', '192.0.2.1') }], /^rev/],
    [[add('ok', 'A', '192.0.2.1'), add('bad', 'A', '1.2.3')], /^value: bad A: An IPv4 address/],
  ] as [ZoneChange[], string | RegExp][])('%j is refused with words', (changes, words) => expect(refusal(changes)).toMatch(words));

  it('is counted with what we keep; a zone over its limit can still be made shorter', () => {
    const kept = managedRecords(start).length;
    expect(refusal([add('a', 'A', '192.0.2.1')], start, kept)).toBe(`limit: DNS records: ${kept + 1} of ${kept} would be used, those that we keep included. Remove some, or order more`);
    expect(refusal([add('a', 'A', '192.0.2.1'), { do: 'off', key: 'ftp A' }], start, kept)).toBe('taken');
    expect(refusal([{ do: 'off', key: 'ftp A' }], start, 3)).toBe('taken');
  });

  const hostile = [
    "'; rm -rf / #", '$(id)', '`id`', '"; drop table services; --', 'a\r\nb A 1.2.3.4', 'a\nb', '../../etc/passwd', '<script>alert(1)</script>', 'a\u0000b', '\u202Eevil', 'аpple', 'ｗｗｗ', "' OR '1'='1", '$ORIGIN x.', '; comment', 'a\tb', '%quote%', '\\', '=cmd|calc', `${'a'.repeat(64)}`, `${'a.'.repeat(150)}a`, '-x', 'x-', 'a..b', '.a', '@.x', '**', 'a.*',
  ];
  it.each(hostile)('no field is taken with %j in it', (text) => {
    for (const type of recordTypes) expect(refusal([{ do: 'add', record: typed(text, type, '192.0.2.1', type === 'MX' || type === 'SRV' ? 1 : null) }])).toMatch(/^(name|value)/);
    const bad = recordTypes.flatMap((type) => {
      const edited = editZone(start, [{ do: 'add', record: typed('x', type, text, type === 'MX' || type === 'SRV' ? 1 : null) }], null);
      return edited.ok ? edited.edits.own : [];
    });
    // A text may be anything that neither ends its quotes nor begins another line.
    expect(bad.filter(({ type, value }) => type !== 'TXT' || !/^[\x20-\x7e]*$/.test(value) || /["'\\\r\n]/.test(value))).toEqual([]);
    expect(refusal([{ do: 'off', key: text }])).toMatch(/^rev/);
  });

  it('never lets a list through that a nameserver would drop, whatever is done', () => {
    const names = ['@', 'www', 'a', 'b.a', '*', '_x', 'mail'];
    const values = { A: ['192.0.2.1', 'x'], AAAA: ['2001:db8::1'], CNAME: ['a.customer.com', 'x.net'], MX: ['a.customer.com', 'mx.net.org'], TXT: ['v=spf1 -all', 'x'], NS: ['ns.a.customer.com', 'ns1.example.net'], SRV: ['1 1 a.customer.com'], CAA: ['0 issue ";"'], TLSA: ['3 1 1 ab'] };
    let seed = 7;
    const pick = <T>(of: readonly T[]): T => { seed = (seed * 48_271) % 2_147_483_647; return of[seed % of.length] as T; };
    let zone: ZoneInput = { ...start, zoneEdits: noEdits };
    let taken = 0;
    for (let round = 0; round < 3000; round++) {
      const type = pick(recordTypes);
      const record = typed(pick(names), type, pick(values[type]), type === 'MX' || type === 'SRV' ? 1 : null);
      const key = pick(managedRecords(start).map(({ name, type: of }) => `${name} ${of}`));
      const id = pick(zone.zoneEdits.own.map((one) => one.id).concat(1));
      const edited = editZone(zone, [pick<ZoneChange>([{ do: 'add', record }, { do: 'add', record, instead: key }, { do: 'change', id, record }, { do: 'remove', id }, { do: 'off', key }, { do: 'restore', key }])], 40);
      if (!edited.ok) continue;
      taken += 1;
      zone = { ...zone, zoneEdits: edited.edits };
      expect(zoneFault(zoneRecords(zone), 'customer.com')).toBeNull();
      expect(zoneRecords(zone).length).toBeLessThanOrEqual(40);
    }
    expect(taken).toBeGreaterThan(200);
  });
});

describe('a template of a provider', () => {
  it.each(zonePresets.map((preset) => [preset.title, preset] as const))('%s is taken as it is, changes nothing the second time, and all of it can be restored', (_, preset) => {
    const effect = presetEffect(preset, 'customer.com', zoneLines(start), 3600);
    const zone = after(effect.changes);
    expect(lines(zone)).toEqual(expect.arrayContaining(effect.adds.map(({ name, type, priority, value }) => [name, type, priority, value].filter((part) => part !== null).join(' '))));
    expect(effect.ends.length).toBeGreaterThan(0);
    expect(presetEffect(preset, 'customer.com', zoneLines(zone), 3600)).toEqual({ adds: [], ends: [], changes: [] });
    const back = after([...zone.zoneEdits.off.map((key): ZoneChange => ({ do: 'restore', key })), ...zone.zoneEdits.own.filter((one) => one.instead === undefined).map(({ id }): ZoneChange => ({ do: 'remove', id }))], zone);
    expect(lines(back)).toEqual(lines(start));
  });

  it('follows another one of its kind', () => {
    const all = zonePresets.reduce((zone, preset) => after(presetEffect(preset, 'customer.com', zoneLines(zone), 3600).changes, zone), start);
    expect(lines(all).filter((line) => / MX |spf1/.test(line))).toEqual(['@ TXT v=spf1 a include:spf.messagingengine.com ~all', '@ MX 10 in1-smtp.messagingengine.com', '@ MX 20 in2-smtp.messagingengine.com'].toSorted((a, b) => lines(all).indexOf(a) - lines(all).indexOf(b)));
    expect(lines(all).filter((line) => /^(@ A|www)/.test(line))).toEqual(['@ A 76.76.21.21', 'www CNAME cname.vercel-dns.com']);
  });
});
