'use client';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef } from 'react';
import { useTranslations } from 'use-intl';
import type { FileEntry } from '#server/core/files.ts';
import { FileRow, type RowProps } from './file-row.tsx';

/** Longer lists have a box of their own, in which only what is seen is drawn. */
const WHOLE = 200;
const ROW = 45;

interface FileTableProps extends Omit<RowProps, 'entry'> {
  label: string;
  entries: readonly FileEntry[];
}

/** For those who do not see that a row says it all. */
function Head() {
  const t = useTranslations('files');
  return <thead className="sr-only"><tr>{(['name', 'size', 'changed', 'permissions', 'action'] as const).map((title) => <th key={title} scope="col">{t(title)}</th>)}</tr></thead>;
}

export function FileTable({ label, entries, ...rest }: FileTableProps) {
  if (entries.length > WHOLE) return <LongTable label={label} entries={entries} {...rest} />;
  return (
    <div className="rounded-card border border-line bg-surface">
      <table aria-label={label} className="block w-full">
        <Head />
        {entries.map((entry) => <tbody key={entry.name} className="block border-b border-line last:border-0"><FileRow entry={entry} {...rest} /></tbody>)}
      </table>
    </div>
  );
}

function LongTable({ label, entries, ...rest }: FileTableProps) {
  const t = useTranslations('files');
  const box = useRef<HTMLDivElement>(null);
  // oxlint-disable-next-line react/incompatible-library -- the list is not memoised
  const virtual = useVirtualizer({ count: entries.length, getScrollElement: () => box.current, estimateSize: () => ROW, overscan: 12, getItemKey: (at) => entries[at]?.name ?? at });
  const items = virtual.getVirtualItems();
  const [first, last] = [items[0], items.at(-1)];
  return (
    <div ref={box} role="group" aria-label={t('scrolls', { label })} className="max-h-160 overflow-auto rounded-card border border-line bg-surface">
      <table aria-label={label} aria-rowcount={entries.length + 1} className="block w-full">
        <Head />
        <Gap height={first?.start ?? 0} />
        {items.map((item) => {
          const entry = entries[item.index];
          return entry !== undefined && <tbody key={item.key} ref={virtual.measureElement} data-index={item.index} className="block border-b border-line"><FileRow entry={entry} {...rest} /></tbody>;
        })}
        <Gap height={virtual.getTotalSize() - (last?.end ?? 0)} />
      </table>
    </div>
  );
}

const Gap = ({ height }: { height: number }) => (height <= 0 ? null : <tbody aria-hidden className="block"><tr className="block"><td className="block" style={{ height }} /></tr></tbody>);
