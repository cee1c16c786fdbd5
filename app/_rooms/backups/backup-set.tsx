'use client';
import { useState } from 'react';
import { sentenceOf } from '#app/_trpc/refusal.ts';
import { FormError } from '#app/_ui/form-error.tsx';
import type { BackupKind } from '#server/core/items/backup.ts';
import { useAct } from '../item-row.tsx';
import { type RoomItem, useRoom, useRooms } from '../room-context.tsx';
import { RoomFrame } from '../room-frame.tsx';
import { BackupRow } from './backup-row.tsx';
import { Plan } from './plan.tsx';
import { setWords, type SetName, words } from './words.ts';

const newest = (a: RoomItem<BackupKind>, b: RoomItem<BackupKind>): number => Number(b.item.name) - Number(a.item.name);

/** The backups of one account, the newest first, and when they are made by themselves. */
export function BackupSet({ kind, name }: { kind: BackupKind; name: SetName }) {
  const { api, readOnly } = useRooms();
  const room = useRoom(kind);
  const act = useAct(sentenceOf);
  const [open, setOpen] = useState<number | null>(null);
  const { items, limit } = room;
  const counted = items?.filter(({ item }) => item.wish !== null).length ?? 0;
  const { title, empty } = setWords[name];
  const add = () => act.run(async () => room.take(await api.add({ kind, name: '', settings: {} })));
  return (
    <RoomFrame
      title={title}
      count={items === null ? null : limit === null ? String(counted) : `${counted} of ${limit}`}
      add={words.add} adding={false} onAdd={add}
      full={limit !== null && items !== null && counted >= limit ? words.full(limit) : null}
      search={null} readOnly={readOnly} form={null}
      error={room.error === null ? null : { sentence: sentenceOf(room.error), onRetry: room.reload }}
      empty={{ title: 'No backup yet', text: empty }}
      below={<><FormError message={act.error} /><Plan kind={kind} limit={limit} /></>}
    >
      {items === null || items.length === 0 ? null : items.toSorted(newest).map((row) => <BackupRow key={row.item.id} row={row} room={room} open={open === row.item.id} onOpen={(yes) => setOpen(yes ? row.item.id : null)} />)}
    </RoomFrame>
  );
}
