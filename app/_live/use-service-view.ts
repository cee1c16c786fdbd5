'use client';
import { useCallback, useRef, useState, useSyncExternalStore } from 'react';
import type { ServiceView } from '#server/core/view.ts';
import { Follower, type Followed } from './follow.ts';
import { liveOf, type Connection } from './socket.ts';

interface Options {
  serviceId: number;
  /** What the server rendered; it may be older than the first push, never newer. */
  initial: ServiceView;
  /** The frame's bearer token; staff have their cookie. */
  token?: string;
}

/** The service as it is now, pushed. */
export function useServiceView({ serviceId, initial, token }: Options): Followed & { connection: Connection } {
  const [first] = useState<Followed>(() => ({ view: initial, asOf: 0 }));
  const follower = useRef<Follower | null>(null);
  const subscribe = useCallback((listener: () => void) => {
    const own = new Follower(liveOf(token ?? null).socket, first.view);
    follower.current = own;
    const stop = own.follow(listener);
    return () => {
      follower.current = null;
      stop();
    };
  }, [first, token]);
  const followed = useSyncExternalStore(subscribe, () => follower.current?.state ?? first, () => first);
  const connection = useConnection(token);
  return { ...(followed.view.service.id === serviceId ? followed : first), connection };
}

/** How well the page's socket is connected. Says `live` until there is reason to say otherwise. */
export function useConnection(token?: string): Connection {
  const subscribe = useCallback((listener: () => void) => liveOf(token ?? null).subscribe(listener), [token]);
  return useSyncExternalStore(subscribe, () => liveOf(token ?? null).connection, () => 'live');
}
