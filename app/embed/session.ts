/** The frame's session, outside React: ticket in, token and view out, renewed before it ends. */
import { TRPCClientError } from '@trpc/client';
import { liveOf } from '#app/_live/socket.ts';
import type { RoomsApi } from '#app/_rooms/room-context.tsx';
import { embedClient } from '#app/_trpc/embed.ts';
import { suggestLanguage } from '#app/_words/page-language.ts';
import type { Outputs } from '#app/_trpc/outputs.ts';
import type { ServiceView } from '#server/core/view.ts';

export interface Entered {
  token: string;
  view: ServiceView;
  /** Milliseconds that the server's clock is ahead of this one. */
  offset: number;
  parentOrigin: string;
  /** Who looks in the customer's place; null for the customer. */
  admin: string | null;
}
type Arrived = Outputs['embed']['exchange'];
export type SessionState = { is: 'entering' } | { is: 'expired' } | { is: 'unreachable'; retrying: boolean } | { is: 'in'; entered: Entered };

/** A token is renewed when this much of its life is left. */
const EARLY_MS = 120_000;
const AGAIN_MS = 5000;
/** How long the page around us may take to fetch another ticket. */
const TICKET_MS = 4000;

/** Taken out of the address before anything else runs, so that no history, log or referrer can hold it. */
function takeTicket(): string | null {
  const ticket = new URLSearchParams(location.hash.slice(1)).get('t');
  if (ticket !== null) history.replaceState(null, '', location.pathname + location.search);
  return ticket;
}

/** Nothing in it is for nobody's eyes: whoever frames us may read it. */
const tell = (type: 'ready' | 'ticket-needed'): void => parent.postMessage({ source: 'hostwright', v: 1, type }, '*');

const isDenied = (error: unknown): boolean => error instanceof TRPCClientError && ['UNAUTHORIZED', 'NOT_FOUND', 'BAD_REQUEST'].includes(String(error.data?.code));

