/** A page in a frame that is as tall as the page: what is fixed to the foot of such a window may be far from where the reader is. */
import { createContext, type RefCallback, use, useCallback } from 'react';

/** In pixels from the window's own top edge: the part of it that is on the screen. */
export interface Sight {
  top: number;
  height: number;
}
/** Tells it with every picture; answers how to stop. Null: the window is what the reader sees. */
export const SightContext = createContext<((tell: (sight: Sight) => void) => () => void) | null>(null);

const EDGE = 16;

/** For messages: while there is one, their list stands at the foot of what is on the screen. */
export function useStandsInSight(): RefCallback<HTMLElement> {
  const sight = use(SightContext);
  return useCallback((message) => (message === null || sight === null ? undefined : sight(({ top, height }) => {
    if (message.parentElement !== null) message.parentElement.style.bottom = `${Math.max(0, innerHeight - top - height) + EDGE}px`;
  })), [sight]);
}
