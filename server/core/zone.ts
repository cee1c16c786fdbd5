/** The records that a service's zone should hold: one list, from one function, wherever it is shown or written. */
import * as z from 'zod';
import type { DnsRecord } from './panel.ts';
import type { Wish } from './wish.ts';
import { recordTypes, zoneFault } from './zone-fault.ts';
import { type ManagedRecord, noEdits, sameRecord, servedRows, type ZoneRow, zoneRows } from './zone-own.ts';

const RECORDS_MOST = 50;
const seconds = z.number({ error: 'TTL is not a number' }).int('TTL is not a whole number').min(60, 'TTL is shorter than a minute').max(2_592_000, 'TTL is longer than 30 days');

/** One record as a product writes it: without a TTL of its own it has the zone's. `{domain}` stands for the customer's domain. */
const ownRecord = z.object({
  name: z.string().trim().toLowerCase(),
  type: z.enum(recordTypes, { error: 'Type is not known' }),
  value: z.string().trim(),
  priority: z.number().int().nullable().default(null),
  ttl: seconds.nullable().default(null),
});
export const dmarcPolicies = ['none', 'quarantine', 'reject'] as const;

const terms = z.object({
  ttl: seconds,
  /** The whole text; null: ours, which allows what the zone itself names. `{mail}` stands for the mail node's address. */
  spf: z.string().trim().startsWith('v=spf1 ', 'SPF begins with v=spf1').nullable(),
  dmarc: z.enum(dmarcPolicies),
  /** Mail goes to these hosts and not to the mail node. */
  mx: z.array(z.object({ host: z.string().trim().toLowerCase(), priority: z.number().int().min(0).max(65_535) })).max(10, 'At most ten mail hosts'),
  /** The records by which mail programs find their servers (RFC 6186). */
  autoconfig: z.boolean(),
  records: z.array(ownRecord).max(RECORDS_MOST, `At most ${RECORDS_MOST} records`),
});
/** What a product makes of its services' zones. */
export type ZoneTerms = z.output<typeof terms>;
export const defaultZone: ZoneTerms = { ttl: 3600, spf: null, dmarc: 'quarantine', mx: [], autoconfig: true, records: [] };

export type ZoneInput = Pick<Wish, 'nameservers' | 'dkim' | 'zone' | 'zoneEdits'> & { domain: string; sites: Partial<Record<'web' | 'mail', { ipv4: string }>> };

/** How mail programs find their servers: encrypted ones only; POP where nothing else will do. */
const programs = [['_imaps._tcp', 993, 0], ['_submissions._tcp', 465, 0], ['_submission._tcp', 587, 10], ['_pop3s._tcp', 995, 10]] as const;

type Line = readonly [name: string, type: DnsRecord['type'], value: string, priority?: number];

function mailLines({ domain, zone }: ZoneInput, address: string): readonly Line[] {
  const own = zone.mx.length === 0;
  return [
    ...['mail', 'webmail'].map((name): Line => [name, 'A', address]),
    ...(own ? [['@', 'MX', `mail.${domain}`, 10] as const] : zone.mx.map(({ host, priority }): Line => ['@', 'MX', host, priority])),
    ['@', 'TXT', zone.spf?.replaceAll('{mail}', address) ?? `v=spf1 a mx ip4:${address} -all`],
    ['_dmarc', 'TXT', `v=DMARC1; p=${zone.dmarc}; pct=100`],
    ...(zone.autoconfig && own ? programs.map(([name, port, priority]): Line => [name, 'SRV', `1 ${port} mail.${domain}`, priority]) : []),
  ];
}

/** What we keep of a zone. Complete: NS always, DKIM only when its key is known. Each with where it comes from. */
export function managedRecords(input: ZoneInput): readonly ManagedRecord[] {
  const { domain, nameservers, sites: { web, mail }, dkim, zone } = input;
  const lines: readonly Line[] = [
    ...nameservers.map((host): Line => ['@', 'NS', host]),
    ...(web === undefined ? [] : ['@', 'www', 'ftp'].map((name): Line => [name, 'A', web.ipv4])),
    ...(mail === undefined ? [['@', 'TXT', zone.spf !== null && !zone.spf.includes('{mail}') ? zone.spf : 'v=spf1 -all'] as const] : mailLines(input, mail.ipv4)),
    ...(dkim === null ? [] : [['mail._domainkey', 'TXT', dkim] as const]),
  ];
  const ours = lines.map(([name, type, value, priority = null]): ManagedRecord => ({ name, type, value, priority, ttl: zone.ttl, from: 'template' }));
  const theirs = zone.records.map(({ value, ttl, ...record }): ManagedRecord => ({ ...record, value: value.replaceAll('{domain}', domain), ttl: ttl ?? zone.ttl, from: 'product' }));
  return [...ours, ...theirs].filter((record, at, all) => all.findIndex((one) => sameRecord(one) === sameRecord(record)) === at);
}

/** All that is known of a zone: ours, those of ours that are off, and the customer's own. */
export const zoneLines = (input: ZoneInput): readonly ZoneRow[] => zoneRows(managedRecords(input), input.zoneEdits);
/** What its nameservers should serve. */
export const zoneList = (input: ZoneInput): readonly ZoneRow[] => servedRows(zoneLines(input));
export const zoneRecords = (input: ZoneInput): readonly DnsRecord[] => zoneList(input).map(({ name, type, value, priority, ttl }) => ({ name, type, value, priority, ttl }));

/** A made-up service of a product, for the editor's picture and for the check of what was typed. */
export const sampleZone = (zone: ZoneTerms, nameservers: readonly string[] = ['ns1.example.net', 'ns2.example.net'], own: { web: boolean; mail: boolean } = { web: true, mail: true }): ZoneInput => ({
  domain: 'customer.com', nameservers: nameservers as ZoneInput['nameservers'], dkim: own.mail ? 'v=DKIM1; k=rsa; p=MIIB' : null, zone, zoneEdits: noEdits,
  sites: { ...(own.web && { web: { ipv4: '203.0.113.10' } }), ...(own.mail && { mail: { ipv4: '203.0.113.20' } }) },
});

/** Refused when a nameserver would drop the zone of a service that has all roles. */
export const zoneTerms = terms.superRefine((zone, context) => {
  const fault = zoneFault(zoneRecords(sampleZone(zone)), 'customer.com');
  if (fault !== null) context.addIssue({ code: 'custom', message: fault, path: ['records'] });
});

const timedKey = (one: DnsRecord): string => `${sameRecord(one)} ${one.ttl}`;

/** How many of `wanted` are missing in `found`, and how many of `found` nobody wants. */
export function compareRecords(wanted: readonly DnsRecord[], found: readonly DnsRecord[]): { missing: number; extra: number } {
  const have = new Set(found.map(timedKey));
  const want = new Set(wanted.map(timedKey));
  return { missing: [...want].filter((key) => !have.has(key)).length, extra: found.filter((one) => !want.has(timedKey(one))).length + (found.length - have.size) };
}