export class Session {
  #state: SessionState = { is: 'entering' };
  #ticket: string | null = null;
  #token: string | null = null;
  #renewal: ReturnType<typeof setTimeout> | undefined;
  /** Since the last ticket that was good, the page around us was asked for another. */
  #asked = false;
  #patience: ReturnType<typeof setTimeout> | undefined;
  readonly #client = embedClient(() => this.#token);
  readonly #listeners = new Set<() => void>();

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };
  readonly state = (): SessionState => this.#state;

  /** For a page of its own, whose visit has begun already: nobody around it could make another ticket. */
  startWith(session: Arrived): void {
    this.#take(session);
  }

  start(): void {
    this.#ticket = takeTicket();
    addEventListener('message', ({ source, data }: MessageEvent<unknown>) => {
      if (source !== parent || typeof data !== 'object' || data === null || !('type' in data)) return;
      if (data.type === 'no-ticket') return this.#close();
      if (data.type !== 'ticket' || !('ticket' in data)) return;
      // Whoever frames us has passed the browser's own check; a forged ticket is refused by its signature.
      this.#ticket = String(data.ticket);
      void this.enter();
    });
    if (parent !== window) tell('ready');
    void this.enter();
  }

  readonly enter = async (): Promise<void> => {
    clearTimeout(this.#patience);
    if (this.#ticket === null) return this.#set({ is: 'expired' });
    if (this.#state.is === 'unreachable') this.#set({ is: 'unreachable', retrying: true });
    try {
      this.#take(await this.#client.embed.exchange.mutate({ ticket: this.#ticket }));
    } catch (error) {
      if (isDenied(error)) this.#askOnce();
      else this.#set({ is: 'unreachable', retrying: false });
    }
  };

  #take(session: Arrived): void {
    this.#token = session.token;
    this.#asked = false;
    suggestLanguage(session.language);
    liveOf(session.token).renew(session.token);
    this.#renewBefore(session.expiresAt);
    this.#set({ is: 'in', entered: { token: session.token, view: session.view, offset: new Date(session.now).getTime() - Date.now(), parentOrigin: session.parentOrigin, admin: session.admin } });
  }

  readonly retry = (): Promise<unknown> => this.#client.embed.retry.mutate();

  /** What the rooms ask for. */
  readonly items: RoomsApi = {
    list: (kind) => this.#client.embed.items.list.query({ kind }),
    add: (item) => this.#client.embed.items.add.mutate(item),
    change: (item) => this.#client.embed.items.change.mutate(item),
    remove: (item) => this.#client.embed.items.remove.mutate(item),
    undo: (item) => this.#client.embed.items.undo.mutate(item),
    retry: (item) => this.#client.embed.items.retry.mutate(item),
    discard: (item) => this.#client.embed.items.discard.mutate(item),
    keep: (item) => this.#client.embed.items.keep.mutate(item),
    setBack: (item) => this.#client.embed.items.setBack.mutate(item),
    look: null,
    dns: {
      list: () => this.#client.embed.dns.list.query(),
      change: (edit) => this.#client.embed.dns.change.mutate(edit),
      retry: () => this.#client.embed.dns.retry.mutate(),
    },
    backups: {
      look: () => this.#client.embed.backups.look.mutate(),
      plans: () => this.#client.embed.backups.plans.query(),
      plan: (plan) => this.#client.embed.backups.plan.mutate(plan),
      parts: (one) => this.#client.embed.backups.parts.query(one),
      restore: (restore) => this.#client.embed.backups.restore.mutate(restore),
      link: (one) => this.#client.embed.backups.link.mutate(one),
    },
    files: {
      open: (one) => this.#client.embed.files.open.mutate(one),
      list: (one) => this.#client.embed.files.list.query(one),
      read: (one) => this.#client.embed.files.read.query(one),
      write: (one) => this.#client.embed.files.write.mutate(one),
      rename: (one) => this.#client.embed.files.rename.mutate(one),
      remove: (one) => this.#client.embed.files.remove.mutate(one),
      makeFolder: (one) => this.#client.embed.files.makeFolder.mutate(one),
      setMode: (one) => this.#client.embed.files.setMode.mutate(one),
      take: (one) => this.#client.embed.files.take.mutate(one),
      put: (one) => this.#client.embed.files.put.mutate(one),
    },
    certificates: {
      check: (one) => this.#client.embed.certificates.check.mutate(one),
      issue: (one) => this.#client.embed.certificates.issue.mutate(one),
      upload: (files) => this.#client.embed.certificates.upload.mutate(files),
      remove: (one) => this.#client.embed.certificates.remove.mutate(one),
    },
    mail: {
      change: (edit) => this.#client.embed.mail.change.mutate(edit),
      retry: () => this.#client.embed.mail.retry.mutate(),
      health: () => this.#client.embed.mail.health.query(),
    },
    site: {
      change: (edit) => this.#client.embed.site.change.mutate(edit),
      retry: () => this.#client.embed.site.retry.mutate(),
      switch: null,
    },
    pointing: () => this.#client.embed.pointing.query(),
    history: (page) => this.#client.embed.account.history.query(page),
    changePassword: (password) => this.#client.embed.account.changePassword.mutate({ password }),
    usage: () => this.#client.embed.usage.query(),
    sync: () => this.#client.embed.sync.mutate(),
  };

  /** A page that came out of a cache holds a ticket that was used or is too old: the page around us may get another. */
  #askOnce(): void {
    if (parent === window || this.#asked) return this.#close();
    this.#asked = true;
    this.#patience = setTimeout(() => this.#close(), TICKET_MS);
    tell('ticket-needed');
  }

  /** What is shown already stays until its token ends. */
  #close(): void {
    clearTimeout(this.#patience);
    if (this.#state.is !== 'in') this.#set({ is: 'expired' });
  }

  #set(state: SessionState): void {
    this.#state = state;
    for (const listener of this.#listeners) listener();
  }

  #renewBefore(expiresAt: string): void {
    clearTimeout(this.#renewal);
    this.#renewal = setTimeout(() => void this.#renew(), Math.max(AGAIN_MS, new Date(expiresAt).getTime() - Date.now() - EARLY_MS));
  }

  async #renew(): Promise<void> {
    try {
      const fresh = await this.#client.embed.refresh.mutate();
      this.#token = fresh.token;
      liveOf(fresh.token).renew(fresh.token);
      this.#renewBefore(fresh.expiresAt);
    } catch (error) {
      // Only WHMCS can make a new ticket: the page around us is asked for one.
      if (isDenied(error) && parent === window) this.#set({ is: 'expired' });
      else if (isDenied(error)) tell('ticket-needed');
      else this.#renewBefore(new Date().toISOString());
    }
  }
}
