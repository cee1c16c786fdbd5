/** Brings a failure ticket in WHMCS to what is to be said in it: opened once, noted, closed; each at most once. */
import { and, asc, eq, inArray, isNull, lte } from 'drizzle-orm';
import type { Db } from '#db/client.ts';
import { nodes, ticketEntries, tickets } from '#db/schema/index.ts';
import { done, failed, type Outcome } from '#server/core/outcome.ts';
import { again, customerTicket, listText, nodeTicket, noteTag, staffText, staffTicket, tagOf, type TicketSettings, type Written } from '#server/core/ticket.ts';
import * as whmcs from './actions.ts';
import type { Called } from './client.ts';
import { type Job, troubleOf } from './job.ts';

type Ticket = typeof tickets.$inferSelect;
type Entry = typeof ticketEntries.$inferSelect;
interface Standing {
  ticket: Ticket;
  /** What WHMCS does not know yet, in order. */
  open: readonly Entry[];
  /** Failures that nothing has made good. */
  broken: readonly Entry[];
}

const byService = (entries: readonly Entry[]): readonly Entry[] => [...new Map(entries.map((entry) => [entry.serviceId, entry])).values()];

/** Under the ticket's lock, as whoever adds to it: see `addEntry`. */
async function standing(db: Db, ticketId: number): Promise<Standing | null> {
  return db.transaction(async (tx) => {
    const [ticket] = await tx.select().from(tickets).where(eq(tickets.id, ticketId)).for('no key update');
    if (ticket === undefined) return null;
    const entries = await tx.select().from(ticketEntries).where(eq(ticketEntries.ticketId, ticketId)).orderBy(asc(ticketEntries.id));
    return { ticket, open: entries.filter(({ saidAt }) => saidAt === null), broken: byService(entries).filter(({ said }) => said.is === 'failed') };
  });
}

const mark = async (db: Db, entries: readonly Entry[]): Promise<void> => {
  if (entries.length > 0) await db.update(ticketEntries).set({ saidAt: new Date() }).where(and(inArray(ticketEntries.id, entries.map(({ id }) => id)), isNull(ticketEntries.saidAt)));
};

const change = async (db: Db, id: number, set: Partial<Ticket>): Promise<void> => { await db.update(tickets).set(set).where(eq(tickets.id, id)); };

interface Terms {
  settings: TicketSettings;
  url: string | null;
  node: string;
}

/** A ticket of one operation may be its customer's; one of a server never is. */
const isForCustomer = ({ operationId }: Ticket, { settings }: Terms): boolean => operationId !== null && settings.visible;

function writtenOf({ ticket, broken }: Standing, terms: Terms): Written | null {
  const [first] = broken;
  if (first === undefined) return null;
  const at = { tag: tagOf(ticket.marker, ticket.round), previous: ticket.previous, url: terms.url };
  if (ticket.operationId === null) return nodeTicket(broken.map(({ said }) => said), { ...at, node: terms.node });
  return isForCustomer(ticket, terms) ? customerTicket(first.said, at, terms.settings) : staffTicket(first.said, at);
}

const isClosed = (status: string): boolean => status.toLowerCase() === 'closed';

interface Found {
  id: string;
  tid: string;
  status: string;
}
/**
 * The subject is only nearly matched there: exactly ours is the one with our tag in it. A call that was delivered twice has
 * left two: the one that nobody has closed goes on.
 */
async function search({ access, io, ask }: Job, tag: string, besides: string | null = null): Promise<Called<Found | null>> {
  const asked = await ask('GetTickets', whmcs.ticketsLike(access, tag, io));
  if (asked.is !== 'ok') return asked;
  const own = asked.data.tickets.filter(({ id, subject }) => subject.includes(tag) && id !== besides);
  return { is: 'ok', data: own.find(({ status }) => !isClosed(status)) ?? own[0] ?? null };
}

async function opened(job: Job, at: Standing, written: Written, terms: Terms): Promise<Called<{ id: string; tid: string }>> {
  const { access, instance, service, io, ask, deps: { db } } = job;
  const { ticket } = at;
  if (ticket.state === 'opening') {
    const found = await search(job, tagOf(ticket.marker, ticket.round));
    if (found.is !== 'ok') return found;
    if (found.data !== null) return { is: 'ok', data: found.data };
  }
  await change(db, ticket.id, { state: 'opening' });
  const { settings } = terms;
  const from = isForCustomer(ticket, terms) ? { clientId: service.desired.clientId, serviceId: service.externalId } : { name: settings.name, email: settings.email };
  return ask('OpenTicket', whmcs.openTicket(access, { department: instance.ticketDepartment ?? '', ...written, priority: settings.priority, from }, io));
}

