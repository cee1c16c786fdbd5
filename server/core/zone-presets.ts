/** The records that common providers ask for, as their own instructions give them. Data, and one function that makes changes of it. */
import type { DnsRecord } from './panel.ts';
import { type ZoneEffect, zoneEffect } from './zone-effect.ts';
import { managedKey, type ZoneRow } from './zone-own.ts';

type Line = readonly [name: string, type: DnsRecord['type'], value: string, priority?: number];

export interface ZonePreset {
  name: string;
  title: string;
  /** What it does, and what it ends, one sentence. */
  summary: string;
  /** Whose records go beside those of the same name and type: our own ways to the mail server. */
  takes: readonly string[];
  lines(domain: string): readonly Line[];
}

const SPF = (include: string): Line => ['@', 'TXT', `v=spf1 a include:${include} ~all`];
/** Mail programs are not sent to our mail server any more. */
const programs = ['_imaps._tcp SRV', '_submissions._tcp SRV', '_submission._tcp SRV', '_pop3s._tcp SRV'];
const siteTakes = ['@ A', '@ AAAA', 'www A', 'www AAAA', 'www CNAME'];

export const zonePresets: readonly ZonePreset[] = [
  {
    name: 'google', title: 'Google Workspace', summary: 'Mail goes to Google, and no longer to the mailboxes here.', takes: ['@ MX', ...programs],
    lines: () => [['@', 'MX', 'smtp.google.com', 1], SPF('_spf.google.com')],
  },
  {
    name: 'microsoft', title: 'Microsoft 365', summary: 'Mail goes to Microsoft, and no longer to the mailboxes here.', takes: ['@ MX', ...programs],
    lines: (domain) => [['@', 'MX', `${domain.replaceAll('.', '-')}.mail.protection.outlook.com`, 0], SPF('spf.protection.outlook.com'), ['autodiscover', 'CNAME', 'autodiscover.outlook.com']],
  },
  {
    name: 'fastmail', title: 'Fastmail', summary: 'Mail goes to Fastmail, and no longer to the mailboxes here.', takes: ['@ MX', ...programs],
    lines: (domain) => [
      ['@', 'MX', 'in1-smtp.messagingengine.com', 10], ['@', 'MX', 'in2-smtp.messagingengine.com', 20], SPF('spf.messagingengine.com'),
      ...[1, 2, 3].map((n): Line => [`fm${n}._domainkey`, 'CNAME', `fm${n}.${domain}.dkim.fmhosted.com`]),
      ['_imaps._tcp', 'SRV', '1 993 imap.fastmail.com', 0], ['_submissions._tcp', 'SRV', '1 465 smtp.fastmail.com', 0],
    ],
  },
  {
    name: 'shopify', title: 'Shopify', summary: 'Visitors of your domain go to your shop, and no longer to the website here.', takes: siteTakes,
    lines: () => [['@', 'A', '23.227.38.65'], ['www', 'CNAME', 'shops.myshopify.com']],
  },
  {
    name: 'vercel', title: 'Vercel', summary: 'Visitors of your domain go to your project at Vercel, and no longer to the website here.', takes: siteTakes,
    lines: () => [['@', 'A', '76.76.21.21'], ['www', 'CNAME', 'cname.vercel-dns.com']],
  },
];

/** What it makes of a zone: beside it, or in the place of what is there for the same. */
export function presetEffect({ takes, lines }: ZonePreset, domain: string, rows: readonly ZoneRow[], ttl: number): ZoneEffect {
  const adds = lines(domain).map(([name, type, value, priority = null]): DnsRecord => ({ name, type, value, priority, ttl }));
  const taken = new Set([...takes, ...adds.map(managedKey)]);
  return zoneEffect(adds, rows, (row) => taken.has(managedKey(row)));
}
