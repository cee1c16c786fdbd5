/** What many records at once make of a zone, to be looked at before anything is changed. */
import type { DnsRecord } from './panel.ts';
import type { ZoneChange } from './zone-edit.ts';
import { managedKey, sameRecord, type ZoneRow } from './zone-own.ts';

export interface ZoneEffect {
  /** Those that are not served yet. */
  adds: readonly DnsRecord[];
  /** Lines that are served now and will not be. */
  ends: readonly ZoneRow[];
  changes: readonly ZoneChange[];
}

/** `ends`: the lines that go, unless `wanted` has them too. Where one of ours is for the same, the new one stands in its place. */
export function zoneEffect(wanted: readonly DnsRecord[], rows: readonly ZoneRow[], ends: (row: ZoneRow) => boolean): ZoneEffect {
  const keys = new Set(wanted.map(sameRecord));
  const kept = new Set(rows.filter((row) => row.off === null && keys.has(sameRecord(row))).map(sameRecord));
  const gone = rows.filter((row) => row.off === null && ends(row) && !kept.has(sameRecord(row)));
  const ours = new Set(rows.filter((row) => row.from !== 'own').map((row) => row.key));
  const adds = wanted.filter((record) => !kept.has(sameRecord(record)));
  return {
    adds, ends: gone,
    changes: [
      ...gone.flatMap((row): ZoneChange[] => (row.id !== null ? [{ do: 'remove', id: row.id }] : row.key === null ? [] : [{ do: 'off', key: row.key }])),
      ...adds.map((record): ZoneChange => { const key = managedKey(record); return { do: 'add', record, ...(ours.has(key) && { instead: key }) }; }),
    ],
  };
}
