'use client';
import { useMutation } from '@tanstack/react-query';
import { RefreshCw } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import { sentenceOf } from '#app/_trpc/refusal.ts';
import { Button } from '#app/_ui/button.tsx';
import type { ItemKind, ItemSettings, ItemView } from '#server/core/items/item.ts';
import type { ProductLimits } from '#server/core/limits.ts';
import { ItemRow, SentRow } from './item-row.tsx';
import { type Room, type RoomItem, useRoom, useRooms } from './room-context.tsx';
import { RoomFrame } from './room-frame.tsx';
import { UpgradeLink } from './upgrade-link.tsx';

/** What a form hands over; `settings` are checked by the server. */
export interface ItemEdit {
  name: string;
  settings: unknown;
  password?: string;
}
export interface ItemFormProps<K extends ItemKind> {
  /** Null: a new one. */
  name: string | null;
  /** What stands in it at first: how it is, or what did not work. */
  settings: ItemSettings[K];
  limits: ProductLimits | null;
  onSubmit: (edit: ItemEdit) => Promise<unknown>;
  onCancel: () => void;
}
export interface ItemRoomProps<K extends ItemKind> {
  kind: K;
  words: {
    title: string;
    add: string;
    search: string;
    empty: { title: string; text: string };
    /** When as many are used as there may be. */
    full: (most: number) => string;
    /** What goes with one. */
    loses: string;
  };
  titleOf: (name: string, settings: ItemSettings[K] | null) => string;
  lineOf: (settings: ItemSettings[K], name: string) => ReactNode;
  /** At the right of one that rests. */
  asideOf?: (settings: ItemSettings[K], name: string) => ReactNode;
  fresh: ItemSettings[K];
  form: (props: ItemFormProps<K>) => ReactNode;
  below?: ReactNode;
  /** Beside the button that adds. */
  more?: ReactNode;
}

/** A new one between the click and the server's answer. */
interface Sent {
  title: string;
  /** Those that were there. */
  beside: ReadonlySet<number>;
}

/** Longer lists are searched. */
const SCREENFUL = 8;

/** A room with a list of one kind: each item at its place, from being wished to being gone. */
export function ItemRoom<K extends ItemKind>(props: ItemRoomProps<K>) {
  const { kind, words, titleOf, fresh, form, below, more } = props;
  const t = useTranslations('room');
  const tag = useLocale();
  const { api, audience, readOnly } = useRooms();
  const room = useRoom(kind);
  const [open, setOpen] = useState<number | 'new' | null>(null);
  const [sent, setSent] = useState<Sent | null>(null);
  const [search, setSearch] = useState('');
  const { items, limit, limits } = room;
  /** Only that one: whoever went on meanwhile has opened another. */
  const close = (one: number | 'new') => setOpen((now) => (now === one ? null : now));
  const add = async ({ name, settings, password }: ItemEdit): Promise<void> => {
    setSent({ title: titleOf(name, settings as ItemSettings[K]), beside: new Set(items?.map(({ item }) => item.id)) });
    try {
      room.take(await api.add({ kind, name, settings, password }));
      close('new');
    } finally {
      setSent(null);
    }
  };
  // Its event may be here before the answer is.
  const coming = sent !== null && items?.every(({ item }) => sent.beside.has(item.id)) === true ? sent : null;
  const counted = items?.filter(({ item }) => item.wish !== null).length ?? 0;
  const found = ({ item }: RoomItem<K>): boolean => `${titleOf(item.name, item.wish ?? item.known)} ${JSON.stringify(item.wish ?? item.known)}`.toLowerCase().includes(search.trim().toLowerCase());
  return (
    <RoomFrame
      title={words.title}
      count={items === null ? null : limit === null ? counted.toLocaleString(tag) : t('count', { used: counted, limit })}
      add={words.add} adding={open === 'new'} onAdd={() => setOpen('new')}
      upgrade={<UpgradeLink />}
      full={limit !== null && items !== null && counted >= limit ? words.full(limit) : null}
      search={items !== null && items.length > SCREENFUL ? { value: search, onChange: setSearch, label: words.search } : null}
      readOnly={readOnly}
      error={room.error === null ? null : { sentence: sentenceOf(room.error), onRetry: room.reload }}
      empty={words.empty}
      form={form({ name: null, settings: fresh, limits, onCancel: () => close('new'), onSubmit: add })}
      below={below}
      more={<>{api.look !== null && <LookNow look={() => api.look?.(kind) ?? Promise.resolve()} />}{more}</>}
    >
      {items === null || (items.length === 0 && coming === null) ? null : (
        <>
          {items.filter(found).map((row) => <Row key={row.item.id} {...props} row={row} room={room} open={open === row.item.id} onOpen={(yes) => (yes ? setOpen(row.item.id) : close(row.item.id))} />)}
          {coming !== null && <SentRow title={coming.title} audience={audience} />}
        </>
      )}
    </RoomFrame>
  );
}

