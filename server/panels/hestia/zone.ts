/** A zone's records in the panel's form and in ours. */
import * as z from 'zod';
import type { DnsRecord } from '#server/core/panel.ts';
import { POINTING, RANKED, recordTypes } from '#server/core/zone-fault.ts';
import { wireName } from './exec.ts';

type Type = DnsRecord['type'];
const type = z.enum(recordTypes);
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
