/** What each type of record is for, how its form asks for it, and what depends on one of ours. */
import type { DnsRecord } from '#server/core/panel.ts';
import type { ZoneRow } from '#server/core/zone-own.ts';

type Type = DnsRecord['type'];

/** A part of a value that is asked for by itself, in the order in which a record has them. */
interface Part {
  label: string;
  fresh: string;
  /** Without it, any text. */
  options?: readonly { value: string; label: string }[];
}
interface TypeWords {
  title: string;
  value: string;
  placeholder: string;
  hint: string;
  parts?: readonly Part[];
}
const numbered = (labels: readonly string[]) => labels.map((label, at) => ({ value: String(at), label: `${at}: ${label}` }));

export const typeWords: Record<Type, TypeWords> = {
  A: { title: 'A: a name at an IPv4 address', value: 'IPv4 address', placeholder: '203.0.113.10', hint: 'Four numbers from 0 to 255' },
  AAAA: { title: 'AAAA: a name at an IPv6 address', value: 'IPv6 address', placeholder: '2001:db8::10', hint: 'Groups of 0-9 and a-f' },
  CNAME: { title: 'CNAME: a name for another name', value: 'Stands for', placeholder: 'shop.example.com', hint: 'A host name. No other record may have the same name' },
  MX: { title: 'MX: where mail is delivered', value: 'Mail server', placeholder: 'mail.example.com', hint: 'A host name, no address' },
  TXT: { title: 'TXT: a text, for proofs and policies', value: 'Text', placeholder: 'google-site-verification=…', hint: 'As you were given it, without quotes around it' },
  SRV: { title: 'SRV: where a service is found', value: 'Host', placeholder: 'sip.example.com', hint: 'The name begins with the service: _sip._tcp', parts: [{ label: 'Weight', fresh: '1' }, { label: 'Port', fresh: '' }] },
  CAA: {
    title: 'CAA: who may issue certificates', value: 'Certificate authority', placeholder: 'letsencrypt.org', hint: 'Its domain; for reports a mailto: address',
    parts: [{ label: 'Flag', fresh: '0', options: [{ value: '0', label: '0: optional' }, { value: '128', label: '128: binding' }] }, { label: 'Tag', fresh: 'issue', options: [{ value: 'issue', label: 'issue' }, { value: 'issuewild', label: 'issuewild' }, { value: 'iodef', label: 'iodef' }] }],
  },
  NS: { title: 'NS: hands a name to other nameservers', value: 'Nameserver', placeholder: 'ns1.example.com', hint: 'A host name, no address' },
  TLSA: {
    title: 'TLSA: which certificate a server has', value: 'Fingerprint', placeholder: '0d6fce9b…', hint: 'Pairs of 0-9 and a-f. The name begins with the port: _443._tcp',
    parts: [{ label: 'Usage', fresh: '3', options: numbered(['authority', 'server, both', 'anchor', 'server']) }, { label: 'Selector', fresh: '1', options: numbered(['certificate', 'public key']) }, { label: 'Matching', fresh: '1', options: numbered(['exact', 'SHA-256', 'SHA-512']) }],
  },
};
export const isRanked = (type: Type): boolean => type === 'MX' || type === 'SRV';

/** `1 5060 sip.x.com` -> its parts and what is left. */
export function partsOf(type: Type, value: string): { parts: readonly string[]; rest: string } {
  const count = typeWords[type].parts?.length ?? 0;
  const words = value.split(' ');
  const rest = words.slice(count).join(' ');
  return { parts: words.slice(0, count), rest: type === 'CAA' ? rest.replace(/^"(.*)"$/, '$1') : rest };
}
export const valueOf = (type: Type, parts: readonly string[], rest: string): string => {
  const last = type === 'CAA' ? `"${rest.trim()}"` : rest;
  return [...parts.slice(0, typeWords[type].parts?.length ?? 0).map((part) => part.trim()), last].join(' ');
};

/** What no longer works when one of ours is not served. */
export function dependsOn({ name, type, value }: DnsRecord, domain: string): string {
  if (type === 'NS') return `${domain} is found by these nameservers: without them it is gone for everybody.`;
  if (type === 'MX') return 'New mail no longer arrives in the mailboxes here.';
  if (type === 'SRV') return 'Mail programs no longer find their settings by themselves.';
  if (type === 'TXT' && /^v=(spf1|DKIM1|DMARC1)/.test(value)) return 'Other providers may refuse your mail, or take it for spam.';
  if (type === 'A' && (name === '@' || name === 'www')) return `Your website is no longer found at ${name === '@' ? domain : `${name}.${domain}`}.`;
  if (type === 'A' && (name === 'mail' || name === 'webmail')) return 'Mail programs and webmail no longer find the server by this name.';
  return `Whatever uses ${name === '@' ? domain : `${name}.${domain}`} no longer finds it.`;
}

export const titleOf = ({ name, type }: DnsRecord): string => `${name} ${type}`;
/** All that a search looks at. */
export const textOf = ({ name, type, value, from, off }: ZoneRow): string => `${name} ${type} ${value} ${from === 'own' ? 'yours' : 'managed'} ${off ?? ''}`.toLowerCase();
export const rowKey = (row: ZoneRow): string => (row.id === null ? `${row.name} ${row.type} ${row.priority ?? ''} ${row.value}` : String(row.id));
