'use client';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, use, useState } from 'react';
import type { Inputs, Outputs } from '#app/_trpc/outputs.ts';
import { isRestore } from '#server/core/action.ts';
import { type ItemKind, type ItemState, type ItemView, itemState, newestItems, taskOfItem } from '#server/core/items/item.ts';
import type { MailView } from '#server/core/mail-settings.ts';
import type { SiteView } from '#server/core/site.ts';
import type { ServiceView, TaskView } from '#server/core/view.ts';

type Listed = Outputs['embed']['items']['list'];
type Calls = Inputs['embed']['items'];

type CertificateCalls = Inputs['embed']['certificates'];
interface CertificatesApi {
  check(one: CertificateCalls['check']): Promise<unknown>;
  issue(one: CertificateCalls['issue']): Promise<unknown>;
  upload(files: CertificateCalls['upload']): Promise<unknown>;
  remove(one: CertificateCalls['remove']): Promise<unknown>;
}

type ZoneCalls = Inputs['embed']['dns'];
interface DnsApi {
  list(): Promise<Outputs['embed']['dns']['list']>;
  change(edit: ZoneCalls['change']): Promise<{ rev: number }>;
  /** Gives the zone once more to every nameserver that did not take it. */
  retry(): Promise<{ retried: number }>;
}
type BackupCalls = Inputs['embed']['backups'];
type BackupAnswers = Outputs['embed']['backups'];
interface BackupsApi {
  /** Has the nodes asked for what they have; it arrives as changes of the list. */
  look(): Promise<BackupAnswers['look']>;
  plans(): Promise<BackupAnswers['plans']>;
  plan(plan: BackupCalls['plan']): Promise<BackupAnswers['plan']>;
  parts(one: BackupCalls['parts']): Promise<BackupAnswers['parts']>;
  restore(restore: BackupCalls['restore']): Promise<BackupAnswers['restore']>;
  link(one: BackupCalls['link']): Promise<BackupAnswers['link']>;
}
type FileCalls = Inputs['embed']['files'];
type FileAnswers = Outputs['embed']['files'];
/** Each is done on the node while the person waits. */
interface FilesApi {
  open(how: { again: boolean }): Promise<FileAnswers['open']>;
  list(folder: FileCalls['list']): Promise<FileAnswers['list']>;
  read(one: FileCalls['read']): Promise<FileAnswers['read']>;
  write(text: FileCalls['write']): Promise<FileAnswers['write']>;
  rename(one: FileCalls['rename']): Promise<unknown>;
  remove(one: FileCalls['remove']): Promise<unknown>;
  makeFolder(one: FileCalls['makeFolder']): Promise<unknown>;
  setMode(one: FileCalls['setMode']): Promise<unknown>;
  /** Where the file is got from, for a quarter of an hour. */
  take(one: FileCalls['take']): Promise<{ path: string }>;
  /** Where the file is sent to. */
  put(one: FileCalls['put']): Promise<{ path: string }>;
}
interface SiteApi {
  change(edit: Inputs['embed']['site']['change']): Promise<SiteView>;
  retry(): Promise<SiteView>;
  /** Null for a customer: only staff do it. */
  switch: ((to: { off: boolean }) => Promise<SiteView>) | null;
}

interface MailApi {
  change(edit: Inputs['embed']['mail']['change']): Promise<MailView>;
  retry(): Promise<MailView>;
  /** Looks at the world as it is now. */
  health(): Promise<Outputs['embed']['mail']['health']>;
}

