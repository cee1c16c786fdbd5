/**
 * What a watcher of one service holds, and the events that move it on. The same `reduce` runs on the server and in the
 * browser. Everything is plain JSON: times are ISO strings from Postgres's clock.
 */
import type { Action, Lane } from './action.ts';
import type { CertificateRole, CertificateState } from './certificate.ts';
import type { DriftView } from './drift.ts';
import type { Wanted } from './lifecycle.ts';
import type { ItemView } from './items/item.ts';
import type { MailView } from './mail-settings.ts';
import type { Role } from './names.ts';
import type { OperationKind, OperationStatus, ServiceState } from './operation.ts';
import type { Room, RoomTerms } from './rooms.ts';
import type { MissingRecord } from './sight.ts';
import type { SiteView } from './site.ts';
import type { TaskStatus } from './task.ts';

/** One attempt of a task, for the waterfall. `message` is staff's sentence, absent for customers. */
export interface TryView {
  number: number;
  startedAt: string;
  finishedAt: string | null;
  outcome: 'running' | 'succeeded' | 'failed' | 'postponed' | 'cancelled' | 'lost';
  message?: string | null;
}

/** A customer's view has `target`, `node`, `because`, `error.hint` and the tries' messages left out or emptied. */
export interface TaskView {
  id: number;
  /** 0: a call-back, which is a part of none and stands in no view of a service. */
  operationId: number;
  action: Action;
  lane: Lane;
  /** The item of the service that it is about; absent on every other. */
  item?: number;
  /** What the action is done to, `customer.com`, `hw-3fa9c1`. */
  target: string;
  node: { id: number; name: string } | null;
  status: TaskStatus;
  /** Attempts that count, of `maxAttempts`. */
  attempts: number;
  maxAttempts: number;
  weight: number;
  /** Ids of the tasks that must be done first. */
  after: readonly number[];
  createdAt: string;
  queuedAt: string | null;
  startedAt: string | null;
  finishedAt: string | null;
  /** When a retrying or postponed task is due again. */
  runAt: string | null;
  updatedAt: string;
  /** Why it is postponed, one sentence. */
  because: string | null;
  /** `customer` is what a customer reads in place of the message. */
  error: { message: string; hint: string; code: number | null; customer?: string; finding?: 'orphan' } | null;
  /** Whether the step had to change anything; null until it succeeded. */
  changed: boolean | null;
  tries: readonly TryView[];
  /** Median milliseconds of this action's recent runs; absent on what is new, null without history. */
  usualMs?: number | null;
}

export interface OperationView {
  id: number;
  kind: OperationKind;
  /** Counted per service and kind: Deployment #1. */
  number: number;
  generation: number;
  status: OperationStatus;
  openedBy: string;
  openedAt: string;
  finishedAt: string | null;
  /** 0 to 1000, by weight; never steps back. */
  progress: number;
  /** Median milliseconds of the whole, from finished runs of this product; null without history. */
  usualMs: number | null;
}

