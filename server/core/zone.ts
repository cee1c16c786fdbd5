/** The records that a service's zone should hold. */
import type { DnsRecord } from './panel.ts';
import type { Wish } from './wish.ts';

const TTL = 3600;
const record = (name: string, type: DnsRecord['type'], value: string, priority: number | null = null): DnsRecord => ({ name, type, value, priority, ttl: TTL });

/** Complete and valid by construction: NS always, no CNAME, DKIM only when its key is known. */
export function zoneRecords(wish: Wish): readonly DnsRecord[] {
  const { web, mail } = wish.sites;
  const records = wish.nameservers.map((host) => record('@', 'NS', host));
  if (web !== undefined) records.push(...['@', 'www', 'ftp'].map((name) => record(name, 'A', web.ipv4)));
  if (mail !== undefined) {
    records.push(...['mail', 'webmail'].map((name) => record(name, 'A', mail.ipv4)));
    records.push(record('@', 'MX', `mail.${wish.domain}`, 10), record('@', 'TXT', `v=spf1 a mx ip4:${mail.ipv4} -all`));
    records.push(record('_dmarc', 'TXT', 'v=DMARC1; p=quarantine; pct=100'));
  } else {
    records.push(record('@', 'TXT', 'v=spf1 -all'));
  }
  if (wish.dkim !== null) records.push(record('mail._domainkey', 'TXT', wish.dkim));
  return records;
}

const keyOf = (one: DnsRecord): string => [one.name, one.type, one.priority ?? '', one.value].join(' ');

/** How many of `wanted` are missing in `found`, and how many of `found` nobody wants. */
export function compareRecords(wanted: readonly DnsRecord[], found: readonly DnsRecord[]): { missing: number; extra: number } {
  const have = new Set(found.map(keyOf));
  const want = new Set(wanted.map(keyOf));
  return { missing: [...want].filter((key) => !have.has(key)).length, extra: found.filter((one) => !want.has(keyOf(one))).length + (found.length - have.size) };
}
