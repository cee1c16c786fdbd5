/** The check of a zone's records that no panel makes: one bad record, and the nameserver drops the zone without a word. */
import * as z from 'zod';
import type { DnsRecord } from './panel.ts';

type Type = DnsRecord['type'];
export const recordTypes = ['A', 'AAAA', 'CNAME', 'MX', 'TXT', 'NS', 'SRV', 'CAA', 'TLSA'] as const satisfies readonly Type[];
/** Whose value ends in a host name. */
export const POINTING: readonly Type[] = ['CNAME', 'MX', 'NS', 'SRV'];
/** That have a priority. */
export const RANKED: readonly Type[] = ['MX', 'SRV'];

const NAME = /^(?=.{1,200}$)(?:@|(?:\*|[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?)(?:\.[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?)*)$/;
const HOST = '(?=[^ ]{1,253}$)[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9])?(?:\\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)+';
const host = new RegExp(`^${HOST}$`);
/** What has an address, or gets mail: a nameserver drops a zone in which such a name has an underscore (BIND's check-names). */
const bare = (name: string): boolean => host.test(name) && !name.includes('_');
const ADDRESSED: readonly Type[] = ['A', 'AAAA', 'MX'];
const [ipv4, ipv6] = [z.ipv4(), z.ipv6()];

function isService(value: string): boolean {
  const [, weight, port, target = ''] = /^(\d{1,5}) (\d{1,5}) (\S+)$/.exec(value) ?? [];
  return Number(weight) <= 65_535 && Number(port) <= 65_535 && bare(target);
}
const VALUES: Readonly<Record<Type, (value: string) => boolean>> = {
  A: (value) => ipv4.safeParse(value).success,
  AAAA: (value) => ipv6.safeParse(value).success,
  CNAME: (value) => host.test(value),
  NS: bare,
  MX: bare,
  SRV: isService,
  // Neither quotes nor backslashes: the panel's file, its JSON and the zone file each read them differently.
  TXT: (value) => /^(?!.*%quote%)[\x20-\x7e]{1,2000}$/.test(value) && !/["'\\]/.test(value),
  CAA: (value) => /^(?:0|128) (?:issue|issuewild|iodef) "[\x21\x23-\x26\x28-\x5b\x5d-\x7e]{1,200}"$/.test(value),
  TLSA: (value) => /^[0-3] [01] [0-2] (?:[0-9a-f]{2}){1,128}$/i.test(value),
};

const within = (number: number | null, least: number, most: number) => number !== null && Number.isInteger(number) && number >= least && number <= most;

type Part = 'name' | 'host' | 'value' | 'ttl' | 'priority';
const MOST_NAME = 253;

/** Which part of a record is wrong by itself; `host` is the name of what must be a host's. */
export function wrongPart({ name, type, value, ttl, priority }: DnsRecord, zone: string): Part | null {
  if (!NAME.test(name) || name.length + zone.length >= MOST_NAME) return 'name';
  if (ADDRESSED.includes(type) && name.includes('_')) return 'host';
  if (!VALUES[type](value)) return 'value';
  if (!within(ttl, 60, 2_592_000)) return 'ttl';
  return (RANKED.includes(type) ? within(priority, 0, 65_535) : priority === null) ? null : 'priority';
}

/** What is wrong with one record by itself, or null. */
export function recordFault(record: DnsRecord, zone = ''): string | null {
  const label = `${record.name} ${record.type}`;
  switch (wrongPart(record, zone)) {
    case null:
      return null;
    case 'name':
      return `The record name ${label} is not valid.`;
    case 'host':
      return `The record name ${label} has an underscore, which no host may have.`;
    case 'value':
      return `The value of the record ${label} is not valid.`;
    case 'ttl':
      return `The TTL of the record ${label} is not between 60 and 2592000 seconds.`;
    case 'priority':
      return `The priority of the record ${label} is not valid.`;
  }
}

/** `ns1.zone` -> `ns1`, `zone` -> `@`; null for a host outside the zone. */
function inside(name: string, zone: string): string | null {
  if (name === zone) return '@';
  return name.endsWith(`.${zone}`) ? name.slice(0, -zone.length - 1) : null;
}

/** Where a record of one of these types points: `1 5060 sip.host.net` -> `sip.host.net`. */
const targetOf = ({ value }: DnsRecord): string => value.slice(value.lastIndexOf(' ') + 1);

/** One that points at a host within the zone that is not there: BIND checks this, and drops the zone. */
export function danglingRecord(records: readonly DnsRecord[], zone: string): DnsRecord | null {
  const addressed = new Set(records.filter(({ type }) => type === 'A' || type === 'AAAA').map(({ name }) => name));
  const named = new Set(records.filter(({ type }) => type === 'CNAME').map(({ name }) => name));
  const parted = records.filter(({ type, name }) => type === 'NS' && name !== '@').map(({ name }) => name);
  return records.find((record) => {
    if (record.type !== 'NS' && record.type !== 'MX' && record.type !== 'SRV') return false;
    const own = inside(targetOf(record), zone);
    if (own === null || addressed.has(own) || addressed.has('*')) return false;
    // Mail servers may go by another name, and what is handed over to other nameservers is theirs to know.
    return record.type === 'NS' || !(named.has(own) || named.has('*') || parted.some((name) => own === name || own.endsWith(`.${name}`)));
  }) ?? null;
}

/** The CNAME that does not stand alone. */
export function crowdedName(records: readonly DnsRecord[]): DnsRecord | null {
  const counts = new Map<string, number>();
  for (const { name } of records) counts.set(name, (counts.get(name) ?? 0) + 1);
  return records.find(({ type, name }) => type === 'CNAME' && (counts.get(name) ?? 0) > 1) ?? null;
}

export const hasNameserver = (records: readonly DnsRecord[]): boolean => records.some(({ type, name }) => type === 'NS' && name === '@');

/**
 * Why a nameserver would drop the whole zone (RFC 1034), or null: the panel takes any list and answers that all is
 * well. Every record's own form is checked too, since the panel copies the file unread.
 */
export function zoneFault(records: readonly DnsRecord[], zone: string): string | null {
  const fault = records.map((record) => recordFault(record, zone)).find((found) => found !== null);
  if (fault !== undefined) return fault;
  if (!hasNameserver(records)) return 'The zone has no NS record.';
  const crowded = crowdedName(records);
  if (crowded !== null) return `The CNAME record ${crowded.name} stands beside another record of that name.`;
  const dangling = danglingRecord(records, zone);
  if (dangling === null) return null;
  return `The ${dangling.type === 'NS' ? 'nameserver' : `target of ${dangling.name} ${dangling.type}`} ${targetOf(dangling)} lies in the zone, but has no address record.`;
}
