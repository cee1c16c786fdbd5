'use client';
import { useLocale, useTranslations } from 'use-intl';
import { sentenceOf } from '#app/_trpc/refusal.ts';
import { Button } from '#app/_ui/button.tsx';
import { sizeText } from '#app/_ui/limit-text.ts';
import { ClockTime } from '#app/_ui/times.tsx';
import type { BackupKind, BackupSettings } from '#server/core/items/backup.ts';
import type { ItemView } from '#server/core/items/item.ts';
import { ItemRow } from '../item-row.tsx';
import { type Room, type RoomItem, useRooms } from '../room-context.tsx';
import { Download } from './download.tsx';
import { RestoreForm } from './restore-form.tsx';
import { Restoring, useRestore } from './restoring.tsx';

const MB = 1024 ** 2;

/** Of an archive whose file is elsewhere only whole MB are known. */
function Line({ known }: { known: BackupSettings | null }) {
  const t = useTranslations('backups');
  const tag = useLocale();
  const archive = known?.archive ?? null;
  if (known === null || archive === null) return t('making');
  const { bytes, sizeMb, sites, databases, mailDomains } = archive;
  const holds = [...(sites.length > 0 ? [t('holds.site')] : []), ...(databases.length > 0 ? [t('holds.databases', { count: databases.length })] : []), ...(mailDomains.length > 0 ? [t('holds.mail')] : [])];
  const rest = [
    sizeText(bytes === null ? sizeMb : bytes / MB, tag),
    holds.length === 0 ? t('holds.nothing') : new Intl.ListFormat(tag, { type: 'unit' }).format(holds),
    t(`from.${known.from}`),
    ...(bytes === null ? [t('elsewhere')] : []),
  ].join(' · ');
  return <>{archive.madeAt !== null && <><ClockTime at={archive.madeAt} /> · </>}{rest}</>;
}

interface BackupRowProps {
  row: RoomItem<BackupKind>;
  room: Room<BackupKind>;
  open: boolean;
  onOpen: (open: boolean) => void;
}

/** One backup, what is being restored from it, and the form for that. */
export function BackupRow({ row: { item, task, state }, room, open, onOpen }: BackupRowProps) {
  const t = useTranslations('backups');
  const { api, audience, readOnly } = useRooms();
  const restore = useRestore(item.id);
  const { id, rev, name, known } = item;
  const take = async (answer: Promise<ItemView>) => room.take(await answer);
  const there = state === 'present' && known?.archive != null;
  return (
    <ItemRow
      title={t('one', { name })} line={<Line known={known} />} state={state} task={task} audience={audience} readOnly={readOnly !== null} onEdit={null} sentenceOf={sentenceOf} loses={t('loses')}
      more={there && restore?.moving !== true && <Button size="small" aria-label={t('restore.label', { name })} onClick={() => onOpen(true)}>{t('restore.action')}</Button>}
      below={<>{there && <Download id={id} name={name} local={known.archive?.bytes !== null} />}{restore !== null && <Restoring restore={restore} onAgain={readOnly === null && there ? () => onOpen(true) : null} />}</>}
      onRemove={() => take(api.remove({ id, rev }))} onUndo={() => take(api.undo({ id }))} onRetry={() => take(api.retry({ id }))} onDiscard={() => take(api.discard({ id }))}
      form={open && there && restore?.moving !== true ? <RestoreForm id={id} name={name} onClose={() => onOpen(false)} /> : null}
    />
  );
}
