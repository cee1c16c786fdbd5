'use client';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef } from 'react';
import { useTranslations } from 'use-intl';
import type { ZoneRow } from '#server/core/zone-own.ts';
import { RecordRow, type RowActions } from './record-row.tsx';
import { rowKey } from './words.ts';

/** Longer lists have a box of their own, in which only what is seen is drawn. */
const WHOLE = 200;
const ROW = 65;

export interface RecordsProps extends RowActions {
  label: string;
  rows: readonly ZoneRow[];
}

/** For those who do not see that a row says it all. */
function Head() {
  const t = useTranslations('dns');
  const room = useTranslations('room');
  return (
    <thead className="sr-only">
      <tr>{[room('name'), t('type'), t('priority'), t('value'), 'TTL', t('keptBy'), t('action')].map((title) => <th key={title} scope="col">{title}</th>)}</tr>
    </thead>
  );
}

const table = 'block w-full text-sm';

/** A zone, record by record; each is a block of its own, since a frame is rarely wide enough for seven columns. */
export function Records({ label, rows, ...actions }: RecordsProps) {
  if (rows.length > WHOLE) return <LongRecords label={label} rows={rows} {...actions} />;
  return (
    <div className="rounded-card border border-line bg-surface">
      <table aria-label={label} className={table}>
        <Head />
        {rows.map((row) => <tbody key={rowKey(row)} className="border-b border-line last:border-0 block"><RecordRow row={row} {...actions} /></tbody>)}
      </table>
    </div>
  );
}

function LongRecords({ label, rows, ...actions }: RecordsProps) {
  const t = useTranslations('dns');
  const box = useRef<HTMLDivElement>(null);
  // oxlint-disable-next-line react/incompatible-library -- the list is not memoised
  const virtual = useVirtualizer({ count: rows.length, getScrollElement: () => box.current, estimateSize: () => ROW, overscan: 12, getItemKey: (at) => { const row = rows[at]; return row === undefined ? at : rowKey(row); } });
  const items = virtual.getVirtualItems();
  const [first, last] = [items[0], items.at(-1)];
  return (
    <div ref={box} role="group" aria-label={t('scrolls', { label })} className="max-h-160 overflow-auto rounded-card border border-line bg-surface">
      <table aria-label={label} aria-rowcount={rows.length + 1} className={table}>
        <Head />
        <Gap height={first?.start ?? 0} />
        {items.map((item) => {
          const row = rows[item.index];
          return row !== undefined && <tbody key={item.key} ref={virtual.measureElement} data-index={item.index} className="border-b border-line block"><RecordRow row={row} {...actions} /></tbody>;
        })}
        <Gap height={virtual.getTotalSize() - (last?.end ?? 0)} />
      </table>
    </div>
  );
}

const Gap = ({ height }: { height: number }) => (height <= 0 ? null : <tbody aria-hidden className="block"><tr className="block"><td className="block" style={{ height }} /></tr></tbody>);
