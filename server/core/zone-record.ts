/** A record as people type it: read kindly, checked strictly, refused with words for the field that is wrong. */
import * as z from 'zod';
import type { DnsRecord } from './panel.ts';
import { POINTING, RANKED, recordTypes, wrongPart } from './zone-fault.ts';

type Type = DnsRecord['type'];
export const TTL = { least: 60, most: 2_592_000 } as const;

export const typedRecord = z.object({
  name: z.string().max(300, 'Name is too long'),
  type: z.enum(recordTypes, { error: 'Type is not known' }),
  value: z.string().max(2100, 'Value is longer than 2000 characters'),
  priority: z.number({ error: 'Priority is not a number' }).int('Priority is not a whole number').nullable(),
  ttl: z.number({ error: 'TTL is not a number' }).int('TTL is not a whole number').min(TTL.least, 'TTL is shorter than a minute').max(TTL.most, 'TTL is longer than 30 days'),
});
export type TypedRecord = z.output<typeof typedRecord>;

/** What a value must look like. `Value` is the label of most of the forms. */
export const valueWords: Record<Type, string> = {
  A: 'An IPv4 address has four numbers from 0 to 255, like 203.0.113.10',
  AAAA: 'An IPv6 address looks like 2001:db8::10',
  CNAME: 'A host name looks like shop.example.com',
  MX: 'A mail server is a host name, like mail.example.com; no address, and no path',
  TXT: 'A text has up to 2000 plain characters, without quotes, backslashes and accents',
  NS: 'A nameserver is a host name, like ns1.example.com',
  SRV: 'A service has a weight and a port from 0 to 65535, and a host name like sip.example.com',
  CAA: 'A CAA record has a flag (0 or 128), a tag (issue, issuewild or iodef) and a value in quotes: 0 issue "letsencrypt.org"',
  TLSA: 'A TLSA record has three small numbers and a fingerprint in pairs of 0-9 and a-f: 3 1 1 0d6f…',
};
const NAME_WORDS = 'A name has letters, digits, hyphens and dots, like shop or _dmarc; @ is the domain itself';
const HOST_WORDS = 'The name of a host has letters, digits and hyphens only: an underscore makes nameservers drop the whole zone';

/** `www`, `www.customer.com`, `www.customer.com.` -> `www`; null for a full name of another zone. */
export function nameWithin(zone: string, typed: string): string | null {
  const name = typed.trim().toLowerCase();
  const bare = name.endsWith('.') ? name.slice(0, -1) : name;
  if (name === '' || name === '@' || bare === zone) return '@';
  if (bare.endsWith(`.${zone}`)) return bare.slice(0, -zone.length - 1);
  return name.endsWith('.') ? null : name;
}

function valueOf(type: Type, typed: string): string {
  const value = typed.trim();
  if (type === 'TXT') return /^"[^"]*"$/.test(value) ? value.slice(1, -1).trim() : value;
  const spaced = value.replaceAll(/ +/g, ' ');
  if (POINTING.includes(type)) return spaced.toLowerCase().replace(/\.$/, '');
  return type === 'CAA' ? spaced : spaced.toLowerCase();
}

export interface RecordFault {
  field: 'name' | 'value' | 'priority' | 'ttl';
  message: string;
}
export type Read = { ok: true; record: DnsRecord } | ({ ok: false } & RecordFault);

export function readRecord(zone: string, { name: typedName, type, value, priority, ttl }: TypedRecord): Read {
  const name = nameWithin(zone, typedName);
  if (name === null) return { ok: false, field: 'name', message: `${typedName.trim().slice(0, 80)} lies outside of ${zone}: only names within it can be set here` };
  const record: DnsRecord = { name, type, value: valueOf(type, value), priority: RANKED.includes(type) ? priority : null, ttl };
  const wrong = wrongPart(record, zone);
  return wrong === null ? { ok: true, record } : { ok: false, field: wrong === 'host' ? 'name' : wrong, message: wordsFor(record, wrong) };
}

function wordsFor({ name, type }: DnsRecord, wrong: Exclude<ReturnType<typeof wrongPart>, null>): string {
  switch (wrong) {
    case 'name':
      return NAME_WORDS;
    case 'host':
      return `${HOST_WORDS} (${name})`;
    case 'value':
      return valueWords[type];
    case 'priority':
      return 'Priority is a number from 0 to 65535; the lowest is tried first';
    case 'ttl':
      return 'TTL is a number of seconds from 60 to 2592000';
  }
}
