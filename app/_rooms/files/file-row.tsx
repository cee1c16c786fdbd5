'use client';
import { Ellipsis, File, Folder, Link2 } from 'lucide-react';
import { useRef, useState } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import { sentenceOf } from '#app/_trpc/refusal.ts';
import { Button } from '#app/_ui/button.tsx';
import { FormError } from '#app/_ui/form-error.tsx';
import { IconButton } from '#app/_ui/icon-button.tsx';
import { ClockTime } from '#app/_ui/times.tsx';
import { type FileEntry, modeWords, within } from '#server/core/files.ts';
import { useAct } from '../item-row.tsx';
import { useRooms } from '../room-context.tsx';
import { ModeForm } from './mode-form.tsx';
import { NameForm } from './name-form.tsx';
import { useFirstFocus } from './use-first-focus.ts';
import { bytesText } from './sizes.ts';

export interface RowProps {
  entry: FileEntry;
  /** Of the folder that it is in. */
  path: string;
  readOnly: boolean;
  onOpen: (name: string, kind: FileEntry['kind']) => void;
  onChanged: () => Promise<unknown>;
}
type Below = 'actions' | 'rename' | 'mode' | 'remove' | null;

const icons = { folder: Folder, file: File, link: Link2, other: File };
const cell = 'block text-sm text-muted normal-nums';

/** From name to name. */
function goOn(from: HTMLElement, step: number): void {
  const names = [...(from.closest('table')?.querySelectorAll<HTMLElement>('[data-file]') ?? [])];
  names[names.indexOf(from) + step]?.focus();
}

/** A name that nobody can see whole is still read as it is written. */
function Name({ entry: { name, kind }, onOpen, onKey }: { entry: FileEntry; onOpen: () => void; onKey: (key: string) => boolean }) {
  const Icon = icons[kind];
  return (
    <button
      type="button" data-file={name} className="flex min-h-9 max-w-full items-center gap-2.5 rounded-control text-start font-[540] pointer-coarse:min-h-11"
      onClick={onOpen} onKeyDown={(event) => {
        const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
        if (step !== 0) goOn(event.currentTarget, step);
        if (step !== 0 || onKey(event.key)) event.preventDefault();
      }}
    >
      <Icon size={16} aria-hidden className="shrink-0 text-muted" />
      <bdi className="min-w-0 wrap-anywhere">{name}</bdi>
    </button>
  );
}

export function FileRow({ entry, path, readOnly, onOpen, onChanged }: RowProps) {
  const t = useTranslations('files');
  const tag = useLocale();
  const [below, setBelow] = useState<Below>(null);
  const row = useRef<HTMLTableRowElement>(null);
  const { name, kind, bytes, changedAt, mode } = entry;
  const opens = kind === 'folder' || kind === 'file';
  const close = () => {
    setBelow(null);
    row.current?.querySelector<HTMLElement>('[data-file]')?.focus();
  };
  const onKey = (key: string): boolean => {
    if (readOnly || (key !== 'Delete' && key !== 'F2')) return false;
    setBelow(key === 'Delete' ? 'remove' : 'rename');
    return true;
  };
  return (
    <tr ref={row} className="flex flex-wrap items-center gap-x-4 px-4 py-1">
      <td className="block min-w-0 flex-1 basis-56"><Name entry={entry} onOpen={() => (opens ? onOpen(name, kind) : setBelow('actions'))} onKey={onKey} /></td>
      <td className={`${cell} sm:w-20 sm:text-end`}>{kind === 'file' ? bytesText(bytes, tag) : kind === 'link' ? t('link') : null}</td>
      <td className={`${cell} sm:w-32`}><ClockTime at={changedAt} /></td>
      <td className={`${cell} w-20 font-mono`} dir="ltr">{modeWords(mode)}</td>
      <td className="block"><IconButton label={t('actionsFor', { name })} aria-expanded={below !== null} onClick={() => setBelow(below === null ? 'actions' : null)}><Ellipsis size={16} aria-hidden /></IconButton></td>
      {below !== null && <td colSpan={5} className="block w-full pt-1 pb-2"><RowBelow below={below} entry={entry} path={within(path, name)} readOnly={readOnly} onBelow={setBelow} onClose={close} onOpen={() => onOpen(name, kind)} onChanged={onChanged} /></td>}
    </tr>
  );
}

interface BelowProps extends Omit<RowProps, 'onOpen'> {
  below: Exclude<Below, null>;
  onBelow: (below: Below) => void;
  onClose: () => void;
  onOpen: () => void;
}

function RowBelow({ below, entry, path, readOnly, onBelow, onClose, onOpen, onChanged }: BelowProps) {
  const t = useTranslations('files');
  const { api } = useRooms();
  if (below === 'rename') return <NameForm label={t('newName')} name={entry.name} action={t('rename')} onCancel={onClose} onSubmit={async (name) => { await api.files.rename({ path, name }); onClose(); await onChanged(); }} />;
  if (below === 'mode') return <ModeForm mode={entry.mode} onCancel={onClose} onSubmit={async (mode) => { await api.files.setMode({ path, mode }); onClose(); await onChanged(); }} />;
  if (below === 'remove') return <Remove entry={entry} onKeep={onClose} onRemove={async () => { await api.files.remove({ path }); await onChanged(); }} />;
  return <Actions entry={entry} path={path} readOnly={readOnly} onBelow={onBelow} onOpen={onOpen} />;
}

function Actions({ entry: { kind, name }, path, readOnly, onBelow, onOpen }: Pick<BelowProps, 'entry' | 'path' | 'readOnly' | 'onBelow' | 'onOpen'>) {
  const t = useTranslations('files');
  const { api } = useRooms();
  const act = useAct(sentenceOf);
  const download = async () => {
    const link = document.createElement('a');
    link.href = (await api.files.take({ path })).path;
    link.download = name;
    link.click();
  };
  return (
    <>
      <span className="flex flex-wrap gap-2">
        {kind === 'file' && <Button size="small" onClick={onOpen}>{t('edit')}</Button>}
        {kind === 'file' && <Button size="small" busy={act.busy} onClick={() => act.run(download)}>{t('download')}</Button>}
        <Button size="small" disabled={readOnly} onClick={() => onBelow('rename')}>{t('rename')}</Button>
        {(kind === 'file' || kind === 'folder') && <Button size="small" disabled={readOnly} onClick={() => onBelow('mode')}>{t('permissions')}</Button>}
        <Button size="small" disabled={readOnly} onClick={() => onBelow('remove')}>{t('remove')}</Button>
      </span>
      <FormError message={act.error} />
    </>
  );
}

function Remove({ entry: { name, kind }, onKeep, onRemove }: { entry: FileEntry; onKeep: () => void; onRemove: () => Promise<void> }) {
  const t = useTranslations('files');
  const room = useTranslations('room');
  const act = useAct(sentenceOf);
  const title = t('removeQuestion', { name });
  const question = useFirstFocus<HTMLDivElement>();
  return (
    <>
      <div ref={question} role="group" aria-label={title} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 rounded-control bg-bad-soft px-3 py-2.5">
        <p className="min-w-0 flex-1 basis-60 wrap-anywhere text-bad-text"><span className="font-[600]">{title}</span> {t(kind === 'folder' ? 'losesFolder' : 'losesFile')}</p>
        <span className="flex gap-2">
          <Button size="small" onClick={onKeep}>{room('keep')}</Button>
          <Button size="small" variant="danger" busy={act.busy} onClick={() => act.run(onRemove)}>{t('remove')}</Button>
        </span>
      </div>
      <FormError message={act.error} />
    </>
  );
}