export interface ServiceFacts {
  id: number;
  externalId: string;
  domain: string;
  state: ServiceState;
  /** What it should be; differs from its state while it is brought there. */
  wanted: Wanted;
  generation: number;
  product: string;
  mode: string;
  reference: string;
  createdAt: string;
  /** Known once the service is active, null before; a customer may see all of it. */
  home: HomeFacts | null;
  certificates: readonly CertificateView[];
  /** Null for a service without a website. */
  site: SiteView | null;
  /** Null for a service without mail of its own. */
  mail: MailView | null;
  /** What the last look at its nodes found; a customer reads nothing of it. */
  drift: DriftView | null;
  /** Raised by every edit of its zone; the list itself, which may be long, is read for it. */
  zoneRev: number;
}
/** One certificate of a service: what Auto-SSL knows of it. A customer reads no `reason` of a panel. */
export interface CertificateView {
  role: CertificateRole;
  names: readonly string[];
  state: CertificateState;
  /** The customer's own was uploaded, and Auto-SSL rests. */
  own: boolean;
  reason: string;
  missing: readonly MissingRecord[];
  checkedAt: string | null;
  nextAt: string;
  /** Of what the server shows for it; null when it shows nothing, or somebody else's. */
  issuer: string | null;
  until: string | null;
  /** Whose certificate the server shows in its place, `node.brightwood.test`. */
  stranger: string | null;
  /** The names that what is served is good for. */
  covers: readonly string[];
  /** It ends within this many days. */
  warning: number | null;
}
export interface HomeFacts {
  /** The rooms that it has, and what the customer may do in each. */
  has: readonly Room[];
  rooms: RoomTerms;
  logins: readonly { role: Role; login: string; host: string }[];
  /** None for a name under the provider's own domain: nothing is to be pointed anywhere. */
  nameservers: readonly string[];
  /** It has a zone of its own, with records to set. */
  zone: boolean;
  /** The one address of a service with a single mailbox. */
  mailbox: string | null;
  /** Its size in MB; null = unlimited, or without a single mailbox. */
  mailboxMb: number | null;
  webmail: string | null;
  ipv4: string | null;
  /** What a new FTP account begins with. */
  ftpFolder: string;
  /** Where a larger plan is ordered. */
  upgrade: string | null;
  /** Milliseconds from order to live. */
  tookMs: number | null;
}

export interface ServiceView {
  seq: number;
  service: ServiceFacts;
  operations: readonly OperationView[];
  tasks: readonly TaskView[];
  /** Items that have changed since this view was read whole; a room reads its list by itself. */
  items: readonly ItemView[];
}

type Patch<T> = { id: number } & Partial<T>;
export type TaskPatch = Patch<Omit<TaskView, 'tries'>> & { try?: TryView; tries?: readonly TryView[] };
export interface ServiceEvent {
  seq: number;
  at: string;
  service?: Partial<ServiceFacts>;
  operations?: readonly Patch<OperationView>[];
  tasks?: readonly TaskPatch[];
  items?: readonly ItemView[];
}

/** A missing predecessor: ask for what lies between, or for a snapshot. */
export type Reduced = { view: ServiceView; gap: false } | { view: ServiceView; gap: true };

function upsert<T extends { id: number }>(list: readonly T[], patches: readonly Patch<T>[] | undefined, merge: (old: T | undefined, patch: Patch<T>) => T): readonly T[] {
  if (patches === undefined || patches.length === 0) return list;
  const byId = new Map(list.map((item) => [item.id, item]));
  for (const patch of patches) byId.set(patch.id, merge(byId.get(patch.id), patch));
  return [...byId.values()];
}

function mergeTask(old: TaskView | undefined, { try: one, ...patch }: TaskPatch): TaskView {
  const task = { ...old, ...patch, tries: patch.tries ?? old?.tries ?? [] } as TaskView;
  if (one === undefined) return task;
  return { ...task, tries: [...task.tries.filter((known) => known.number !== one.number), one].sort((a, b) => a.number - b.number) };
}

/** Applies an event that is next; drops one that is known; says `gap` for one that is too new. */
export function reduce(view: ServiceView, event: ServiceEvent): Reduced {
  if (event.seq <= view.seq) return { view, gap: false };
  if (event.seq !== view.seq + 1) return { view, gap: true };
  return {
    gap: false,
    view: {
      seq: event.seq,
      service: event.service === undefined ? view.service : { ...view.service, ...event.service },
      operations: upsert(view.operations, event.operations, (old, patch) => ({ ...old, ...patch }) as OperationView),
      tasks: upsert(view.tasks, event.tasks, mergeTask),
      // Those of an older generation are not there any more.
      items: upsert(event.service?.generation === undefined ? view.items : [], event.items, (_, item) => item as ItemView),
    },
  };
}
