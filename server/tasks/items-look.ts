/**
 * A look at a service's items as they are on their nodes: each that somebody changed there is marked, and never overwritten
 * without a word. An item that is on its way is left alone, and a service has only so many looked at.
 */
import { and, asc, eq, inArray, isNotNull, sql } from 'drizzle-orm';
import { itemView } from '#db/queries/items.ts';
import { items, nodes, services } from '#db/schema/index.ts';
import { itemRules } from '#server/core/items/index.ts';
import type { ItemKind, ItemView, Outside } from '#server/core/items/item.ts';
import { isSilence } from '#server/core/panel.ts';
import { itemSights } from '#server/core/steps/index.ts';
import { lookingOnly } from '#server/core/verify.ts';
import type { ItemTask, Wish } from '#server/core/wish.ts';
import { Refused } from '#server/refused.ts';
import type { Engine } from './engine.ts';
import { rewritten } from './item.ts';
import type { NodeRow } from './load.ts';
import { subjectOf } from './operation.ts';
import { emit } from './emit.ts';
import { lockService } from './transition.ts';
import type { Background } from './verify.ts';
import { wishOf } from './wish.ts';

type Row = typeof items.$inferSelect;

const LOOK_MS = 30_000;
/** Each costs its node a read or two. */
const MOST = 100;

/** Nothing of it is on its way, and its last change came to its end. */
const atRest = sql`coalesce((select t.status from tasks t where t.item_id = ${items.id} order by t.id desc limit 1), 'succeeded') = 'succeeded'`;

async function read(engine: Engine, serviceId: number, kinds: readonly ItemKind[]) {
  return engine.db.transaction(async (tx) => {
    const [service] = await tx.select({ state: services.state }).from(services).where(eq(services.id, serviceId));
    if (service === undefined) throw new Refused('NOT_FOUND', `Service ${serviceId} is not there`);
    // What sleeps with its account looks changed, and is not.
    if (service.state !== 'active') return null;
    const subject = await subjectOf(tx, serviceId);
    const fleet = await tx.select().from(nodes);
    const rows = await tx.select().from(items).where(and(eq(items.serviceId, serviceId), inArray(items.kind, [...kinds]), isNotNull(items.known), isNotNull(items.wish), atRest)).orderBy(asc(items.id)).limit(MOST);
    return { subject, fleet, rows, wish: wishOf(subject.service, subject.places, fleet, subject.guests, engine.sealer) };
  }, { isolationLevel: 'repeatable read', accessMode: 'read only' });
}

interface Seen {
  row: Row;
  outside: Outside | null;
}

const taskOf = ({ kind, name, wish, known, passwordVersion }: Row): ItemTask => ({ kind, name, settings: wish, known, password: null, passwordVersion }) as ItemTask;

async function lookAt(engine: Engine, node: NodeRow, rows: readonly Row[], wish: Wish, signal: AbortSignal): Promise<readonly Seen[]> {
  const panel = lookingOnly(engine.panelOf(node, { write: () => undefined, signal, look: true }));
  const seen: Seen[] = [];
  for (const row of rows) seen.push({ row, outside: await itemSights[row.kind]({ panel, wish: { ...wish, item: taskOf(row) }, doubt: false, claim: null, target: row.name, say: () => undefined }) });
  return seen;
}

/** Null when the node does not tell. */
async function lookWithin(engine: Engine, node: NodeRow, rows: readonly Row[], wish: Wish, ending: AbortSignal | undefined): Promise<readonly Seen[] | null> {
  const deadline = AbortSignal.timeout(LOOK_MS);
  const until = ending === undefined ? deadline : AbortSignal.any([ending, deadline]);
  try {
    return await lookAt(engine, node, rows, wish, until);
  } catch (error) {
    if (until.aborted || isSilence(error)) return null;
    throw error;
  }
}

/** Writes what is new of what was seen, where nothing has happened to it meanwhile. */
async function note(engine: Engine, serviceId: number, seen: readonly Seen[]): Promise<void> {
  const news = seen.filter(({ row, outside }) => JSON.stringify(row.outside) !== JSON.stringify(outside));
  if (news.length === 0) return;
  await engine.db.transaction(async (tx) => {
    await lockService(tx, serviceId);
    const views: ItemView[] = [];
    for (const { row, outside } of news) {
      const [now] = await tx.select().from(items).where(and(eq(items.id, row.id), eq(items.rev, row.rev), atRest));
      if (now !== undefined) views.push(itemView(await rewritten(tx, now, { outside })));
    }
    if (views.length > 0) await emit(tx, serviceId, { items: views });
  });
}

export interface ItemLook {
  kinds?: readonly ItemKind[];
  /** Without it, a person waits. */
  background?: Background;
}

/** Answers how many it saw; null when a node could not be asked. */
export async function lookAtItems(engine: Engine, serviceId: number, { kinds = Object.keys(itemRules) as ItemKind[], background }: ItemLook = {}): Promise<number | null> {
  const known = await read(engine, serviceId, kinds);
  if (known === null) return 0;
  const { subject, fleet, rows, wish } = known;
  const looks = [...Map.groupBy(rows, (row) => subject.places.find((place) => place.role === itemRules[row.kind].role)?.nodeId)].map(async ([nodeId, own]): Promise<number | null> => {
    const node = fleet.find((one) => one.id === nodeId);
    if (node === undefined || node.state === 'maintenance' || node.state === 'off' || (node.circuitUntil !== null && node.circuitUntil > new Date())) return null;
    const look = (): Promise<readonly Seen[] | null> => lookWithin(engine, node, own, wish, background?.signal);
    const found = await (background === undefined ? look() : background.gate(node.id, look));
    if (found !== null) await note(engine, serviceId, found);
    return found === null ? null : own.length;
  });
  const counts = await Promise.all(looks);
  return counts.reduce<number | null>((sum, one) => (sum === null || one === null ? null : sum + one), 0);
}

/** A look that a person waits for. Throws `Refused` when a node does not answer. */
export async function lookNow(engine: Engine, serviceId: number, kind: ItemKind): Promise<{ seen: number }> {
  const seen = await lookAtItems(engine, serviceId, { kinds: [kind] });
  if (seen === null) throw new Refused('CONFLICT', 'The server does not answer just now: look again when it does');
  return { seen };
}
