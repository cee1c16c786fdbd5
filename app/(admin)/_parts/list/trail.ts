/** Keyset paging in the address: the cursors passed so far, so that *Previous* needs no offset either. */
import { parseAsArrayOf, parseAsString } from 'nuqs/server';

export const trailParser = parseAsArrayOf(parseAsString, ',').withDefault([]).withOptions({ history: 'push' });

/** An address stays short enough to be sent around; beyond it *Previous* leads to the first page. */
const LONGEST = 40;

export const forward = (trail: readonly string[], next: string): string[] => [...trail, next].slice(-LONGEST);
export const back = (trail: readonly string[]): string[] => trail.slice(0, -1);

/** A task cursor is its sort value and its id. */
export interface Cursor {
  value: string | null;
  id: number;
}
export const cursorText = ({ value, id }: Cursor): string => `${id}~${value ?? ''}`;

export function cursorOf(text: string | undefined): Cursor | undefined {
  const [id, ...rest] = (text ?? '').split('~');
  if (id === undefined || !/^\d{1,9}$/.test(id)) return undefined;
  const value = rest.join('~');
  return { id: Number(id), value: value === '' ? null : value };
}
