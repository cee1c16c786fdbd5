/**
 * What people do to the items of a service: the wish is written and a `change` opened for it in one transaction, under
 * the service's lock. The task that runs reads the newest wish, so that of several edits the last one is what is made.
 */
import { and, eq, ne, sql } from 'drizzle-orm';
import type { Db, Tx } from '#db/client.ts';
import { itemView } from '#db/queries/items.ts';
import { items, placements, services } from '#db/schema/index.ts';
import { restoreActions } from '#server/core/action.ts';
import { itemRules } from '#server/core/items/index.ts';
import { type ItemKind, type ItemRules, type ItemSettings, type ItemView, mostOf, type Owner } from '#server/core/items/item.ts';
import { whyResting } from '#server/core/lifecycle.ts';
import { catchAllFault } from '#server/core/mail-settings.ts';
import { limitWords, type ProductLimits } from '#server/core/limits.ts';
import { accountKey } from '#server/core/modes/parts.ts';
import { domain, login, type Role } from '#server/core/names.ts';
import type { Secret } from '#server/core/secret.ts';
import type { TaskStatus } from '#server/core/task.ts';
import type { PlannedTask } from '#server/core/wish.ts';
import { Refused } from '#server/refused.ts';
import { openChange } from './change.ts';
import type { Engine } from './engine.ts';
import { passwordRow, rewritten } from './item.ts';
import { type Subject, subjectOf } from './operation.ts';
import type { Policies } from './policy.ts';
import { lockForPerson, retryOver, sign } from './retry.ts';
import { emit } from './emit.ts';
import { hold, moveHeld } from './transition.ts';

type Row = typeof items.$inferSelect;

/** Seconds in which a removal can be taken back. */
const UNDO_SECONDS = 10;

/** The rules of a kind that is only known when it runs: what they are given was read by the same rules. */
const rulesOf = (kind: ItemKind): ItemRules<ItemKind> => itemRules[kind];

/** Web and mail have one account in common. */
const isShared = (places: readonly { role: Role; login: string }[]): boolean => places.some((web) => web.role === 'web' && places.some((mail) => mail.role === 'mail' && mail.login === web.login));

export async function limitsOf(db: Db, serviceId: number): Promise<ProductLimits> {
  const [row] = await db.select({ desired: services.desired }).from(services).where(eq(services.id, serviceId));
  if (row === undefined) throw new Refused('NOT_FOUND', `Service ${serviceId} is not there`);
  return row.desired.limits;
}

/** What a service may have, and how many of one kind. */
export async function limitOf(db: Db, serviceId: number, kind: ItemKind): Promise<{ limits: ProductLimits; limit: number | null }> {
  const limits = await limitsOf(db, serviceId);
  const rules = rulesOf(kind);
  const places = rules.shares === undefined ? [] : await db.select({ role: placements.role, login: placements.login }).from(placements).innerJoin(services, and(eq(services.id, placements.serviceId), eq(services.generation, placements.generation))).where(eq(placements.serviceId, serviceId));
  return { limits, limit: mostOf(rules, limits, isShared(places)) };
}

/** Under the service's lock, for somebody who changes something in it. */
export async function openSubject(tx: Tx, serviceId: number): Promise<Subject> {
  const { state } = await lockForPerson(tx, serviceId);
  const subject = await subjectOf(tx, serviceId);
  const resting = whyResting({ state, wanted: subject.service.wanted });
  if (resting !== null) throw new Refused('CONFLICT', resting);
  if (state !== 'active') throw new Refused('CONFLICT', 'The service is being set up: it can be changed when that is done');
  return subject;
}

/** Of a website and of what is a part of it. */
export const SWITCHED_OFF = 'The website is switched off by the provider: it can be changed when it is on again';

/** What a person saw is not what is there any more. */
export const changedMeanwhile = (): Refused => new Refused('CONFLICT', 'It was changed meanwhile, by somebody else or in another window: look at it again, then change it', 'rev');

export function placeOf({ places }: Subject, role: Role): Subject['places'][number] {
  const place = places.find((one) => one.role === role);
  if (place === undefined) throw new Refused('PRECONDITION_FAILED', `This service has no ${role} account`);
  return place;
}

/** Whose account an item of this kind is in. */
export function ownerOf(subject: Subject, kind: ItemKind): Owner {
  if (rulesOf(kind).onSite === true && subject.service.desired.web.off) throw new Refused('CONFLICT', SWITCHED_OFF);
  return { domain: domain.parse(subject.service.domain), login: login.parse(placeOf(subject, rulesOf(kind).role).login) };
}

