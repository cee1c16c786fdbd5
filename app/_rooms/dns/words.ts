/** How a form asks for each type of record, and what depends on one of ours. */
import type { DnsRecord } from '#server/core/panel.ts';
import type { ZoneRow } from '#server/core/zone-own.ts';

type Type = DnsRecord['type'];

/** A part of a value that is asked for by itself, in the order in which a record has them. */
interface Part {
  name: 'weight' | 'port' | 'flag' | 'tag' | 'usage' | 'selector' | 'matching';
  fresh: string;
  /** Without them, any text; each by the name of its words, or as it is. */
  options?: readonly ({ value: string; choice: Choice } | { value: string; choice: null })[];
}
type Choice = 'optional' | 'binding' | 'authority' | 'serverBoth' | 'anchor' | 'server' | 'certificate' | 'publicKey' | 'exact' | 'sha256' | 'sha512';
interface TypeShape {
  placeholder: string;
  parts?: readonly Part[];
}
const numbered = (choices: readonly Choice[]) => choices.map((choice, at) => ({ value: String(at), choice }));
const asTheyAre = (values: readonly string[]) => values.map((value) => ({ value, choice: null }));

export const typeShapes: Record<Type, TypeShape> = {
  A: { placeholder: '203.0.113.10' },
  AAAA: { placeholder: '2001:db8::10' },
  CNAME: { placeholder: 'shop.example.com' },
  MX: { placeholder: 'mail.example.com' },
  TXT: { placeholder: 'google-site-verification=…' },
  SRV: { placeholder: 'sip.example.com', parts: [{ name: 'weight', fresh: '1' }, { name: 'port', fresh: '' }] },
  CAA: { placeholder: 'letsencrypt.org', parts: [{ name: 'flag', fresh: '0', options: [{ value: '0', choice: 'optional' }, { value: '128', choice: 'binding' }] }, { name: 'tag', fresh: 'issue', options: asTheyAre(['issue', 'issuewild', 'iodef']) }] },
  NS: { placeholder: 'ns1.example.com' },
  TLSA: {
    placeholder: '0d6fce9b…',
    parts: [{ name: 'usage', fresh: '3', options: numbered(['authority', 'serverBoth', 'anchor', 'server']) }, { name: 'selector', fresh: '1', options: numbered(['certificate', 'publicKey']) }, { name: 'matching', fresh: '1', options: numbered(['exact', 'sha256', 'sha512']) }],
  },
};
export const isRanked = (type: Type): boolean => type === 'MX' || type === 'SRV';

/** `1 5060 sip.x.com` -> its parts and what is left. */
export function partsOf(type: Type, value: string): { parts: readonly string[]; rest: string } {
  const count = typeShapes[type].parts?.length ?? 0;
  const words = value.split(' ');
  const rest = words.slice(count).join(' ');
  return { parts: words.slice(0, count), rest: type === 'CAA' ? rest.replace(/^"(.*)"$/, '$1') : rest };
}
export const valueOf = (type: Type, parts: readonly string[], rest: string): string => {
  const last = type === 'CAA' ? `"${rest.trim()}"` : rest;
  return [...parts.slice(0, typeShapes[type].parts?.length ?? 0).map((part) => part.trim()), last].join(' ');
};

/** What no longer works when one of ours is not served: the name of its words. */
export function dependsOn({ name, type, value }: DnsRecord): 'ns' | 'mx' | 'srv' | 'policy' | 'site' | 'mail' | 'other' {
  if (type === 'NS') return 'ns';
  if (type === 'MX') return 'mx';
  if (type === 'SRV') return 'srv';
  if (type === 'TXT' && /^v=(spf1|DKIM1|DMARC1)/.test(value)) return 'policy';
  if (type === 'A' && (name === '@' || name === 'www')) return 'site';
  return type === 'A' && (name === 'mail' || name === 'webmail') ? 'mail' : 'other';
}

export const titleOf = ({ name, type }: DnsRecord): string => `${name} ${type}`;
/** All that a search looks at. */
export const textOf = ({ name, type, value, from, off }: ZoneRow): string => `${name} ${type} ${value} ${from === 'own' ? 'yours' : 'managed'} ${off ?? ''}`.toLowerCase();
export const rowKey = (row: ZoneRow): string => (row.id === null ? `${row.name} ${row.type} ${row.priority ?? ''} ${row.value}` : String(row.id));
