/** Edits of a zone: pure, many at once, all or none. */
import * as z from 'zod';
import type { DnsRecord } from './panel.ts';
import { managedRecords, type ZoneInput } from './zone.ts';
import { crowdedName, danglingRecord, hasNameserver, zoneFault } from './zone-fault.ts';
import { type Draft as RowDraft, edited, managedKey, sameRecord, servedRows, type ZoneEdits, zoneRows } from './zone-own.ts';
import { readRecord, typedRecord } from './zone-record.ts';

/** However large a plan is: a zone is written as one file. */
export const ZONE_MOST = 2000;
const CHANGES_MOST = 1000;

const key = z.string().max(320);
const id = z.number().int();
export const zoneChange = z.discriminatedUnion('do', [
  z.object({ do: z.literal('add'), record: typedRecord, instead: key.optional() }),
  z.object({ do: z.literal('change'), id, record: typedRecord }),
  z.object({ do: z.literal('remove'), id }),
  z.object({ do: z.literal('off'), key }),
  z.object({ do: z.literal('restore'), key }),
  z.object({ do: z.literal('sign'), on: z.boolean() }),
]);
export type ZoneChange = z.output<typeof zoneChange>;
export const zoneChanges = z.array(zoneChange).min(1, 'Nothing is to be changed').max(CHANGES_MOST, `At most ${CHANGES_MOST} changes at once`);

export interface ZoneEditFault {
  field: string;
  message: string;
}
export type Edited = { ok: true; edits: ZoneEdits } | ({ ok: false } & ZoneEditFault);

const refuse = (field: string, message: string): Edited => ({ ok: false, field, message });
const GONE = 'It is not there any more: look at the list again';
const label = ({ name, type }: DnsRecord): string => `${name} ${type}`;

interface Draft extends RowDraft {
  signed: boolean;
}
type Step = { ok: true; draft: Draft } | ({ ok: false } & ZoneEditFault);

const gone: Step = { ok: false, field: 'rev', message: GONE };

/** `ours`: the keys of what we keep. */
function step(draft: Draft, zone: string, ours: ReadonlySet<string>, change: ZoneChange, rev: number): Step {
  if (change.do === 'sign') return { ok: true, draft: { ...draft, signed: change.on } };
  if ('id' in change && !draft.own.some((one) => one.id === change.id)) return gone;
  const key = change.do === 'off' ? change.key : change.do === 'add' ? change.instead : undefined;
  if (key !== undefined && !ours.has(key)) return gone;
  if (!('record' in change)) return { ok: true, draft: { ...draft, ...edited(draft, change, rev) } };
  const read = readRecord(zone, change.record);
  return read.ok ? { ok: true, draft: { ...draft, ...edited(draft, { ...change, record: read.record }, rev) } } : read;
}

/** Why nameservers would not serve it, in the words of somebody who typed it. */
function conflict(list: readonly DnsRecord[], zone: string): ZoneEditFault | null {
  if (!hasNameserver(list)) return { field: 'type', message: `${zone} needs an NS record at @: without one nobody finds it` };
  const crowded = crowdedName(list);
  if (crowded !== null) {
    const others = [...new Set(list.filter((one) => one.name === crowded.name && one !== crowded).map(({ type }) => type))].join(', ');
    const what = crowded.name === '@' ? `${zone} itself can not be a CNAME, since it has other records (${others}): use an A record` : `${crowded.name} can not have a CNAME beside other records (${others}): remove or switch off those first, or choose another name`;
    return { field: 'name', message: what };
  }
  const dangling = danglingRecord(list, zone);
  if (dangling !== null) return { field: 'value', message: `${label(dangling)} points at ${dangling.value.slice(dangling.value.lastIndexOf(' ') + 1)}, which has no address here: add an A record for it first, or the whole zone is not served` };
  const fault = zoneFault(list, zone);
  return fault === null ? null : { field: 'value', message: fault };
}

/** Of records that are there twice, the first one. */
function repeated(list: readonly DnsRecord[]): DnsRecord | null {
  const seen = new Set<string>();
  return list.find((one) => { const has = seen.has(sameRecord(one)); seen.add(sameRecord(one)); return has; }) ?? null;
}

/** Of the whole list, ours included, nothing is taken that a nameserver would drop. `most`: records that the plan has; null = any number. */
export function editZone(input: ZoneInput, changes: readonly ZoneChange[], most: number | null): Edited {
  const { domain, zoneEdits } = input;
  const managed = managedRecords(input);
  const ours = new Set(managed.map(managedKey));
  const rev = zoneEdits.rev + 1;
  let draft: Draft = { own: zoneEdits.own, off: zoneEdits.off, signed: zoneEdits.signed };
  for (const change of changes) {
    const next = step(draft, domain, ours, change, rev);
    if (!next.ok) return refuse(next.field, changes.length === 1 || !('record' in change) ? next.message : `${change.record.name.slice(0, 80)} ${change.record.type}: ${next.message}`);
    draft = next.draft;
  }
  const edits: ZoneEdits = { rev, ...draft };
  const rows = zoneRows(managed, edits).filter((row) => row.off === null);
  const twice = repeated(rows);
  if (twice !== null) return refuse('value', `${label(twice)} with this value is there already`);
  const before = servedRows(zoneRows(managed, zoneEdits)).length;
  const limit = Math.min(most ?? ZONE_MOST, ZONE_MOST);
  // A zone that is over its limit already, since the plan has become smaller, can still be made shorter.
  if (rows.length > limit && rows.length > before) return refuse('limit', `DNS records: ${rows.length} of ${limit} would be used, those that we keep included. Remove some, or order more`);
  const fault = conflict(rows, domain);
  return fault === null ? { ok: true, edits } : refuse(fault.field, fault.message);
}
