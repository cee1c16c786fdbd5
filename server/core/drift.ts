/** What is shown of a service's last look, and how the looks are spread over a night. */
import type { Drift } from './verify.ts';

/** When the fleet is looked at, and what comes of it. Hours are UTC, so that no night has one twice. */
export interface DriftPolicy {
  on: boolean;
  /** Hour of the day at which a night's looks begin. */
  fromHour: number;
  /** Over how many hours they are spread. */
  hours: number;
  /** What differs is mended at once; conflicts never are. */
  repair: boolean;
}
export const defaultDriftPolicy: DriftPolicy = { on: true, fromHour: 1, hours: 5, repair: false };

/** The last look in figures. */
export interface DriftView {
  at: string;
  parts: number;
  differs: number;
  conflicts: number;
  /** Parts on nodes that did not tell. */
  unknown: number;
}

/** Null before the first look, and when the service was built anew since. */
export function driftView(drift: Drift | null, generation: number): DriftView | null {
  if (drift === null || drift.generation !== generation) return null;
  const count = (is: Drift['findings'][number]['is']): number => drift.findings.filter((one) => one.is === is).length;
  return { at: drift.at, parts: drift.findings.length, differs: count('differs'), conflicts: count('conflict'), unknown: count('unknown') };
}

export const isDrifted = (drift: DriftView | null): boolean => drift !== null && drift.differs + drift.conflicts > 0;

/** One sentence for staff. */
export function driftLine({ parts: all, differs, conflicts, unknown }: DriftView): string {
  const wrong = [differs > 0 ? `${differs} differ${differs === 1 ? 's' : ''}` : '', conflicts > 0 ? `${conflicts} in conflict` : '', unknown > 0 ? `${unknown} not known` : ''].filter((text) => text !== '');
  return wrong.length === 0 ? `All ${all} parts are as wished` : `Of ${all} parts ${wrong.join(', ')}`;
}

const HOUR_MS = 3_600_000;
/** The last tenth of a night is left to those that were late. */
const SPREAD = 0.9;

/** The night that a moment belongs to, named by the day it begins on, and the share of its looks that are due by then; null outside of it. */
export function nightAt(now: Date, { fromHour, hours }: Pick<DriftPolicy, 'fromHour' | 'hours'>): { night: string; share: number } | null {
  const shifted = now.getTime() - fromHour * HOUR_MS;
  const begin = Math.floor(shifted / (24 * HOUR_MS)) * 24 * HOUR_MS;
  const passed = (shifted - begin) / (hours * HOUR_MS);
  return passed >= 1 ? null : { night: new Date(begin).toISOString().slice(0, 10), share: Math.min(1, passed / SPREAD) };
}
