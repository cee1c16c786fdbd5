'use client';
import { useEffect, useRef } from 'react';
import { useTranslations } from 'use-intl';
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

interface RowWords {
  /** Ours that go by one key are one thing: two nameservers, two mail servers. */
  what: string;
  depends: string;
}
function useRowWords(row: ZoneRow, rows: readonly ZoneRow[], domain: string): RowWords {
  const t = useTranslations('dns');
  const name = row.name === '@' ? domain : `${row.name}.${domain}`;
  const count = rows.filter((one) => one.from !== 'own' && one.key === row.key).length;
  return { what: t('together', { count: Math.max(1, count), title: titleOf(row) }), depends: t(`depends.${dependsOn(row)}`, { domain, name }) };
}

export function RowBelow({ row, rows, what, domain, edits }: RowBelowProps) {
  const t = useTranslations('dns');
  const { what: ours, depends } = useRowWords(row, rows, domain);
  const { id } = row;
  if (what === 'ask') return <Ask row={row} rows={rows} domain={domain} edits={edits} />;
  if (id !== null) return <RecordForm domain={domain} record={row} ttl={row.ttl} warning={null} onCancel={edits.close} onSubmit={(record) => edits.send([{ do: 'change', id, record }])} />;
  const warning = t('replaces', { what: ours, depends });
  return <RecordForm domain={domain} record={row} ttl={row.ttl} warning={warning} onCancel={edits.close} onSubmit={(record) => edits.send([{ do: 'add', record, instead: managedKey(row) }])} />;
}

function Ask({ row, rows, domain, edits }: Omit<RowBelowProps, 'what'>) {
  const t = useTranslations('dns');
  const room = useTranslations('room');
  const { what, depends } = useRowWords(row, rows, domain);
  const card = useRef<HTMLDivElement>(null);
  // The button that asked is gone.
  useEffect(() => card.current?.querySelector('button')?.focus(), []);
  return (
    <div ref={card} role="group" aria-label={t('switchOffAsk', { title: titleOf(row) })} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 rounded-control bg-bad-soft px-3 py-2.5">
      <p className="min-w-0 flex-1 basis-60 text-bad-text"><span className="font-[600]">{t('offQuestion', { what })}</span> {depends} {t('restorable')}</p>
      <span className="flex gap-2">
        <Button size="small" onClick={edits.close}>{room('keep')}</Button>
        <Button size="small" variant="danger" busy={edits.busy} onClick={() => edits.run([{ do: 'off', key: managedKey(row) }])}>{t('switchOff')}</Button>
      </span>
    </div>
  );
}
