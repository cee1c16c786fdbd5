/** *Does my domain point here?*, record by record: what each one should say, and what is said of it now. */
import type { NameSight, Target } from './sight.ts';

export type PointingState = 'right' | 'elsewhere' | 'missing' | 'unknown';
export interface PointingRecord {
  name: string;
  /** `AAAA` with the value `''` is one that must go; `NS` has all of them in its value, parted by blanks. */
  type: 'A' | 'AAAA' | 'NS';
  value: string;
  state: PointingState;
  /** What is answered in its place. */
  found: readonly string[];
  /** Where it is edited: the nameservers that were asked; empty: at the registrar, or nobody could be asked. */
  at: readonly string[];
  /** Why nobody could be asked; staff's to read. */
  fault: string | null;
}

/** A name that nobody was asked about in time. */
export const unasked = (name: string, fault: string): NameSight => ({ name, points: 'unknown', missing: [], fault });

function recordsOf({ name, points, missing, fault }: NameSight, { ipv4 }: Pick<Target, 'ipv4'>): readonly PointingRecord[] {
  const address = { name, type: 'A' as const, value: ipv4, found: [], at: [] };
  if (points === 'unknown') return [{ ...address, state: 'unknown', fault }];
  const wrong = missing.map((one) => ({ ...one, state: one.found.length === 0 ? ('missing' as const) : ('elsewhere' as const), fault: null }));
  // A stray AAAA alone leaves the address right.
  return wrong.some(({ type }) => type !== 'AAAA') ? wrong : [{ ...address, state: 'right', fault: null }, ...wrong];
}

/** A domain that is not delegated is said of each of its names, and shown once. */
export function pointingOf(seen: readonly { sight: NameSight; target: Pick<Target, 'ipv4'> }[]): readonly PointingRecord[] {
  const all = seen.flatMap(({ sight, target }) => recordsOf(sight, target));
  return [...new Map(all.map((record) => [`${record.name} ${record.type}`, record])).values()];
}
