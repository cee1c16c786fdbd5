'use client';
import { useEffect, useRef } from 'react';
import { Button } from '#app/_ui/button.tsx';
import { managedKey, type ZoneRow } from '#server/core/zone-own.ts';
import { RecordForm } from './record-form.tsx';
import type { Edits } from './use-edits.ts';
import { dependsOn, titleOf } from './words.ts';

interface RowBelowProps {
  row: ZoneRow;
  rows: readonly ZoneRow[];
  what: 'edit' | 'ask';
  domain: string;
  edits: Edits;
}

/** Ours that go by one key are one thing: two nameservers, two mail servers. */
function together(row: ZoneRow, rows: readonly ZoneRow[]): string {
  const count = rows.filter((one) => one.from !== 'own' && one.key === row.key).length;
  return count > 1 ? `all ${count} ${titleOf(row)} records that we keep` : `the ${titleOf(row)} record that we keep`;
}

export function RowBelow({ row, rows, what, domain, edits }: RowBelowProps) {
  const { id } = row;
  if (what === 'ask') return <Ask row={row} rows={rows} domain={domain} edits={edits} />;
  if (id !== null) return <RecordForm domain={domain} record={row} ttl={row.ttl} warning={null} onCancel={edits.close} onSubmit={(record) => edits.send([{ do: 'change', id, record }])} />;
  const warning = `Yours takes the place of ${together(row, rows)}. Unless it does the same: ${dependsOn(row, domain)} You can restore ours at any time.`;
  return <RecordForm domain={domain} record={row} ttl={row.ttl} warning={warning} onCancel={edits.close} onSubmit={(record) => edits.send([{ do: 'add', record, instead: managedKey(row) }])} />;
}

function Ask({ row, rows, domain, edits }: Omit<RowBelowProps, 'what'>) {
  const card = useRef<HTMLDivElement>(null);
  // The button that asked is gone.
  useEffect(() => card.current?.querySelector('button')?.focus(), []);
  return (
    <div ref={card} role="group" aria-label={`Switch off ${titleOf(row)}?`} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 rounded-control bg-bad-soft px-3 py-2.5">
      <p className="min-w-0 flex-1 basis-60 text-bad-text"><span className="font-[600]">Switch off {together(row, rows)}?</span> {dependsOn(row, domain)} You can restore it at any time.</p>
      <span className="flex gap-2">
        <Button size="small" onClick={edits.close}>Keep</Button>
        <Button size="small" variant="danger" busy={edits.busy} onClick={() => edits.run([{ do: 'off', key: managedKey(row) }])}>Switch off</Button>
      </span>
    </div>
  );
}