/** For staff: what somebody changed on the node shows at once. */
function LookNow({ look }: { look: () => Promise<unknown> }) {
  const asked = useMutation({ mutationFn: look });
  return (
    <span className="flex flex-wrap items-center justify-end gap-x-3 gap-y-1">
      <span role="status" className={asked.error === null ? 'text-sm text-muted' : 'text-sm text-bad-text'}>{asked.error === null ? (asked.isSuccess ? 'Looked at: what was changed there is marked' : '') : sentenceOf(asked.error)}</span>
      <Button icon={<RefreshCw size={15} aria-hidden />} busy={asked.isPending} onClick={() => asked.mutate()}>Look now</Button>
    </span>
  );
}

interface RowProps<K extends ItemKind> extends ItemRoomProps<K> {
  row: RoomItem<K>;
  room: Room<K>;
  open: boolean;
  onOpen: (open: boolean) => void;
}

function Row<K extends ItemKind>({ row: { item, task, state }, room, open, onOpen, words, titleOf, lineOf, asideOf, fresh, form }: RowProps<K>) {
  const { api, audience, readOnly } = useRooms();
  const { id, rev, name } = item;
  const take = async (answer: Promise<ItemView>) => room.take(await answer);
  const [sent, setSent] = useState<'changing' | 'removing' | null>(null);
  /** Shown from the click on; a refusal brings back what is. */
  const send = (what: 'changing' | 'removing', answer: Promise<ItemView>): Promise<void> => {
    setSent(what);
    return take(answer).finally(() => setSent(null));
  };
  // What is shown is the truth; what did not work stays typed.
  const shown = state === 'failed' ? (item.known ?? item.wish) : (item.wish ?? item.known);
  return (
    <ItemRow
      title={titleOf(name, shown)} line={shown === null ? '' : lineOf(shown, name)} aside={shown === null ? undefined : asideOf?.(shown, name)}
      state={sent ?? state} task={sent === null ? task : null} audience={audience} readOnly={readOnly !== null} onEdit={() => onOpen(true)} sentenceOf={sentenceOf} loses={words.loses}
      outside={item.outside === null ? null : { gone: item.outside.gone, line: item.outside.found === null ? null : lineOf(item.outside.found, name) }}
      onKeep={() => take(api.keep({ id, rev }))} onSetBack={() => take(api.setBack({ id, rev }))}
      onRemove={() => send('removing', api.remove({ id, rev }))} onUndo={() => take(api.undo({ id }))} onRetry={() => take(api.retry({ id }))} onDiscard={() => take(api.discard({ id }))}
      form={open ? form({ name, settings: item.wish ?? item.known ?? fresh, limits: room.limits, onCancel: () => onOpen(false), onSubmit: async ({ settings, password }) => { await send('changing', api.change({ id, rev, settings, ...(password !== undefined && { password }) })); onOpen(false); } }) : null}
    />
  );
}
