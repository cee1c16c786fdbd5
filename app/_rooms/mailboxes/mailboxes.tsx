'use client';
import { useState } from 'react';
import { sentenceOf } from '#app/(admin)/_parts/refusal.ts';
import { type MailboxSettings, newMailbox } from '#server/core/items/mailbox.ts';
import { ItemRow } from '../item-row.tsx';
import { type Room, type RoomItem, useRoom, useRooms } from '../room-context.tsx';
import { RoomFrame } from '../room-frame.tsx';
import { MailboxForm } from './mailbox-form.tsx';
import { MailPrograms } from './mail-programs.tsx';

/** Longer lists are searched. */
const SCREENFUL = 8;

export function Mailboxes() {
  const { api, view: { service }, readOnly } = useRooms();
  const room = useRoom('mailbox');
  const [open, setOpen] = useState<number | 'new' | null>(null);
  const [search, setSearch] = useState('');
  const { items, limit } = room;
  const close = () => setOpen(null);
  const counted = items?.filter(({ item }) => item.wish !== null).length ?? 0;
  const shown = items?.filter(({ item }) => `${item.name} ${(item.wish ?? item.known)?.aliases.join(' ') ?? ''}`.includes(search.trim().toLowerCase())) ?? [];
  const mail = service.home?.logins.find((login) => login.role === 'mail');
  return (
    <RoomFrame
      title="Mailboxes"
      count={items === null ? null : limit === null ? String(counted) : `${counted} of ${limit}`}
      add="Add mailbox" adding={open === 'new'} onAdd={() => setOpen('new')}
      full={limit !== null && items !== null && counted >= limit ? `All ${limit} mailboxes of your plan are used. Remove one, or order a larger plan.` : null}
      search={items !== null && items.length > SCREENFUL ? { value: search, onChange: setSearch, label: 'Search mailboxes' } : null}
      readOnly={readOnly}
      error={room.error === null ? null : { sentence: sentenceOf(room.error), onRetry: room.reload }}
      empty={{ title: 'No mailbox yet', text: `A mailbox receives mail under your domain: info@${service.domain}. Add the first one, then open it in webmail or set up a mail program.` }}
      form={<MailboxForm domain={service.domain} name={null} settings={newMailbox} most={room.limits?.mail_disk_quota ?? null} onCancel={close} onSubmit={async ({ name, settings, password }) => { room.take(await api.add({ kind: 'mailbox', name, settings, password })); close(); }} />}
      below={mail !== undefined && <MailPrograms host={mail.host} webmail={service.home?.webmail ?? null} domain={service.domain} />}
    >
      {items === null || items.length === 0 ? null : shown.map((row) => <MailboxRow key={row.item.id} row={row} room={room} open={open === row.item.id} onOpen={(yes) => setOpen(yes ? row.item.id : null)} />)}
    </RoomFrame>
  );
}

function lineOf(settings: MailboxSettings | null, domain: string): string {
  if (settings === null) return '';
  const { quotaMb, aliases, forwards, keepCopy, autoReply } = settings;
  return [
    quotaMb === null ? 'No size limit' : `${quotaMb} MB`,
    ...(aliases.length > 0 ? [`also ${aliases.map((alias) => `${alias}@${domain}`).join(', ')}`] : []),
    ...(forwards.length > 0 ? [`forwards to ${forwards.join(', ')}${keepCopy ? '' : ' without a copy'}`] : []),
    ...(autoReply === null ? [] : ['replies by itself']),
  ].join(' · ');
}

function MailboxRow({ row: { item, task, state }, room, open, onOpen }: { row: RoomItem<'mailbox'>; room: Room<'mailbox'>; open: boolean; onOpen: (open: boolean) => void }) {
  const { api, view: { service }, audience, readOnly } = useRooms();
  const { id, rev, name } = item;
  const take = async (answer: Promise<Parameters<typeof room.take>[0]>) => room.take(await answer);
  // What did not work stays typed; what is shown is the truth.
  const typed = item.wish ?? item.known ?? newMailbox;
  return (
    <ItemRow
      title={`${name}@${service.domain}`} line={lineOf(state === 'failed' ? item.known : (item.wish ?? item.known), service.domain)}
      state={state} task={task} audience={audience} readOnly={readOnly !== null} onEdit={() => onOpen(true)} sentenceOf={sentenceOf}
      loses="All mail in it is deleted."
      onRemove={() => take(api.remove({ id, rev }))} onUndo={() => take(api.undo({ id }))} onRetry={() => take(api.retry({ id }))} onDiscard={() => take(api.discard({ id }))}
      form={open ? (
        <MailboxForm domain={service.domain} name={name} settings={typed} most={room.limits?.mail_disk_quota ?? null} onCancel={() => onOpen(false)}
          onSubmit={async ({ settings, password }) => { await take(api.change({ id, rev, settings, ...(password !== undefined && { password }) })); onOpen(false); }} />
      ) : null}
    />
  );
}
