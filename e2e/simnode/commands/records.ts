/** The records of a zone, and whether bind would load it. */
import { isIpv4, refuse } from '../answers.ts';
import { stamp, type Answer, type Rec, type World, type Zone } from '../world.ts';

type Given = Omit<Rec, 'id' | 'time' | 'date'>;

/** The 15 records of a new zone. Ids 3 to 8 are kept for further name servers. */
export function template(world: World, domain: string, ip: string, nameservers: readonly string[]): Rec[] {
  const when = stamp(world);
  const rec = (id: number, name: string, type: string, value: string, priority = ''): Rec => ({ id: String(id), name, type, priority, value, ttl: '14400', ...when });
  const srv = (id: number, service: string, port: number): Rec => rec(id, `_${service}._tcp`, 'SRV', `0 ${port} mail.${domain}.`, '1');
  return [
    ...nameservers.map((server, at) => rec(at + 1, '@', 'NS', `${server}.`)),
    rec(9, '@', 'A', ip),
    rec(10, 'www', 'CNAME', `${domain}.`),
    rec(11, 'ftp', 'CNAME', `${domain}.`),
    rec(12, 'mail', 'A', ip),
    rec(13, 'webmail', 'CNAME', `mail.${domain}.`),
    rec(14, '@', 'MX', `mail.${domain}.`, '0'),
    rec(15, '@', 'TXT', `"v=spf1 a mx ip4:${ip} -all"`),
    rec(16, '_dmarc', 'TXT', '"v=DMARC1; p=quarantine; pct=100"'),
    srv(17, 'submission', 587),
    srv(18, 'imap', 143),
    srv(19, 'imaps', 993),
    srv(20, 'pop3', 110),
    srv(21, 'pop3s', 995),
  ];
}

const TYPES = ['A', 'AAAA', 'NS', 'CNAME', 'MX', 'TXT', 'SRV', 'DNSKEY', 'KEY', 'IPSECKEY', 'PTR', 'SPF', 'TLSA', 'CAA', 'DS'];
const DOTTED = ['CNAME', 'NS', 'MX', 'SRV', 'PTR'];

function normal(type: string, value: string): string {
  if (type === 'TXT') {
    const bare = value.replaceAll('"', '');
    return /[\s;$`"]/.test(value) ? `"${bare}"` : value;
  }
  return DOTTED.includes(type) && !value.endsWith('.') ? `${value}.` : value;
}

/** The record as the panel stores it, or its refusal. An SRV is given with all four parts in its value. */
export function checked(name: string, type: string, value: string, priority: string, ttl: string): Given | Answer {
  const bad = (text: string): Answer => refuse(2, `dns record validation failed :: ${text}`);
  if (!TYPES.includes(type)) return refuse(2, `invalid dns record type format :: ${type}`);
  if (value.includes('\n')) return refuse(2, `invalid value :: "${value}"`);
  if (ttl !== '' && !/^\d+$/.test(ttl)) return refuse(2, `invalid ttl format :: ${ttl}`);
  const shortTtl = ttl === '' ? '14400' : ttl;
  if (type === 'A' && !isIpv4(value)) return bad(value);
  if (type === 'AAAA' && !/^[0-9a-f:.]+$/i.test(value)) return bad(value);
  if (type === 'SRV') {
    const parts = normal(type, value).split(' ');
    if (parts.length !== 4) return bad(parts.join(' '));
    return { name, type, priority: parts[0] ?? '', value: parts.slice(1).join(' '), ttl: shortTtl };
  }
  return { name, type, priority: type === 'MX' && priority === '' ? '10' : priority, value: normal(type, value), ttl: shortTtl };
}

export function addRecord(world: World, zone: Zone, given: Given, id?: string): void {
  const next = zone.records.reduce((top, record) => Math.max(top, Number(record.id)), 0) + 1;
  zone.records.push({ id: id ?? String(next), ...given, ...stamp(world) });
}

/** bind drops a whole zone that has no name server, or a CNAME beside anything else; the panel says nothing. */
function loads(records: readonly Rec[]): boolean {
  if (!records.some((record) => record.type === 'NS' && record.name === '@')) return false;
  const aliases = new Set(records.filter((record) => record.type === 'CNAME').map((record) => record.name));
  const seen = new Set<string>();
  for (const record of records) {
    if (!aliases.has(record.name)) continue;
    if (seen.has(record.name)) return false;
    seen.add(record.name);
  }
  return true;
}

/** bind reads the zone file: a broken one leaves the node without the zone. */
export function serve(zone: Zone): void {
  zone.served = loads(zone.records) ? zone.serial : null;
  delete zone.unread;
}
