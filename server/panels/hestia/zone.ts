/** A zone's records in the panel's form and in ours, and the check that the panel does not make. */
import { isIPv4, isIPv6 } from 'node:net';
import { z } from 'zod';
import type { DnsRecord } from '#server/core/panel.ts';
import { wireName } from './exec.ts';

type Type = DnsRecord['type'];
const type = z.enum(['A', 'AAAA', 'CNAME', 'MX', 'TXT', 'NS', 'SRV', 'CAA', 'TLSA']);
const POINTING: readonly Type[] = ['CNAME', 'MX', 'NS', 'SRV'];
const RANKED: readonly Type[] = ['MX', 'SRV'];
const ZONE_TTL = 14_400;

export const listedRecords = z.record(
  z.string(),
  z.object({ RECORD: z.string(), TYPE: z.string(), VALUE: z.string(), PRIORITY: z.string().default(''), TTL: z.string().default('') }),
);
type Listed = z.infer<typeof listedRecords>[string];

/** `sub`, `sub.zone.` -> `sub`; null for a name outside the zone, which a nameserver ignores. */
export function relative(name: string, zone: string): string | null {
  const lower = wireName(name);
  if (lower === '' || lower === '@' || lower === `${zone}.`) return '@';
  if (!lower.endsWith('.')) return lower;
  return lower.endsWith(`.${zone}.`) ? lower.slice(0, -zone.length - 2) : null;
}

function absolute(target: string, zone: string): string {
  const lower = wireName(target);
  if (lower.endsWith('.')) return lower.slice(0, -1);
  return lower === '@' ? zone : `${lower}.${zone}`;
}

function unquoted(text: string): string {
  const strings = [...text.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map((match) => match[1] ?? '');
  return strings.length === 0 ? text : strings.join('');
}

/** One listed record as one writes it; null for a type or name that we do not handle. */
export function fromPanel(listed: Listed, zone: string): DnsRecord | null {
  const kind = type.safeParse(listed.TYPE.toUpperCase());
  const name = relative(listed.RECORD, zone);
  if (!kind.success || name === null) return null;
  const words = listed.VALUE.trim().split(/\s+/);
  const inside = kind.data === 'SRV' && listed.PRIORITY === '' && words.length === 4 ? words.shift() : undefined;
  const priority = RANKED.includes(kind.data) ? Number(inside ?? (listed.PRIORITY || '0')) : null;
  const ttl = Number(listed.TTL) || ZONE_TTL;
  return { name, type: kind.data, value: valueFrom(kind.data, listed.VALUE, words, zone), priority, ttl };
}

function valueFrom(kind: Type, raw: string, words: readonly string[], zone: string): string {
  if (kind === 'TXT') return unquoted(raw);
  if (!POINTING.includes(kind)) return raw.trim();
  return [...words.slice(0, -1), absolute(words.at(-1) ?? '', zone)].join(' ');
}

/** The file that v-insert-dns-records puts in place of the zone's list, unread: the values have passed `zoneFault`. */
export function recordFile(records: readonly DnsRecord[]): string {
  const lines = records.map((record, at) => {
    const value = record.type === 'TXT' ? `"${record.value}"` : `${record.value}${POINTING.includes(record.type) ? '.' : ''}`;
    const pairs = { ID: at + 1, RECORD: record.name, TYPE: record.type, PRIORITY: record.priority ?? '', VALUE: value, SUSPENDED: 'no', TIME: '00:00:00', DATE: '2026-01-01', TTL: record.ttl };
    return Object.entries(pairs).map(([key, text]) => `${key}='${text}'`).join(' ');
  });
  return lines.map((line) => `${line}\n`).join('');
}

const NAME = /^(?=.{1,200}$)(?:@|(?:\*|[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?)(?:\.[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?)*)$/;
const HOST = '(?=[^ ]{1,253}$)[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9])?(?:\\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)+';
const host = new RegExp(`^${HOST}$`);
const VALUES: Readonly<Record<Type, (value: string) => boolean>> = {
  A: isIPv4,
  AAAA: isIPv6,
  CNAME: (value) => host.test(value),
  NS: (value) => host.test(value),
  MX: (value) => host.test(value),
  SRV: (value) => new RegExp(`^\\d{1,5} \\d{1,5} ${HOST}$`).test(value),
  // Neither quotes nor backslashes: the panel's file, its JSON and the zone file each read them differently.
  TXT: (value) => /^(?!.*%quote%)[\x20-\x7e]{1,2000}$/.test(value) && !/["'\\]/.test(value),
  CAA: (value) => /^\d{1,3} [a-z]+ "[^"'\\\s]*"$/.test(value),
  TLSA: (value) => /^[0-3] [01] [0-2] [0-9a-f]{2,256}$/i.test(value),
};

const within = (number: number | null, least: number, most: number) => number !== null && Number.isInteger(number) && number >= least && number <= most;

function recordFault(record: DnsRecord): string | null {
  const label = `${record.name} ${record.type}`;
  if (!NAME.test(record.name)) return `The record name ${label} is not valid.`;
  if (!VALUES[record.type](record.value)) return `The value of the record ${label} is not valid.`;
  if (!within(record.ttl, 60, 2_592_000)) return `The TTL of the record ${label} is not between 60 and 2592000 seconds.`;
  const ranked = RANKED.includes(record.type);
  if (ranked ? !within(record.priority, 0, 65_535) : record.priority !== null) return `The priority of the record ${label} is not valid.`;
  return null;
}

/**
 * Why a nameserver would drop the whole zone (RFC 1034), or null: the panel takes any list and answers that all is
 * well. Every record's own form is checked too, since the panel copies the file unread.
 */
export function zoneFault(records: readonly DnsRecord[], zone: string): string | null {
  const fault = records.map(recordFault).find((found) => found !== null);
  if (fault !== undefined) return fault;
  if (!records.some((record) => record.type === 'NS' && record.name === '@')) return 'The zone has no NS record.';
  const alone = records.find((record) => record.type === 'CNAME' && records.some((other) => other !== record && other.name === record.name));
  if (alone !== undefined) return `The CNAME record ${alone.name} stands beside another record of that name.`;
  const addressed = new Set(records.filter((record) => record.type === 'A' || record.type === 'AAAA').map((record) => record.name));
  const bare = records.find((record) => {
    const inside = record.type === 'NS' ? relative(`${record.value}.`, zone) : null;
    return inside !== null && !addressed.has(inside) && !addressed.has('*');
  });
  return bare === undefined ? null : `The nameserver ${bare.value} lies in the zone, but has no address record.`;
}