/** `doubt`: what is on the node is brought to the wish, whatever it is. */
export function taskFor(subject: Subject, row: Row, verb: 'add' | 'change' | 'remove', doubt = false): PlannedTask {
  const rules = rulesOf(row.kind);
  const { nodeId, login } = placeOf(subject, rules.role);
  const action = rules.actions[verb];
  if (action === null) throw new Refused('CONFLICT', `A ${rules.noun} stays as it was made`);
  return { key: action, action, nodeId, target: rules.title(row.name, ownerOf(subject, row.kind)), after: [], serialKey: accountKey(nodeId, login), item: row.id, ...(doubt && { doubt: true }) };
}

/** Counted with what is on its way, and without what is on its way out. */
async function others(tx: Tx, serviceId: number, kind: ItemKind, except: number): Promise<readonly Row[]> {
  return tx.select().from(items).where(and(eq(items.serviceId, serviceId), eq(items.kind, kind), sql`${items.wish} is not null`, ne(items.id, except)));
}

function checked(subject: Subject, kind: ItemKind, name: string, raw: unknown, beside: readonly Row[]): ItemSettings[ItemKind] {
  const rules = rulesOf(kind);
  const settings = rules.settings.safeParse(raw);
  if (!settings.success) throw new Refused('BAD_REQUEST', settings.error.issues[0]?.message ?? 'The settings are not valid', settings.error.issues[0]?.path.join('.'));
  const rest = beside.flatMap((row) => (row.wish === null ? [] : [{ name: row.name, settings: row.wish }]));
  const fault = rules.fault(name, settings.data, { ...ownerOf(subject, kind), limits: subject.service.desired.limits, others: rest });
  if (fault !== null) throw new Refused('CONFLICT', fault.message, fault.field);
  return settings.data;
}

/** What takes all other mail stays the name of somebody who reads it. */
function keepsCatchAll({ service: { desired, domain } }: Subject, kind: ItemKind, rest: readonly { name: string; wish: ItemSettings[ItemKind] | null }[]): void {
  if (kind !== 'mailbox') return;
  const names = rest.flatMap(({ name, wish }) => (wish === null ? [] : [{ name, aliases: (wish as ItemSettings['mailbox']).aliases }]));
  if (catchAllFault(desired.mail, domain, names) !== null) throw new Refused('CONFLICT', `${desired.mail.catchAll} takes all mail that nobody else gets: choose another address for that first`, 'aliases');
}

/** What is chosen once stays as it is. */
function asFixed(row: Row, settings: ItemSettings[ItemKind]): ItemSettings[ItemKind] {
  const before = (row.known ?? row.wish ?? {}) as Record<string, unknown>;
  const fixed: readonly string[] = row.known === null ? [] : (rulesOf(row.kind).fixed ?? []);
  const other = fixed.find((key) => JSON.stringify((settings as unknown as Record<string, unknown>)[key]) !== JSON.stringify(before[key]));
  if (other !== undefined) throw new Refused('CONFLICT', 'This is chosen once: remove it and add another one', other);
  return settings;
}

export interface NewItem {
  kind: ItemKind;
  name: string;
  settings: unknown;
  password: Secret | null;
}

/** How many of a kind a service may have; null = any number. */
export const mostIn = ({ service, places }: Subject, kind: ItemKind): number | null => mostOf(rulesOf(kind), service.desired.limits, isShared(places));

export function withinLimit(subject: Subject, kind: ItemKind, there: number): void {
  const rules = rulesOf(kind);
  const { limit } = rules;
  const most = mostIn(subject, kind);
  if (most === null || there < most) return;
  throw new Refused('CONFLICT', typeof limit === 'number' ? `${there} of ${limit} are used: remove one first` : `${limitWords[limit].label}: ${there} of ${most} are used. Remove one, or order more`, 'limit');
}

function seal(engine: Engine, subject: Subject, row: Pick<Row, 'kind' | 'name'>, password: Secret): string {
  const fault = rulesOf(row.kind).passwordFault?.(password) ?? null;
  if (fault !== null) throw new Refused('BAD_REQUEST', fault, 'password');
  return engine.sealer.seal(password.reveal(), passwordRow(subject.service.reference, row));
}

