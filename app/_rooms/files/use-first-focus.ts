'use client';
import { type RefObject, useEffect, useRef } from 'react';

/** A question takes the focus where it appears: on its first answer, which changes nothing. */
export function useFirstFocus<T extends HTMLElement>(): RefObject<T | null> {
  const place = useRef<T>(null);
  useEffect(() => place.current?.querySelector('button')?.focus(), []);
  return place;
}
