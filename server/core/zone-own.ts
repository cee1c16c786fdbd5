/**
 * What a customer, or staff for them, made of the records that we keep in a zone: records of their own beside ours, and
 * of ours those that are off. Kept in the service's wish, so that whatever writes a zone writes them.
 */
import type { DnsRecord } from './panel.ts';

export interface OwnRecord extends DnsRecord {
  id: number;
  /** The revision that it was written in. */
  rev: number;
  /** The key of ours in whose place it stands. */
  instead?: string;
}
export interface ZoneEdits {
  /** Raised by every edit: an edit says which one it was made from. */
  rev: number;
  own: readonly OwnRecord[];
  /** Keys of ours that are not to be served. */
  off: readonly string[];
  /** By keys that its nameserver makes. */
  signed: boolean;
}
export const noEdits: ZoneEdits = { rev: 0, own: [], off: [], signed: false };

export interface ManagedRecord extends DnsRecord {
  from: 'template' | 'product';
}
/** One line of a zone as people see it. */
export interface ZoneRow extends DnsRecord {
  from: 'template' | 'product' | 'own';
  /** Of one's own; null for ours. */
  id: number | null;
  /** For ours its own, for another that of ours in whose place it stands. */
  key: string | null;
  /** Ours, and not served; `replaced` by something of theirs. */
  off: 'off' | 'replaced' | null;
  /** The revision that it was written in; 0 for ours. */
  rev: number;
}

/** Ours are named by what they are for: their values move with a service's nodes and keys. */
export function managedKey({ name, type, value }: DnsRecord): string {
  const purpose = type === 'TXT' ? /^v=[a-z0-9]+/i.exec(value)?.[0] : undefined;
  return [name, type, purpose].filter((part) => part !== undefined).join(' ');
}

export const sameRecord = (one: DnsRecord): string => [one.name, one.type, one.priority ?? '', one.value].join(' ');

/** All lines, with ours that are off. */
export function zoneRows(managed: readonly ManagedRecord[], { own, off }: Draft): readonly ZoneRow[] {
  const replaced = new Set(own.map(({ instead }) => instead));
  const ours = managed.map((record): ZoneRow => {
    const key = managedKey(record);
    return { ...record, id: null, key, rev: 0, off: off.includes(key) ? (replaced.has(key) ? 'replaced' : 'off') : null };
  });
  return [...ours, ...own.map(({ instead, ...record }): ZoneRow => ({ ...record, from: 'own', key: instead ?? null, off: null }))];
}

export type Draft = Pick<ZoneEdits, 'own' | 'off'>;
/** A change of the list; of the record it is known that it is one. */
export type RowChange = { do: 'add'; record: DnsRecord; instead?: string | undefined } | { do: 'change'; id: number; record: DnsRecord } | { do: 'remove'; id: number } | { do: 'off' | 'restore'; key: string };

function written({ own, off }: Draft, { record, ...change }: Extract<RowChange, { record: unknown }>, rev: number): Draft {
  const old = change.do === 'change' ? own.find((one) => one.id === change.id) : undefined;
  const instead = change.do === 'add' ? change.instead : old?.instead;
  const id = old?.id ?? Math.max(0, ...own.map((one) => one.id)) + 1;
  const made: OwnRecord = { ...record, id, rev, ...(instead !== undefined && { instead }) };
  return { own: old === undefined ? [...own, made] : own.map((one) => (one.id === id ? made : one)), off: instead === undefined || off.includes(instead) ? off : [...off, instead] };
}

export function edited(draft: Draft, change: RowChange, rev: number): Draft {
  const { own, off } = draft;
  switch (change.do) {
    case 'remove': return { own: own.filter((one) => one.id !== change.id), off };
    case 'off': return { own, off: [...new Set([...off, change.key])] };
    // What stood in its place goes with it.
    case 'restore': return { own: own.filter((one) => one.instead !== change.key), off: off.filter((one) => one !== change.key) };
    default: return written(draft, change, rev);
  }
}

/** The lines as they will be when `changes` are taken, in revision `rev`. */
export function foreseenRows(rows: readonly ZoneRow[], changes: readonly RowChange[], rev: number): readonly ZoneRow[] {
  const ours = rows.filter((row): row is ZoneRow & ManagedRecord => row.from !== 'own');
  const own = rows.flatMap(({ from: _from, off: _off, key, id, ...record }): OwnRecord[] => (id === null ? [] : [{ ...record, id, ...(key !== null && { instead: key }) }]));
  const off = ours.flatMap((row) => (row.off === null || row.key === null ? [] : [row.key]));
  return zoneRows(ours, changes.reduce<Draft>((draft, change) => edited(draft, change, rev), { own, off }));
}

/** What nameservers are given of it. One that is there twice is taken once by a nameserver, and would never equal what is found. */
export const servedRows = (rows: readonly ZoneRow[]): readonly ZoneRow[] => {
  const seen = new Set<string>();
  return rows.filter((row) => {
    const key = sameRecord(row);
    if (row.off !== null || seen.has(key)) return false;
    seen.add(key);
    return true;
  });
};