/** Throws `Refused`: over the limit, taken, not valid, or the service is not to be changed now. */
export async function addItem(engine: Engine, serviceId: number, wanted: NewItem, by: string): Promise<ItemView> {
  const policies = await engine.policies();
  return engine.db.transaction(async (tx) => {
    const subject = await openSubject(tx, serviceId);
    const { kind } = wanted;
    const rules = rulesOf(kind);
    const owner = ownerOf(subject, kind);
    const all = await tx.select().from(items).where(and(eq(items.serviceId, serviceId), eq(items.kind, kind)));
    const name = rules.name.safeParse(rules.nameFor?.(all.map((row) => row.name)) ?? wanted.name);
    if (!name.success) throw new Refused('BAD_REQUEST', name.error.issues[0]?.message ?? 'Name is not valid', 'name');
    if (rules.password && wanted.password === null) throw new Refused('BAD_REQUEST', 'Password is missing', 'password');
    const taken = all.find((row) => row.name === name.data);
    if (taken !== undefined) throw new Refused('CONFLICT', `${rules.title(name.data, owner)} ${taken.wish === null ? 'is just being removed: add it again when that is done' : 'is there already'}`, 'name');
    const beside = all.filter((row) => row.wish !== null);
    withinLimit(subject, kind, beside.length);
    const settings = checked(subject, kind, name.data, wanted.settings, beside);
    const password = wanted.password === null || !rules.password ? null : seal(engine, subject, { kind, name: name.data }, wanted.password);
    const [row] = await tx.insert(items).values({ serviceId, kind, name: name.data, wish: settings, password, passwordVersion: password === null ? 0 : 1 }).returning();
    if (row === undefined) throw new Error('An item was not written');
    return opened(tx, engine, subject, row, { verb: 'add', by, policies });
  });
}

async function opened(tx: Tx, engine: Engine, subject: Subject, row: Row, { verb, by, policies, delaySeconds, doubt = false }: { verb: 'add' | 'change' | 'remove'; by: string; policies: Policies; delaySeconds?: number; doubt?: boolean }): Promise<ItemView> {
  const view = itemView(row);
  await openChange(tx, engine, subject, { plan: [taskFor(subject, row, verb, doubt)], openedBy: by, policies, urgent: true, items: [view], ...(delaySeconds !== undefined && { delaySeconds }) });
  return view;
}

/** `rev`: what the person saw; null for one who asks whatever is there. */
export interface AtItem {
  id: number;
  rev: number | null;
}

export async function itemAt(tx: Tx, serviceId: number, { id, rev }: AtItem): Promise<Row> {
  const [row] = await tx.select().from(items).where(and(eq(items.serviceId, serviceId), eq(items.id, id)));
  if (row === undefined) throw new Refused('NOT_FOUND', 'It is not there any more');
  if (rev !== null && row.rev !== rev) throw changedMeanwhile();
  return row;
}

/** Its settings, its password, or both. */
export async function changeItem(engine: Engine, serviceId: number, at: AtItem, wanted: { settings?: unknown; password: Secret | null }, by: string): Promise<ItemView> {
  const policies = await engine.policies();
  return engine.db.transaction(async (tx) => {
    const subject = await openSubject(tx, serviceId);
    const row = await itemAt(tx, serviceId, at);
    if (row.wish === null) throw new Refused('CONFLICT', 'It is being removed');
    if (row.known !== null && rulesOf(row.kind).actions.change === null) throw new Refused('CONFLICT', `A ${rulesOf(row.kind).noun} stays as it was made`);
    const beside = await others(tx, serviceId, row.kind, row.id);
    const settings = wanted.settings === undefined ? row.wish : asFixed(row, checked(subject, row.kind, row.name, wanted.settings, beside));
    keepsCatchAll(subject, row.kind, [...beside, { name: row.name, wish: settings }]);
    const password = wanted.password === null || !rulesOf(row.kind).password ? {} : { password: seal(engine, subject, row, wanted.password), passwordVersion: row.passwordVersion + 1 };
    return opened(tx, engine, subject, await rewritten(tx, row, { wish: settings, outside: null, ...password }), { verb: row.known === null ? 'add' : 'change', by, policies, doubt: row.outside !== null || (await isHalf(tx, row.id)) });
  });
}

/** Begins after ten seconds, in which it can be taken back. */
export async function removeItem(engine: Engine, serviceId: number, at: AtItem, by: string): Promise<ItemView> {
  const policies = await engine.policies();
  return engine.db.transaction(async (tx) => {
    const subject = await openSubject(tx, serviceId);
    const row = await itemAt(tx, serviceId, at);
    if (row.wish === null) return itemView(row);
    keepsCatchAll(subject, row.kind, await others(tx, serviceId, row.kind, row.id));
    return opened(tx, engine, subject, await rewritten(tx, row, { wish: null, before: row.wish }), { verb: 'remove', by, policies, delaySeconds: UNDO_SECONDS });
  });
}

interface ItsTask {
  id: number;
  status: TaskStatus;
}
async function newestTask(tx: Tx, itemId: number): Promise<ItsTask | null> {
  const { rows } = await tx.execute<ItsTask & Record<string, unknown>>(sql`select id, status from tasks where item_id = ${itemId} and not action = any(${sql.param([...restoreActions])}::text[]) order by id desc limit 1`);
  return rows[0] ?? null;
}

