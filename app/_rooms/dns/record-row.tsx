'use client';
import clsx from 'clsx';
import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
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
  const t = useTranslations('dns');
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
            ? <Checkbox label={<span className="wrap-anywhere"><bdi>{row.name}</bdi><VisuallyHidden> {row.type} {row.value}</VisuallyHidden></span>} checked={chosen.has(rowKey(row))} onChange={(yes) => onChoose(row, yes)} />
            : <bdi>{row.name}</bdi>}
        </th>
        <td className={clsx(dim)}>{row.type}</td>
        <td className="text-muted empty:hidden">{row.priority !== null && <><span aria-hidden>{t('priority')} </span>{row.priority}</>}</td>
        {/* Seen below the rest, and as much of it as two lines hold; all of it is copied. */}
        <td className={clsx('order-1 basis-full wrap-anywhere', dim)}><code className="line-clamp-2" title={row.value.length > LONG ? row.value : undefined}>{row.value}</code></td>
        <td dir="ltr" className="whitespace-nowrap text-muted">{row.ttl} s</td>
        <td>
          <span className="flex flex-wrap items-center gap-1.5"><Mark row={row} audience={audience} />{state !== null && <StatusPill words={state} audience={audience} />}</span>
        </td>
        <td className="min-h-7 max-sm:order-2 max-sm:basis-full sm:ms-auto"><Buttons {...props} busy={opened !== null} /></td>
      </tr>
      {opened !== null && <tr className="block"><td colSpan={7} className="block px-4 pb-3">{opened}</td></tr>}
    </>
  );
}

function Mark({ row, audience }: { row: ZoneRow; audience: RowActions['audience'] }) {
  const t = useTranslations('dns');
  if (row.off === 'replaced') return <Chip>{t(`mark.${audience}.replaced`)}</Chip>;
  if (row.off === 'off') return <Chip>{t('mark.off')}</Chip>;
  if (row.from === 'own') return <Chip tone="accent">{t(`mark.${audience}.${row.key === null ? 'own' : 'instead'}`)}</Chip>;
  return row.from === 'template' ? <span className="flex h-6 items-center text-muted">{t('mark.managed')}</span> : <Chip tone="accent">{t('mark.product')}</Chip>;
}

function Buttons({ row, busy, readOnly, onEdit, onRemove, onRestore }: RowActions & { row: ZoneRow; busy: boolean }) {
  const t = useTranslations('dns');
  const room = useTranslations('room');
  const title = titleOf(row);
  if (busy) return null;
  const copy = <CopyButton value={row.value} what={t('valueOf', { title })} />;
  if (readOnly) return copy;
  const restorable = row.key !== null && (row.off === 'off' || row.id !== null);
  return (
    <span className="flex flex-wrap items-center gap-1">
      {copy}
      {row.off === null && <Button size="small" variant="quiet" aria-label={row.id === null ? t('changeOne', { title }) : room('editOne', { title })} onClick={() => onEdit(row)}>{row.id === null ? t('change') : room('edit')}</Button>}
      {row.off === null && row.key === null && <Button size="small" variant="quiet" aria-label={room('removeOne', { title })} onClick={() => onRemove(row)}>{room('remove')}</Button>}
      {row.off === null && row.id === null && <Button size="small" variant="quiet" aria-label={t('switchOffOne', { title })} onClick={() => onRemove(row)}>{t('switchOff')}</Button>}
      {restorable && <Button size="small" variant="quiet" aria-label={t('restoreOne', { title })} onClick={() => onRestore(row)}>{t('restore')}</Button>}
    </span>
  );
}
