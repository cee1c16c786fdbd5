'use client';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef } from 'react';
import type { ZoneRow } from '#server/core/zone-own.ts';
import { RecordRow, type RowActions } from './record-row.tsx';
import { rowKey } from './words.ts';

/** Longer lists have a box of their own, in which only what is seen is drawn. */
const WHOLE = 200;
const ROW = 45;

export interface RecordsProps extends RowActions {
  label: string;
  rows: readonly ZoneRow[];
}

function Head() {
  return (
    <thead className="max-sm:sr-only">
      <tr className="border-b border-line text-left text-muted">
        <th scope="col" className="h-9 pl-4 font-normal">Name</th>
        <th scope="col" className="h-9 px-2 font-normal">Type</th>
        <th scope="col" className="h-9 px-2 text-right font-normal">Priority</th>
        <th scope="col" className="h-9 w-2/5 px-2 font-normal">Value</th>
        <th scope="col" className="h-9 px-2 text-right font-normal">TTL</th>
        <th scope="col" className="h-9 px-2 font-normal">Kept by</th>
        <th scope="col" className="h-9 pr-4"><span className="sr-only">Action</span></th>
      </tr>
    </thead>
  );
}

const table = 'w-full text-sm max-sm:block';

/** A zone line by line; on a phone each is a block of its own. */
export function Records({ label, rows, ...actions }: RecordsProps) {
  if (rows.length > WHOLE) return <LongRecords label={label} rows={rows} {...actions} />;
  return (
    <div className="rounded-card border border-line bg-surface">
      <table aria-label={label} className={table}>
        <Head />
        {rows.map((row) => <tbody key={rowKey(row)} className="border-b border-line last:border-0 max-sm:block"><RecordRow row={row} {...actions} /></tbody>)}
      </table>
    </div>
  );
}

function LongRecords({ label, rows, ...actions }: RecordsProps) {
  const box = useRef<HTMLDivElement>(null);
  // oxlint-disable-next-line react/incompatible-library -- the list is not memoised
  const virtual = useVirtualizer({ count: rows.length, getScrollElement: () => box.current, estimateSize: () => ROW, overscan: 12, getItemKey: (at) => { const row = rows[at]; return row === undefined ? at : rowKey(row); } });
  const items = virtual.getVirtualItems();
  const [first, last] = [items[0], items.at(-1)];
  return (
    <div ref={box} role="group" aria-label={`${label}, a list that scrolls`} className="max-h-160 overflow-auto rounded-card border border-line bg-surface">
      <table aria-label={label} aria-rowcount={rows.length + 1} className={table}>
        <Head />
        <Gap height={first?.start ?? 0} />
        {items.map((item) => {
          const row = rows[item.index];
          return row !== undefined && <tbody key={item.key} ref={virtual.measureElement} data-index={item.index} className="border-b border-line max-sm:block"><RecordRow row={row} {...actions} /></tbody>;
        })}
        <Gap height={virtual.getTotalSize() - (last?.end ?? 0)} />
      </table>
    </div>
  );
}

const Gap = ({ height }: { height: number }) => (height <= 0 ? null : <tbody aria-hidden className="max-sm:block"><tr className="max-sm:block"><td className="max-sm:block" style={{ height }} /></tr></tbody>);
