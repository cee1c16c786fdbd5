/** A zone as a file in the form of BIND (RFC 1035, 5): what comes from another host, and what is taken to one. */
import { parseZone, stringifyZone } from 'dnsz';
import type { DnsRecord } from '#server/core/panel.ts';
import { type ZoneEffect, zoneEffect } from '#server/core/zone-effect.ts';
import { POINTING, RANKED, recordTypes } from '#server/core/zone-fault.ts';
import { managedKey, sameRecord, servedRows, type ZoneRow } from '#server/core/zone-own.ts';
import { readRecord, TTL } from '#server/core/zone-record.ts';

/** Characters. A zone of 2,000 records has a tenth of it. */
export const FILE_MOST = 500_000;

interface Skipped {
  line: string;
  why: string;
}
export type ZoneFile = { ok: true; records: readonly DnsRecord[]; skipped: readonly Skipped[] } | { ok: false; message: string };

type Parsed = ReturnType<typeof parseZone>['records'][number];

/** The class may stand before the TTL, which the library takes for the type. */
function reordered(record: Parsed): Parsed {
  const [, ttl, type, content] = (record.type === 'IN' ? /^(?:(\d+)\s+)?([A-Za-z]+)\s+(.+)$/.exec(record.content) : null) ?? [];
  return type === undefined || content === undefined ? record : { ...record, type: type.toUpperCase(), content, ttl: ttl === undefined ? record.ttl : Number(ttl) };
}

/** `null`: relative, in a file with more than one origin. */
function complete(target: string, origin: string | null): string | null {
  if (target.endsWith('.')) return target;
  if (origin === null) return null;
  return target === '@' ? `${origin}.` : `${target}.${origin}.`;
}

/** Everything before the host name, and that in full. */
function pointing(content: string, origin: string | null): string | null {
  const words = content.trim().split(/\s+/);
  const target = complete(words.pop() ?? '', origin);
  return target === null ? null : [...words, target].join(' ');
}

const texts = (content: string): string => (content.includes('"') ? [...content.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map(([, text]) => text).join('') : content);

type Line = { record: DnsRecord } | { why: string } | null;

function lineOf(zone: string, { name, type: word, ttl, content }: Parsed, origin: string | null): Line {
  const type = recordTypes.find((one) => one === word);
  // What the nameservers write themselves.
  if (word === 'SOA' || (type === 'NS' && name === zone)) return null;
  if (type === undefined) return { why: `${word.slice(0, 20)} records are not kept here` };
  const value = POINTING.includes(type) ? pointing(content, origin) : type === 'TXT' ? texts(content) : content;
  if (value === null) return { why: 'Its target has no dot at its end, and the file has several origins: write the full name' };
  const [, priority, ranked] = (RANKED.includes(type) ? /^(\d+)\s+(.+)$/.exec(value) : null) ?? [];
  const read = readRecord(zone, { name: `${name}.`, type, value: ranked ?? value, priority: priority === undefined ? null : Number(priority), ttl: Math.min(Math.max(ttl, TTL.least), TTL.most) });
  return read.ok ? { record: read.record } : { why: read.message };
}

/** Directives that would read other files, or make records. */
const ORDERS = /^\s*\$(INCLUDE|GENERATE)\b/i;
const ORIGIN = /^\s*\$ORIGIN\b/i;

/** A name that the library would pass over, and give its next line to the name before: it gets one that is refused by what it is. */
const withName = (line: string): string => (/^[^\s;$()"]/.test(line) && !/^[\w.@*/+\\-]+(?:\s|$)/.test(line) ? line.replace(/^\S+/, '-') : line);

/** What of a file can be served here; what can't is named, with the reason. Whether the whole fits is for `editZone` to say. */
export function readZoneFile(zone: string, text: string): ZoneFile {
  if (text.length > FILE_MOST) return { ok: false, message: `The file has ${text.length} characters, and at most ${FILE_MOST} are read: cut it into parts` };
  const lines = text.split(/\r?\n/);
  const orders = lines.filter((line) => ORDERS.test(line));
  const origins = lines.filter((line) => ORIGIN.test(line)).length;
  const rest = lines.filter((line) => !ORDERS.test(line)).map(withName).join('\n');
  const { records: parsed, origin } = parseZone(`$ORIGIN ${zone}.\n${rest}`, { defaultTTL: 3600 });
  const records = new Map<string, DnsRecord>();
  const skipped: Skipped[] = orders.map((line) => ({ line: line.trim().slice(0, 200), why: 'Lines of this kind are not followed' }));
  for (const one of parsed.map(reordered)) {
    const line = lineOf(zone, one, origins > 1 ? null : (origin ?? zone).replace(/\.$/, ''));
    if (line === null) continue;
    if ('record' in line) records.set(sameRecord(line.record), line.record);
    else skipped.push({ line: `${one.name} ${one.type} ${one.content}`.slice(0, 200), why: line.why });
  }
  return records.size === 0 && skipped.length === 0 ? { ok: false, message: 'There is no record in it. A zone file has one on each line, like: www 3600 IN A 203.0.113.10' } : { ok: true, records: [...records.values()], skipped };
}

/** `whole`: what of one's own the file does not have goes. Ours go only where the file has something for the same. */
export function fileEffect(records: readonly DnsRecord[], rows: readonly ZoneRow[], whole: boolean): ZoneEffect {
  const taken = new Set(records.map(managedKey));
  return zoneEffect(records, rows, (row) => (row.from === 'own' ? whole : taken.has(managedKey(row))));
}

const TEXT_MOST = 255;
const quoted = (text: string): string => (text.match(new RegExp(`.{1,${TEXT_MOST}}`, 'g')) ?? ['']).map((part) => `"${part}"`).join(' ');

/** What nameservers are given of it, without what they write themselves. */
export function zoneFileOf(zone: string, rows: readonly ZoneRow[], ttl: number): string {
  return stringifyZone({
    origin: zone, ttl,
    records: servedRows(rows).map(({ name, type, value, priority, ttl: own }) => ({
      name: name === '@' ? zone : `${name}.${zone}`, ttl: own, class: 'IN', type, comment: null,
      content: [...(priority === null ? [] : [priority]), type === 'TXT' ? quoted(value) : POINTING.includes(type) ? `${value}.` : value].join(' '),
    })),
  }, { sections: false });
}
