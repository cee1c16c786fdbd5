'use client';
import clsx from 'clsx';
import type { ReactNode } from 'react';
import { Button } from '#app/_ui/button.tsx';
import { Checkbox } from '#app/_ui/checkbox.tsx';
import { Chip } from '#app/_ui/chip.tsx';
import { CopyButton } from '#app/_ui/copy-button.tsx';
import { StatusPill } from '#app/_ui/status-pill.tsx';
import { VisuallyHidden } from '#app/_ui/visually-hidden.tsx';
import type { StatusWords } from '#server/core/task.ts';
import type { ZoneRow } from '#server/core/zone-own.ts';
import { rowKey, titleOf } from './words.ts';

/** Characters that two lines hold. */
const LONG = 120;

export interface RowActions {
  readOnly: boolean;
  /** Keys of the rows that are chosen for one change; null where nothing of one's own is there to choose. */
  chosen: ReadonlySet<string> | null;
  onChoose: (row: ZoneRow, yes: boolean) => void;
  /** What opens under a row: a form, a question. */
  below: (row: ZoneRow) => ReactNode;
  /** What is being done to it; null for one that is as it is served. */
  pending: (row: ZoneRow) => StatusWords | null;
  audience: 'customer' | 'staff';
  onEdit: (row: ZoneRow) => void;
  onRemove: (row: ZoneRow) => void;
  onRestore: (row: ZoneRow) => void;
}

export function RecordRow(props: RowActions & { row: ZoneRow }) {
  const { row, chosen, onChoose, below, pending, audience } = props;
  const opened = below(row);
  const gone = row.off !== null;
  const state = pending(row);
  const dim = gone && 'text-muted line-through';
  return (
    <>
      <tr data-row={rowKey(row)} className="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2">
        <th scope="row" className={clsx('min-w-0 text-start font-[600] wrap-anywhere', dim)}>
          {chosen !== null && row.id !== null
            ? <Checkbox label={<span className="wrap-anywhere">{row.name}<VisuallyHidden> {row.type} {row.value}</VisuallyHidden></span>} checked={chosen.has(rowKey(row))} onChange={(yes) => onChoose(row, yes)} />
            : row.name}
        </th>
        <td className={clsx(dim)}>{row.type}</td>
        <td className="text-muted empty:hidden">{row.priority !== null && <><span aria-hidden>Priority </span>{row.priority}</>}</td>
        {/* Seen below the rest, and as much of it as two lines hold; all of it is copied. */}
        <td className={clsx('order-1 basis-full wrap-anywhere', dim)}><code className="line-clamp-2" title={row.value.length > LONG ? row.value : undefined}>{row.value}</code></td>
        <td className="whitespace-nowrap text-muted">{row.ttl} s</td>
        <td>
          <span className="flex flex-wrap items-center gap-1.5"><Mark row={row} audience={audience} />{state !== null && <StatusPill words={state} audience={audience} />}</span>
        </td>
        <td className="min-h-7 max-sm:order-2 max-sm:basis-full sm:ms-auto"><Buttons {...props} busy={opened !== null} /></td>
      </tr>
      {opened !== null && <tr className="block"><td colSpan={7} className="block px-4 pb-3">{opened}</td></tr>}
    </>
  );
}

const marks = {
  customer: { own: 'Yours', instead: 'Yours, in place of ours', replaced: 'Replaced by yours' },
  staff: { own: 'Added', instead: 'Added, in place of ours', replaced: 'Replaced' },
};

function Mark({ row, audience }: { row: ZoneRow; audience: RowActions['audience'] }) {
  const words = marks[audience];
  if (row.off === 'replaced') return <Chip>{words.replaced}</Chip>;
  if (row.off === 'off') return <Chip>Switched off</Chip>;
  if (row.from === 'own') return <Chip tone="accent">{row.key === null ? words.own : words.instead}</Chip>;
  return row.from === 'template' ? <span className="flex h-6 items-center text-muted">Managed</span> : <Chip tone="accent">Managed, by the product</Chip>;
}

function Buttons({ row, busy, readOnly, onEdit, onRemove, onRestore }: RowActions & { row: ZoneRow; busy: boolean }) {
  const title = titleOf(row);
  if (busy) return null;
  const copy = <CopyButton value={row.value} what={`value of ${title}`} />;
  if (readOnly) return copy;
  const restorable = row.key !== null && (row.off === 'off' || row.id !== null);
  return (
    <span className="flex flex-wrap items-center gap-1">
      {copy}
      {row.off === null && <Button size="small" variant="quiet" aria-label={`${row.id === null ? 'Change' : 'Edit'} ${title}`} onClick={() => onEdit(row)}>{row.id === null ? 'Change' : 'Edit'}</Button>}
      {row.off === null && row.key === null && <Button size="small" variant="quiet" aria-label={`Remove ${title}`} onClick={() => onRemove(row)}>Remove</Button>}
      {row.off === null && row.id === null && <Button size="small" variant="quiet" aria-label={`Switch off ${title}`} onClick={() => onRemove(row)}>Switch off</Button>}
      {restorable && <Button size="small" variant="quiet" aria-label={`Restore ${title}`} onClick={() => onRestore(row)}>Restore</Button>}
    </span>
  );
}