/** What a room asks of the server: a customer's frame and the staff's pages each have their own way there. */
export interface RoomsApi {
  list(kind: ItemKind): Promise<Listed>;
  add(item: Calls['add']): Promise<ItemView>;
  change(item: Calls['change']): Promise<ItemView>;
  remove(item: Calls['remove']): Promise<ItemView>;
  undo(item: Calls['undo']): Promise<ItemView>;
  retry(item: Calls['retry']): Promise<ItemView>;
  discard(item: Calls['discard']): Promise<ItemView>;
  keep(item: Calls['keep']): Promise<ItemView>;
  setBack(item: Calls['setBack']): Promise<ItemView>;
  /** Looks at the items as they are on their nodes. Null for a customer: what differs is marked each night. */
  look: ((kind: ItemKind) => Promise<unknown>) | null;
  dns: DnsApi;
  backups: BackupsApi;
  files: FilesApi;
  certificates: CertificatesApi;
  mail: MailApi;
  site: SiteApi;
  /** Where its names point, asked now. */
  pointing(): Promise<Outputs['services']['pointing']>;
  /** Who did what, newest first; `before` is the last of the page before. */
  history(page: { before: number | null }): Promise<Outputs['embed']['account']['history']>;
  changePassword(password: string): Promise<unknown>;
  usage(): Promise<Outputs['embed']['usage']>;
  /** Has everything counted now. Answers the operation that does it. */
  sync(): Promise<{ operation: number }>;
}

interface Rooms {
  api: RoomsApi;
  view: ServiceView;
  audience: 'customer' | 'staff';
  /** Why nothing can be changed now, one sentence; null while it can. */
  readOnly: string | null;
}
const Facts = createContext<Rooms | null>(null);

export const RoomsProvider = ({ children, ...rooms }: Rooms & { children: ReactNode }) => <Facts value={rooms}>{children}</Facts>;

export function useRooms(): Rooms {
  const rooms = use(Facts);
  if (rooms === null) throw new Error('A room stands outside of its service');
  return rooms;
}

/** An item and how it stands. */
export interface RoomItem<K extends ItemKind> {
  item: ItemView<K>;
  task: TaskView | null;
  state: ItemState;
}
export interface Room<K extends ItemKind> {
  /** Null while the list is being read. */
  items: readonly RoomItem<K>[] | null;
  error: Error | null;
  reload(): void;
  /** How many there may be; null = any number. */
  limit: number | null;
  limits: Listed['limits'] | null;
  /** Puts what the server answered into the list at once: its event says the same a moment later. */
  take(item: ItemView): void;
}

/** The list of one kind: read once, then kept by the service's events. Of two views of an item the newer one counts. */
export function useRoom<K extends ItemKind>(kind: K): Room<K> {
  const { api, view } = useRooms();
  const client = useQueryClient();
  const [answered, setAnswered] = useState<readonly ItemView[]>([]);
  // Read again when the view was read whole: what changed before that is not among its changes.
  const key = ['room', kind, view.service.id, view.service.generation, view.items.length === 0];
  const { data, error } = useQuery({ queryKey: key, queryFn: () => api.list(kind), staleTime: 0, placeholderData: (previous) => previous });
  const reload = () => void client.invalidateQueries({ queryKey: key });
  const take = (item: ItemView) => setAnswered((old) => [...old.filter((one) => one.id !== item.id), item]);
  if (data === undefined) return { items: null, error, reload, limit: null, limits: null, take };
  const ofKind = (list: readonly ItemView[]) => list.filter((item) => item.kind === kind);
  const items = newestItems(newestItems(data.items, ofKind(answered)), ofKind(view.items)) as readonly ItemView<K>[];
  const tasks = newestTasks(data.tasks, view.tasks);
  const rows = items.map((item) => {
    const task = taskOfItem(item.id, tasks);
    return { item, task, state: itemState(item, task) };
  });
  return { items: rows, error, reload, limit: data.limit, limits: data.limits, take };
}

/** Of each task what is pushed, where it is: the list's own copy is as old as the list. */
function newestTasks(listed: readonly TaskView[], pushed: readonly TaskView[]): readonly TaskView[] {
  const ids = new Set(pushed.map((task) => task.id));
  return [...listed.filter((task) => !ids.has(task.id)), ...pushed.filter((task) => task.item !== undefined && !isRestore(task.action))];
}
