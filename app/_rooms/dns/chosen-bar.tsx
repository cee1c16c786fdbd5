'use client';
import { Button } from '#app/_ui/button.tsx';
import { Select } from '#app/_ui/select.tsx';
import type { ZoneRow } from '#server/core/zone-own.ts';
import type { Edits } from './use-edits.ts';
import { rowKey } from './words.ts';

const ttls = [{ value: '', label: 'Set TTL…' }, { value: '300', label: '5 minutes' }, { value: '3600', label: '1 hour' }, { value: '14400', label: '4 hours' }, { value: '86400', label: '1 day' }];

/** What is done to several at once, as one change; and what was just removed. */
export function ChosenBar({ edits, rows }: { edits: Edits; rows: readonly ZoneRow[] }) {
  const { chosen, removed, busy } = edits;
  const own = rows.filter((row) => chosen.has(rowKey(row)));
  const setTtl = (ttl: number) => edits.run(own.flatMap(({ id, name, type, value, priority }) => (id === null ? [] : [{ do: 'change' as const, id, record: { name, type, value, priority, ttl } }])));
  if (own.length > 0) return (
    <div role="group" aria-label="Chosen records" className="flex flex-wrap items-center gap-2 rounded-card border border-line bg-surface px-4 py-2">
      <span className="me-auto font-[540]">{own.length} chosen</span>
      <Select aria-label="Set TTL" options={ttls} value="" disabled={busy} onChange={(event) => event.target.value !== '' && setTtl(Number(event.target.value))} />
      <Button size="small" variant="danger" busy={busy} onClick={() => edits.removeAll(own)}>Remove</Button>
      <Button size="small" variant="quiet" onClick={edits.unchoose}>Choose none</Button>
    </div>
  );
  return removed === null ? null : (
    <div role="status" className="flex flex-wrap items-center justify-between gap-2 rounded-card border border-line bg-surface px-4 py-2">
      <span className="wrap-anywhere">{removed.title} removed.</span>
      <Button size="small" busy={busy} onClick={removed.undo}>Undo</Button>
    </div>
  );
}
