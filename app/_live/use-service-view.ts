'use client';
import { useEffect, useRef, useState } from 'react';
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
  const [followed, setFollowed] = useState<Followed>({ view: initial, asOf: 0 });
  const connection = useConnection(token);
  const first = useRef(initial);
  useEffect(() => {
    const follower = new Follower(liveOf(token ?? null).socket, first.current);
    return follower.follow(() => setFollowed(follower.state));
    // The token is renewed on the socket itself; a new one is no reason to follow anew.
  }, [serviceId]);
  return { ...followed, connection };
}

/** How well the page's socket is connected. Says `live` until there is reason to say otherwise. */
export function useConnection(token?: string): Connection {
  const [connection, setConnection] = useState<Connection>('live');
  useEffect(() => {
    const live = liveOf(token ?? null);
    setConnection(live.connection);
    return live.subscribe(() => setConnection(live.connection));
  }, []);
  return connection;
}
