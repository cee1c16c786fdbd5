'use client';
import { useState } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import { sentenceOf } from '#app/_trpc/refusal.ts';
import { FormError } from '#app/_ui/form-error.tsx';
import type { BackupKind } from '#server/core/items/backup.ts';
import { useAct } from '../item-row.tsx';
import { type RoomItem, useRoom, useRooms } from '../room-context.tsx';
import { RoomFrame } from '../room-frame.tsx';
import { UpgradeLink } from '../upgrade-link.tsx';
import { BackupRow } from './backup-row.tsx';
import { Plan } from './plan.tsx';

/** `all`: web and mail have one account, and one set of backups. */
export type SetName = 'web' | 'mail' | 'all';

const newest = (a: RoomItem<BackupKind>, b: RoomItem<BackupKind>): number => Number(b.item.name) - Number(a.item.name);

/** The backups of one account, the newest first, and when they are made by themselves. */
export function BackupSet({ kind, name }: { kind: BackupKind; name: SetName }) {
  const t = useTranslations('backups');
  const inRoom = useTranslations('room');
  const tag = useLocale();
  const { api, readOnly } = useRooms();
  const room = useRoom(kind);
  const act = useAct(sentenceOf);
  const [open, setOpen] = useState<number | null>(null);
  const { items, limit } = room;
  const counted = items?.filter(({ item }) => item.wish !== null).length ?? 0;
  const add = () => act.run(async () => room.take(await api.add({ kind, name: '', settings: {} })));
  return (
    <RoomFrame
      title={t(`set.${name}.title`)}
      count={items === null ? null : limit === null ? counted.toLocaleString(tag) : inRoom('count', { used: counted, limit })}
      add={t('add')} adding={false} onAdd={add}
      upgrade={<UpgradeLink />}
      full={limit !== null && items !== null && counted >= limit ? t('full', { most: limit }) : null}
      search={null} readOnly={readOnly} form={null}
      error={room.error === null ? null : { sentence: sentenceOf(room.error), onRetry: room.reload }}
      empty={{ title: t('none'), text: t(`set.${name}.empty`) }}
      below={<><FormError message={act.error} /><Plan kind={kind} limit={limit} /></>}
    >
      {items === null || items.length === 0 ? null : items.toSorted(newest).map((row) => <BackupRow key={row.item.id} row={row} room={room} open={open === row.item.id} onOpen={(yes) => setOpen(yes ? row.item.id : null)} />)}
    </RoomFrame>
  );
}
