import * as z from 'zod';
import type { DelegationSigner, DnsRecord, Panel, ZoneFacts } from '#server/core/panel.ts';
import { zoneFault } from '#server/core/zone-fault.ts';
import { FILE, type Exit } from '#server/ssh/wire.ts';
import { invalid } from './codes.ts';
import { count, jsonOf, nodeName, oneOf, yes, type Shell } from './exec.ts';
import { fromPanel, listedRecords, recordFile } from './zone.ts';

const listed = z.object({ IP: z.string(), RECORDS: count, DNSSEC: yes, SUSPENDED: yes });
const listedKey = z.object({ DS: z.string() });

export function readZone(exit: Exit, name: string): ZoneFacts | null {
  const zone = oneOf('v-list-dns-domain', exit, name, listed);
  return zone === null ? null : { ip: zone.IP, records: zone.RECORDS, suspended: zone.SUSPENDED, signed: zone.DNSSEC };
}

/** An absent zone has no records. Records of types that `DnsRecord` does not know are left out. */
export function readRecords(exit: Exit, zone: string): readonly DnsRecord[] {
  const found = jsonOf('v-list-dns-records', exit, listedRecords) ?? {};
  return Object.values(found).map((record) => fromPanel(record, zone)).filter((record) => record !== null);
}

/** `customer.com. IN DS 12345 13 2 AB…`; empty before there is a key. */
export function readSigner(exit: Exit, name: string): DelegationSigner | null {
  const [, tag, algorithm, digestType, digest] = /\sDS (\d{1,5}) (\d{1,3}) (\d{1,3}) ([0-9A-F]+)\s*$/.exec(oneOf('v-list-dnssec-public-key', exit, name, listedKey)?.DS ?? '') ?? [];
  return digest === undefined ? null : { tag: Number(tag), algorithm: Number(algorithm), digestType: Number(digestType), digest };
}

/** The third word of a SOA is its serial. */
export function readSerial(exit: Exit): number | null {
  const found = /^\S+\.? \S+\.? (\d{1,10})(?: \d+){4}\s*$/m.exec(exit.code === 0 ? exit.stdout : '');
  return found === null ? null : Number(found[1]);
}

const MOST_NAMESERVERS = 8;

export const zones = (shell: Shell): Panel['zones'] => ({
  find: async (login, domain) => readZone(await shell.read('v-list-dns-domain', [login, nodeName(domain), 'json']), nodeName(domain)),
  add: async (login, domain, ip, nameservers) => {
    if (nameservers.length > MOST_NAMESERVERS) return invalid(`A zone has at most ${MOST_NAMESERVERS} nameservers.`);
    return shell.change('v-add-dns-domain', login, [login, nodeName(domain), ip, ...nameservers]);
  },
  records: async (login, domain) => readRecords(await shell.read('v-list-dns-records', [login, nodeName(domain), 'json']), domain),
  replaceRecords: async (login, domain, records) => {
    const fault = zoneFault(records, domain);
    if (fault !== null) return invalid(fault, 'Correct the records, then try again: the nameserver would drop the whole zone.');
    const put = await shell.change('v-insert-dns-records', login, [login, nodeName(domain), FILE], recordFile(records));
    return put.ok ? shell.change('v-rebuild-dns-domain', login, [login, nodeName(domain), 'yes', 'yes']) : put;
  },
  rebuild: (login, domain) => shell.change('v-rebuild-dns-domain', login, [login, nodeName(domain), 'yes', 'yes']),
  remove: (login, domain) => shell.change('v-delete-dns-domain', login, [login, nodeName(domain)]),
  setSigned: (login, domain, signed) => shell.change('v-change-dns-domain-dnssec', login, [login, nodeName(domain), signed ? 'yes' : 'no']),
  signer: async (login, domain) => readSigner(await shell.read('v-list-dnssec-public-key', [login, nodeName(domain), 'json']), nodeName(domain)),
  /** Without recursion, or a node that may recurse would answer with what another nameserver says. */
  serial: async (domain) => {
    const words = ['dig', '+short', '+norecurse', '+time=2', '+tries=1', '@127.0.0.1', domain, 'SOA'];
    return readSerial(await shell.plain({ words, changes: false, locks: [], deadline: 10 }));
  },
});
