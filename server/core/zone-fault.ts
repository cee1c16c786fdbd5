/** The check of a zone's records that no panel makes: one bad record, and the nameserver drops the zone without a word. */
import { z } from 'zod';
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
const [ipv4, ipv6] = [z.ipv4(), z.ipv6()];
const VALUES: Readonly<Record<Type, (value: string) => boolean>> = {
  A: (value) => ipv4.safeParse(value).success,
  AAAA: (value) => ipv6.safeParse(value).success,
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

/** What is wrong with one record by itself, or null. */
export function recordFault(record: DnsRecord): string | null {
  const label = `${record.name} ${record.type}`;
  if (!NAME.test(record.name)) return `The record name ${label} is not valid.`;
  if (!VALUES[record.type](record.value)) return `The value of the record ${label} is not valid.`;
  if (!within(record.ttl, 60, 2_592_000)) return `The TTL of the record ${label} is not between 60 and 2592000 seconds.`;
  const ranked = RANKED.includes(record.type);
  if (ranked ? !within(record.priority, 0, 65_535) : record.priority !== null) return `The priority of the record ${label} is not valid.`;
  return null;
}

/** `ns1.zone` -> `ns1`, `zone` -> `@`; null for a host outside the zone. */
function inside(name: string, zone: string): string | null {
  if (name === zone) return '@';
  return name.endsWith(`.${zone}`) ? name.slice(0, -zone.length - 1) : null;
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
    const own = record.type === 'NS' ? inside(record.value, zone) : null;
    return own !== null && !addressed.has(own) && !addressed.has('*');
  });
  return bare === undefined ? null : `The nameserver ${bare.value} lies in the zone, but has no address record.`;
}
