'use client';
import { useEffect, useEffectEvent } from 'react';
import { type Connection, liveOf } from './socket.ts';
import { useConnection } from './use-service-view.ts';

/** Calls `onHint` when something in the fleet changed, at most four times a second, and after every reconnect. */
export function useFleetHints(onHint: () => void): Connection {
  const hint = useEffectEvent(onHint);
  useEffect(() => {
    const { socket } = liveOf();
    let joined = false;
    const heard = () => hint();
    const join = () => socket.emit('watchFleet', () => {
      if (joined) heard();
      joined = true;
    });
    socket.on('hint', heard);
    socket.on('connect', join);
    if (socket.connected) join();
    return () => {
      socket.off('hint', heard);
      socket.off('connect', join);
    };
  }, []);
  return useConnection();
}
