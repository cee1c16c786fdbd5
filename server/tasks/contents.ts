/** What would be destroyed, read from the nodes as they are now. A node that does not answer is said to be unknown, never left out. */
import { eq } from 'drizzle-orm';
import { nodes, services } from '#db/schema/index.ts';
import { nodeWords } from '#server/core/node.ts';
import { type AccountContents, isSilence, type Panel } from '#server/core/panel.ts';
import { addressOf, hostOf } from '#server/core/vanity.ts';
import { login, roles } from '#server/core/names.ts';
import type { Wish } from '#server/core/wish.ts';
import { Refused } from '#server/refused.ts';
import type { Engine } from './engine.ts';
import type { NodeRow } from './load.ts';
import { type Subject, subjectOf } from './operation.ts';
import { wishOf } from './wish.ts';

const LOOK_MS = 8000;

/** One account, or what the service has as a guest of one. */
export interface Found {
  node: string;
  /** `customer-com-web`, `rosa@brightwood.net`. */
  account: string;
  /** Null: there is nothing of it; absent when it is not known. */
  contents?: AccountContents | null;
  /** Why it is not known. */
  silent?: string;
}
interface Place {
  node: NodeRow;
  account: string;
  read: (panel: Panel) => Promise<AccountContents | null>;
}

const nothing: AccountContents = { sites: [], databases: [], mailboxes: [], zones: [] };

async function ask(engine: Engine, { node, account, read }: Place): Promise<Found> {
  const about = { node: node.name, account };
  if (node.state === 'maintenance' || node.state === 'off') return { ...about, silent: `${node.name} was not asked: ${nodeWords[node.state].help}` };
  try {
    return { ...about, contents: await read(engine.panelOf(node, { write: () => undefined, signal: AbortSignal.timeout(LOOK_MS), look: true })) };
  } catch (error) {
    const late = error instanceof Error && error.name === 'TimeoutError';
    if (late) return { ...about, silent: `${node.name} did not answer within ${LOOK_MS / 1000} s` };
    if (isSilence(error)) return { ...about, silent: error.message };
    throw error;
  }
}

function guestPlaces({ guests }: Subject, wish: Wish, nodeOf: (id: number) => NodeRow): readonly Place[] {
  const { guest } = wish;
  if (guest === null) return [];
  return guests.map(({ kind, nodeId }): Place => (kind === 'mailbox'
    ? { node: nodeOf(nodeId), account: addressOf(guest.mailbox), read: async (panel) => ((await panel.mailboxes.find(guest.mailbox)) === null ? null : { ...nothing, mailboxes: [{ name: addressOf(guest.mailbox), sizeMb: null }] }) }
    : { node: nodeOf(nodeId), account: hostOf(guest.record), read: async (panel) => ({ ...nothing, zones: [{ name: hostOf(guest.record), records: (await panel.zoneRecords.find(guest.record)).length }] }) }));
}

function accountPlaces({ places }: Subject, nodeOf: (id: number) => NodeRow): readonly Place[] {
  const inOrder = roles.flatMap((role) => places.filter((place) => place.role === role).toSorted((a, b) => a.nodeId - b.nodeId));
  const seats = new Map(inOrder.map((place) => [`${place.nodeId}:${place.login}`, place]));
  return [...seats.values()].map((place) => ({ node: nodeOf(place.nodeId), account: place.login, read: (panel) => panel.users.contents(login.parse(place.login)) }));
}

/** Nodes are asked side by side, each for at most eight seconds. Throws `Refused` for a service that is not there. */
export async function contentsOf(engine: Engine, serviceId: number): Promise<readonly Found[]> {
  const { subject, sites } = await engine.db.transaction(async (tx) => {
    const [known] = await tx.select({ id: services.id }).from(services).where(eq(services.id, serviceId));
    if (known === undefined) throw new Refused('NOT_FOUND', `Service ${serviceId} is not there`);
    return { subject: await subjectOf(tx, serviceId), sites: await tx.select().from(nodes) };
  }, { isolationLevel: 'repeatable read', accessMode: 'read only' });
  const nodeOf = (id: number): NodeRow => {
    const found = sites.find((site) => site.id === id);
    if (found === undefined) throw new Error(`Node ${id} of service ${serviceId} is gone`);
    return found;
  };
  const wish = wishOf(subject.service, subject.places, sites, subject.guests, engine.sealer);
  return Promise.all([...accountPlaces(subject, nodeOf), ...guestPlaces(subject, wish, nodeOf)].map((place) => ask(engine, place)));
}
