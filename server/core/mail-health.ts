/**
 * Whether the world trusts a domain's mail: what its records say beside what they should say, and the exact record to fix
 * it with. Judged by what they mean, not by their letters: a customer may send by others as well.
 */
import type { DnsRecord } from './panel.ts';
import type { Looked } from './sight.ts';

export const mailRecords = ['mx', 'spf', 'dkim', 'dmarc'] as const;
export type MailRecord = (typeof mailRecords)[number];

export interface RecordHealth {
  record: MailRecord;
  /** `several`: more than one where there may be one, or mail goes elsewhere as well. `unknown`: nobody could be asked. */
  is: 'right' | 'missing' | 'differs' | 'several' | 'unknown';
  /** The record that makes it right. */
  name: string;
  type: 'TXT' | 'MX';
  /** Empty when it is not known what it should be. */
  values: readonly string[];
  /** What is there of its kind, as the nameservers say it. */
  found: readonly string[];
  /** Whom it is edited at; empty: not known. */
  at: readonly string[];
  /** One sentence; null when nothing is to be added. */
  why: string | null;
}

/** Where each stands, and what may stand there beside it without being meant. */
const places: Record<MailRecord, { host: string; type: 'TXT' | 'MX'; isOne: RegExp }> = {
  mx: { host: '', type: 'MX', isOne: /^/ },
  spf: { host: '', type: 'TXT', isOne: /^v=spf1(\s|$)/i },
  dkim: { host: 'mail._domainkey', type: 'TXT', isOne: /^\s*v=DKIM1|(^|;)\s*p=/i },
  dmarc: { host: '_dmarc', type: 'TXT', isOne: /^v=DMARC1/i },
};
export const hostOf = (record: MailRecord, domain: string): string => [places[record].host, domain].filter((part) => part !== '').join('.');
export const typeOf = (record: MailRecord): 'TXT' | 'MX' => places[record].type;

/** What should stand there, of all records that a zone should hold. */
export function wantedOf(record: MailRecord, records: readonly DnsRecord[]): readonly string[] {
  const { host, type, isOne } = places[record];
  return records.filter((one) => one.name === (host === '' ? '@' : host) && one.type === type && isOne.test(one.value)).map((one) => (type === 'MX' ? `${one.priority ?? 0} ${one.value}` : one.value));
}

interface Judged {
  is: RecordHealth['is'];
  /** In the place of what was wanted. */
  values?: readonly string[];
  why?: string;
}
const bare = (text: string): string => text.trim().replace(/\s+/g, ' ');
const exchange = (mx: string): string => mx.replace(/^\d+\s+/, '').replace(/\.$/, '').toLowerCase();

function judgeMx(wanted: readonly string[], found: readonly string[]): Judged {
  const want = new Set(wanted.map(exchange));
  const strange = found.map(exchange).filter((host) => !want.has(host));
  const have = found.map(exchange).filter((host) => want.has(host));
  if (have.length === 0) return { is: 'differs', why: 'Mail for your domain goes to other servers, not into these mailboxes.' };
  if (strange.length > 0) return { is: 'several', why: `Some mail goes to ${strange.join(', ')} instead.` };
  return { is: new Set(have).size === want.size ? 'right' : 'differs' };
}

/** What of an SPF says who may send; `a`, `mx` and the word for all others do not name a server of ours. */
const senders = (text: string): readonly string[] => bare(text).split(' ').slice(1).filter((word) => !/^[+?~-]?(a|mx|all)$/i.test(word)).map((word) => word.replace(/^\+/, '').toLowerCase());

function judgeSpf([wanted = '']: readonly string[], [found = '', ...more]: readonly string[]): Judged {
  if (more.length > 0) return { is: 'several', why: 'Receivers take none of them when there are several: put all senders into one.' };
  if (bare(wanted).toLowerCase() === bare(found).toLowerCase()) return { is: 'right' };
  const have = new Set(senders(found));
  const lacks = senders(wanted).filter((word) => !have.has(word));
  if (lacks.length === 0 && senders(wanted).length > 0) return { is: 'right' };
  return { is: 'differs', values: lacks.length === 0 ? [wanted] : [bare(found).replace(/^\S+/, (version) => [version, ...lacks].join(' '))], why: 'It does not name the server that sends your mail. The record below names it beside those that are there.' };
}

const keyOf = (text: string): string => /(?:^|;)\s*p=([^;]*)/i.exec(text)?.[1]?.replace(/\s/g, '') ?? '';

function judgeDkim([wanted = '']: readonly string[], [found = '', ...more]: readonly string[]): Judged {
  if (wanted === '') return { is: 'unknown', why: 'The key that it should hold could not be read from the server.' };
  if (more.length > 0) return { is: 'several', why: 'Receivers may take the wrong one: leave only the one below.' };
  return keyOf(wanted) === keyOf(found) ? { is: 'right' } : { is: 'differs', why: 'It holds another key than the one your mail is signed with.' };
}

function judgeDmarc(_: readonly string[], [found = '', ...more]: readonly string[]): Judged {
  if (more.length > 0) return { is: 'several', why: 'Receivers take none of them when there are several.' };
  return /;\s*p=(none|quarantine|reject)\s*(;|$)/i.test(found) ? { is: 'right' } : { is: 'differs', why: 'It does not say what to do with mail that is not yours.' };
}

const judges: Record<MailRecord, (wanted: readonly string[], found: readonly string[]) => Judged> = { mx: judgeMx, spf: judgeSpf, dkim: judgeDkim, dmarc: judgeDmarc };

/** `wanted` is empty when it is not known. */
export function healthOf(record: MailRecord, domain: string, wanted: readonly string[], looked: Looked): RecordHealth {
  const { isOne } = places[record];
  const lists = looked.answers.map((answer) => answer.filter((text) => isOne.test(text)).map(bare).toSorted());
  const found = [...new Set(lists.flat())];
  const about = { record, name: hostOf(record, domain), type: typeOf(record), found, at: looked.nameservers };
  if (looked.fault !== null) return { ...about, is: 'unknown', values: wanted, why: looked.fault };
  if (found.length === 0) return { ...about, is: wanted.length === 0 ? 'unknown' : 'missing', values: wanted, why: wanted.length === 0 ? 'The key that it should hold could not be read from the server.' : null };
  // A list with one text twice counts as it is: a nameserver gave both.
  const longest = lists.reduce((most, list) => (list.length > most.length ? list : most), [] as readonly string[]);
  const { is, values = wanted, why = null } = judges[record](wanted, record === 'mx' ? found : longest);
  const everywhere = lists.every((list) => list.join('\n') === lists[0]?.join('\n'));
  if (is === 'right' && !everywhere) return { ...about, is: 'differs', values, why: 'Not every nameserver of the domain says the same yet.' };
  return { ...about, is, values, why };
}
