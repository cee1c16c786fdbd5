/**
 * What a customer makes inside a running service: mailboxes, databases. An item has a wish and what is known to be on
 * the node; each edit writes the wish and opens a `change` that brings the node to it. The newest task of an item and
 * the difference of the two say all that a screen shows.
 */
import type { z } from 'zod';
import type { StepAction } from '../action.ts';
import type { LimitKey, ProductLimits } from '../limits.ts';
import type { Domain, Login, Role } from '../names.ts';
import type { Secret } from '../secret.ts';
import { isDone, newestTask, type StatusWords, type TaskStatus } from '../task.ts';
import type { BackupSettings } from './backup.ts';
import type { CronSettings } from './cron.ts';
import type { DatabaseSettings } from './database.ts';
import type { FtpSettings } from './ftp.ts';
import type { MailboxSettings } from './mailbox.ts';
import type { VisitorSettings } from './visitor.ts';

/** What one can be set to, by kind. Plain JSON, and never a secret. */
export interface ItemSettings {
  mailbox: MailboxSettings;
  database: DatabaseSettings;
  ftp: FtpSettings;
  cron: CronSettings;
  visitor: VisitorSettings;
  webBackup: BackupSettings;
  mailBackup: BackupSettings;
}
export type ItemKind = keyof ItemSettings;

/** What a look found in the place of what is known of an item: somebody changed it on the node. */
export interface Outside<K extends ItemKind = ItemKind> {
  /** It is not there any more. */
  gone: boolean;
  /** How it is now; null when it is gone, or set to what can not be said here. */
  found: ItemSettings[K] | null;
}

/** One item as people see it. */
export interface ItemView<K extends ItemKind = ItemKind> {
  id: number;
  kind: K;
  /** Unique among the service's of its kind. */
  name: string;
  /** Raised by whatever changes it: of two views the higher is the newer, and an edit says which one it was made from. */
  rev: number;
  /** What it should be; null when it is to go. */
  wish: ItemSettings[K] | null;
  /** What it was last made; null before it exists. */
  known: ItemSettings[K] | null;
  /** A task of it that did not work and was set aside. */
  aside: number | null;
  /** Null while it is as known, as far as anybody looked. */
  outside: Outside<K> | null;
  /** Nothing of it is left: it leaves every list. */
  gone?: true;
}

/** Why a wish can't be accepted beside what is there: a sentence, and the field that it is about. */
export interface ItemFault {
  message: string;
  field: string;
}
/** Whose item it is. */
export interface Owner {
  domain: Domain;
  /** The account that it is in. */
  login: Login;
}
export interface Beside<K extends ItemKind> extends Owner {
  limits: ProductLimits;
  /** The others of its kind, with what they should be. */
  others: readonly { name: string; settings: ItemSettings[K] }[];
}

/** All that a kind of item is; a new one is a file beside `mailbox.ts`, its steps, and a room. */
export interface ItemRules<K extends ItemKind> {
  role: Role;
  /** How many a service may have: its product says it, or it is the same for all. */
  limit: LimitKey | number;
  /** Where its account is shared with mail, what mail may have counts too: the larger of the two. */
  shares?: LimitKey;
  /** One of them, in a sentence: `mailbox`. */
  noun: string;
  name: z.ZodType<string>;
  settings: z.ZodType<ItemSettings[K]>;
  /** It has a password of its own. */
  password: boolean;
  /** Why a password that is good elsewhere can not be one here; null when it can. */
  passwordFault?(password: Secret): string | null;
  /** It is a part of the website: a panel takes no change of it while that is switched off. */
  onSite?: true;
  /** Settings that are chosen once. */
  fixed?: readonly string[];
  /** Where people give it no name: one that is not among `taken`. */
  nameFor?(taken: readonly string[]): string;
  /** `change` is null for what is as it was made. */
  actions: { add: StepAction; change: StepAction | null; remove: StepAction };
  /** As people call it: `info@customer.com`. */
  title(name: string, owner: Owner): string;
  fault(name: string, settings: ItemSettings[K], beside: Beside<K>): ItemFault | null;
}

/** How many there may be; `shared`: its account is mail's, too. */
export function mostOf({ limit, shares }: Pick<ItemRules<ItemKind>, 'limit' | 'shares'>, limits: ProductLimits, shared: boolean): number | null {
  if (typeof limit === 'number') return limit;
  const all = [limits[limit], ...(shared && shares !== undefined ? [limits[shares]] : [])];
  return all.includes(null) ? null : Math.max(...all.map((most) => most ?? 0));
}

/** Where it stands between its wish and its node. */
export type ItemState = 'present' | 'creating' | 'changing' | 'removing' | 'failed';
/** Of one at which something is done. */
export const itemWords: Record<Exclude<ItemState, 'present' | 'failed'>, StatusWords> = {
  creating: { staff: 'Being created', customer: 'Being created', tone: 'accent', icon: 'spinner' },
  changing: { staff: 'Being changed', customer: 'Being changed', tone: 'accent', icon: 'spinner' },
  removing: { staff: 'Being removed', customer: 'Being removed', tone: 'accent', icon: 'spinner' },
};

/** What of a task is needed to say how its item is. */
export interface ItemTaskView {
  id: number;
  item?: number;
  status: TaskStatus;
}

/** `task` is its newest one, null when that is not known any more. */
export function itemState({ wish, known, aside }: ItemView, task: ItemTaskView | null): ItemState {
  if (task === null || task.id === aside || isDone(task.status)) return 'present';
  // One that was stopped is as good as failed, but for an edit that was taken back.
  if (task.status === 'failed' || (task.status === 'cancelled' && JSON.stringify(wish) !== JSON.stringify(known))) return 'failed';
  if (task.status === 'cancelled') return 'present';
  if (wish === null) return 'removing';
  return known === null ? 'creating' : 'changing';
}

/** The newest task of an item among `tasks`. */
export const taskOfItem = <T extends ItemTaskView>(id: number, tasks: readonly T[]): T | null => newestTask(tasks, (task) => task.item === id);

/** Both lists in one: of each item the newer view, without what is gone. */
export function newestItems(older: readonly ItemView[], newer: readonly ItemView[]): readonly ItemView[] {
  const byId = new Map(older.map((item) => [item.id, item]));
  for (const item of newer) if (item.rev > (byId.get(item.id)?.rev ?? 0)) byId.set(item.id, item);
  return [...byId.values()].filter((item) => item.gone !== true).toSorted((a, b) => a.name.localeCompare(b.name));
}
