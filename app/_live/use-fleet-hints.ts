'use client';
import { useEffect, useRef } from 'react';
import type { Connection } from './socket.ts';
import { liveOf } from './socket.ts';
import { useConnection } from './use-service-view.ts';

/** Calls `onHint` when something in the fleet changed, at most four times a second, and after every reconnect. */
export function useFleetHints(onHint: () => void): Connection {
  const latest = useRef(onHint);
  latest.current = onHint;
  useEffect(() => {
    const { socket } = liveOf();
    let joined = false;
    const hint = () => latest.current();
    const join = () => socket.emit('watchFleet', () => {
      if (joined) hint();
      joined = true;
    });
    socket.on('hint', hint);
    socket.on('connect', join);
    if (socket.connected) join();
    return () => {
      socket.off('hint', hint);
      socket.off('connect', join);
    };
  }, []);
  return useConnection();
}