async function open(job: Job, at: Standing, terms: Terms): Promise<Outcome> {
  const { deps: { db }, instance, task } = job;
  const written = writtenOf(at, terms);
  if (written === null) {
    // It has worked after all, before anybody was told.
    await mark(db, at.open);
    return done(false);
  }
  if (instance.ticketDepartment === null) return failed(`No support department is chosen for ${instance.name}`, 'Choose one under Settings, WHMCS, then retry.', { retry: false });
  const answer = await opened(job, at, written, terms);
  if (answer.is !== 'ok') {
    // Refused is not opened; without an answer it may be.
    if (answer.is === 'refused') await change(db, at.ticket.id, { state: 'none' });
    return troubleOf(answer, task.starts);
  }
  await change(db, at.ticket.id, { state: 'open', ticketId: answer.data.id, tid: answer.data.tid });
  // What staff need to know stands in a note of the customer's ticket.
  const told = isForCustomer(at.ticket, terms) ? at.open.filter(({ said }) => said.is === 'recovered') : at.open;
  await mark(db, told);
  return bringTicket(job, at.ticket.id);
}

function noteOf(entries: readonly Entry[], { ticket }: Standing, terms: Terms): string {
  const { url } = terms;
  const [only] = entries;
  const what = only !== undefined && entries.length === 1 ? staffText(only.said, url) : listText(entries.map(({ said }) => said), url);
  // What a customer's ticket goes on from is said to staff in their own words.
  const text = isForCustomer(ticket, terms) ? [...again(ticket.previous), what].join('\n\n') : what;
  return `${text}\n\n${noteTag(entries.at(-1)?.id ?? 0)}`;
}

async function close(job: Job, { ticket, broken }: Standing, { settings }: Terms): Promise<Called<unknown>> {
  if (broken.length > 0 || !settings.close || ticket.state !== 'open') return { is: 'ok', data: null };
  const closed = await job.ask('UpdateTicket', whmcs.closeTicket(job.access, ticket.ticketId ?? '', job.io));
  if (closed.is === 'ok') await change(job.deps.db, ticket.id, { state: 'closed' });
  return closed;
}

/** Where ours is closed or deleted: its double, if that is still open. Whoever tidies up two of them can't know which one is ours. */
async function doubleOf(job: Job, { ticketId, marker, round }: Ticket): Promise<Called<Found | null>> {
  const found = await search(job, tagOf(marker, round), ticketId);
  if (found.is === 'ok') return found.data !== null && isClosed(found.data.status) ? { is: 'ok', data: null } : found;
  // One that may not be looked for, or whose list is not understood, holds up nothing.
  return found.is === 'down' && found.unread !== true ? found : { is: 'ok', data: null };
}

async function goOn(job: Job, at: Standing, terms: Terms, moved = false): Promise<Outcome> {
  const { deps: { db }, access, io, ask, task } = job;
  const { ticket, open: entries, broken } = at;
  const there = await ask('GetTicket', whmcs.ticket(access, ticket.ticketId ?? '', io));
  if (there.is === 'down') return troubleOf({ ...there, sent: true }, task.starts);
  // One that was deleted there is refused; so is one that is closed, when it has failed once more.
  const gone = there.is === 'refused' ? there.why === 'other' : isClosed(there.data.status);
  if (there.is === 'refused' && !gone) return troubleOf(there, task.starts);
  if (gone && !moved) {
    const double = await doubleOf(job, ticket);
    if (double.is !== 'ok') return troubleOf(double, task.starts);
    if (double.data !== null) {
      const set = { ticketId: double.data.id, tid: double.data.tid };
      await change(db, ticket.id, set);
      return goOn(job, { ...at, ticket: { ...ticket, ...set } }, terms, true);
    }
  }
  if (gone && broken.length === 0) {
    await mark(db, entries);
    await change(db, ticket.id, { state: 'closed' });
    return done(false);
  }
  if (gone) {
    await change(db, ticket.id, { state: 'none', round: ticket.round + 1, previous: ticket.tid, ticketId: null, tid: null });
    return bringTicket(job, ticket.id);
  }
  // A note whose answer was lost says all up to its number; what came since is another.
  const notes = there.is === 'ok' ? there.data.notes : [];
  const left = entries.slice(entries.findLastIndex(({ id }) => notes.some(({ message }) => message.includes(noteTag(id)))) + 1);
  if (left.length > 0) {
    const noted = await ask('AddTicketNote', whmcs.addNote(access, ticket.ticketId ?? '', noteOf(left, at, terms), io));
    if (noted.is !== 'ok') return troubleOf(noted, task.starts);
  }
  const closed = await close(job, at, terms);
  if (closed.is !== 'ok') return troubleOf(closed, task.starts);
  await db.update(ticketEntries).set({ saidAt: new Date() }).where(and(eq(ticketEntries.ticketId, ticket.id), lte(ticketEntries.id, entries.at(-1)?.id ?? 0), isNull(ticketEntries.saidAt)));
  return done(true);
}

async function termsOf({ deps }: Job, { nodeId }: Ticket): Promise<Terms> {
  const [node] = nodeId === null ? [] : await deps.db.select({ name: nodes.name }).from(nodes).where(eq(nodes.id, nodeId));
  return { settings: (await deps.settings()).tickets, url: deps.publicUrl(), node: node?.name ?? '' };
}

export async function bringTicket(job: Job, ticketId: number): Promise<Outcome> {
  const at = await standing(job.deps.db, ticketId);
  if (at === null || at.open.length === 0) return done(false);
  const terms = await termsOf(job, at.ticket);
  return at.ticket.state === 'none' || at.ticket.state === 'opening' ? open(job, at, terms) : goOn(job, at, terms);
}