/** The last change of it did not come to its end: what is there is ours, and may be a half of it. */
async function isHalf(tx: Tx, itemId: number): Promise<boolean> {
  const task = await newestTask(tx, itemId);
  return task !== null && task.status !== 'succeeded';
}

/** What somebody made of it on the node is what it should be from now on; what is gone there goes here as well. */
export async function keepItem(engine: Engine, serviceId: number, at: AtItem): Promise<ItemView> {
  return engine.db.transaction(async (tx) => {
    await openSubject(tx, serviceId);
    const row = await itemAt(tx, serviceId, at);
    const { outside } = row;
    if (outside === null) return itemView(row);
    if (!outside.gone && outside.found === null) throw new Refused('CONFLICT', 'What is on the server can not be kept: it is set to something that can not be set here');
    const task = await newestTask(tx, row.id);
    if (outside.gone) await tx.delete(items).where(eq(items.id, row.id));
    const view: ItemView = outside.gone ? { ...itemView({ ...row, rev: row.rev + 1 }), gone: true } : itemView(await rewritten(tx, row, { wish: outside.found, known: outside.found, outside: null, aside: task?.id ?? null, password: null }));
    await emit(tx, serviceId, { items: [view] });
    return view;
  });
}

/** What somebody made of it on the node is undone. */
export async function setBackItem(engine: Engine, serviceId: number, at: AtItem, by: string): Promise<ItemView> {
  const [row] = await engine.db.select({ kind: items.kind, outside: items.outside }).from(items).where(and(eq(items.serviceId, serviceId), eq(items.id, at.id)));
  if (row?.outside?.gone === true && rulesOf(row.kind).password) throw new Refused('CONFLICT', 'Its password is not known any more: edit it with a new one, and it is made again', 'password');
  return changeItem(engine, serviceId, at, { password: null }, by);
}

/** Takes a removal back that has not begun. */
export async function undoItem(engine: Engine, serviceId: number, id: number, by: string): Promise<ItemView> {
  return engine.db.transaction(async (tx) => {
    await lockForPerson(tx, serviceId);
    const row = await itemAt(tx, serviceId, { id, rev: null });
    const task = await newestTask(tx, id);
    if (row.wish !== null) return itemView(row);
    if (task?.status !== 'postponed' && task?.status !== 'queued') throw new Refused('CONFLICT', 'It is being removed already: this can not be taken back any more');
    const view = itemView(await rewritten(tx, row, { wish: row.before, before: null, aside: task.id }));
    await moveHeld(tx, engine.boss, await hold(tx, serviceId, [task.id]), [{ taskId: task.id, to: 'cancelled' }], { items: [view] });
    await sign(tx, [task.id], { did: 'undo', by });
    return view;
  });
}

/** Once more, with fresh attempts. */
export async function retryItem(engine: Engine, serviceId: number, id: number, by: string): Promise<ItemView> {
  const policies = await engine.policies();
  return engine.db.transaction(async (tx) => {
    await openSubject(tx, serviceId);
    const row = await itemAt(tx, serviceId, { id, rev: null });
    if (row.outside !== null) throw new Refused('CONFLICT', 'It was changed on the server meanwhile: keep that, or set it back');
    const task = await newestTask(tx, id);
    if (task === null) throw new Refused('CONFLICT', 'There is nothing to try again');
    await retryOver(tx, engine, serviceId, { taskIds: [task.id], policies, by });
    return itemView(row);
  });
}

/** After a change that did not work: the wish is again what is known, and what never came to be goes. */
export async function discardItem(engine: Engine, serviceId: number, id: number, by: string): Promise<ItemView> {
  return engine.db.transaction(async (tx) => {
    await lockForPerson(tx, serviceId);
    const row = await itemAt(tx, serviceId, { id, rev: null });
    const task = await newestTask(tx, id);
    if (task !== null && task.status !== 'failed' && task.status !== 'cancelled') throw new Refused('CONFLICT', 'It is being worked on: only what did not work can be set aside');
    if (row.known === null) await tx.delete(items).where(eq(items.id, id));
    const next = row.known === null ? { ...row, rev: row.rev + 1 } : await rewritten(tx, row, { wish: row.known, aside: task?.id ?? null, password: null });
    const view: ItemView = { ...itemView(next), ...(row.known === null && { gone: true }) };
    await emit(tx, serviceId, { items: [view] });
    if (task !== null) await sign(tx, [task.id], { did: 'discard', by });
    return view;
  });
}
