'use client';
import { TRPCClientError } from '@trpc/client';
import { useCallback, useEffect, useRef, useState } from 'react';
import { liveOf } from '#app/_live/socket.ts';
import { embedClient } from '#app/_trpc/embed.ts';
import type { ServiceView } from '#server/core/view.ts';

export interface Entered {
  token: string;
  view: ServiceView;
  /** Milliseconds that the server's clock is ahead of this one. */
  offset: number;
  parentOrigin: string;
  retry(): Promise<unknown>;
}
type State = { is: 'entering' } | { is: 'expired' } | { is: 'unreachable'; retrying: boolean } | { is: 'in'; entered: Entered };

/** A token is renewed when this much of its life is left. */
const EARLY_MS = 120_000;

/** Taken out of the address before anything else runs, so that no history, log or referrer can hold it. */
function takeTicket(): string | null {
  const ticket = new URLSearchParams(location.hash.slice(1)).get('t');
  if (ticket !== null) history.replaceState(null, '', location.pathname + location.search);
  return ticket;
}

const isDenied = (error: unknown): boolean => error instanceof TRPCClientError && ['UNAUTHORIZED', 'NOT_FOUND', 'BAD_REQUEST'].includes(String(error.data?.code));

/** Only WHMCS can make a new ticket: the page around us is asked for one. */
const askParent = (): void => parent.postMessage({ source: 'hostwright', v: 1, type: 'ticket-needed' }, '*');

export function useSession(): { state: State; enter: () => void } {
  const [state, setState] = useState<State>({ is: 'entering' });
  const ticket = useRef<string | null>(null);
  const token = useRef<string | null>(null);
  const client = useRef(embedClient(() => token.current));
  const renewal = useRef<ReturnType<typeof setTimeout>>(undefined);

  const renewAt = useCallback((expiresAt: string) => {
    clearTimeout(renewal.current);
    renewal.current = setTimeout(async () => {
      try {
        const fresh = await client.current.embed.refresh.mutate();
        token.current = fresh.token;
        liveOf(fresh.token).renew(fresh.token);
        renewAt(fresh.expiresAt);
      } catch (error) {
        if (isDenied(error)) askParent();
        else renewAt(new Date(Date.now() + EARLY_MS + 5000).toISOString());
      }
    }, Math.max(1000, new Date(expiresAt).getTime() - Date.now() - EARLY_MS));
  }, []);

  const enter = useCallback(() => {
    if (ticket.current === null) return setState({ is: 'expired' });
    setState((old) => (old.is === 'unreachable' ? { is: 'unreachable', retrying: true } : old));
    client.current.embed.exchange.mutate({ ticket: ticket.current }).then(
      (session) => {
        token.current = session.token;
        const renewed = state.is === 'in';
        liveOf(session.token);
        if (renewed) liveOf().renew(session.token);
        renewAt(session.expiresAt);
        setState({ is: 'in', entered: { token: session.token, view: session.view, offset: new Date(session.now).getTime() - Date.now(), parentOrigin: session.parentOrigin, retry: () => client.current.embed.retry.mutate() } });
      },
      (error: unknown) => setState(isDenied(error) ? { is: 'expired' } : { is: 'unreachable', retrying: false }),
    );
  }, [renewAt, state.is]);

  useEffect(() => {
    // Once, even where effects run twice: a second exchange of the same ticket would be refused.
    if (ticket.current === null) {
      ticket.current = takeTicket();
      enter();
    }
    return () => clearTimeout(renewal.current);
  }, []);

  useEffect(() => {
    const onMessage = (event: MessageEvent<unknown>) => {
      const { data } = event;
      if (event.source !== parent || typeof data !== 'object' || data === null || !('type' in data) || data.type !== 'ticket' || !('ticket' in data)) return;
      // Whoever frames us is on the allow-list of the browser's own check; a forged ticket is refused by its signature.
      ticket.current = String(data.ticket);
      enter();
    };
    addEventListener('message', onMessage);
    return () => removeEventListener('message', onMessage);
  }, [enter]);

  return { state, enter };
}
