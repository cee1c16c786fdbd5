/** When backups are made by themselves, and which of them go: two rules that know neither a service nor a node. */
import * as z from 'zod';
import type { BackupSettings } from './items/backup.ts';

export const rhythms = ['off', 'daily', 'weekly'] as const;

export const backupPlan = z.object({
  every: z.enum(rhythms, { error: 'Choose how often' }),
  /** Of the day in UTC, at which the hours begin in which one is made. */
  hour: z.number({ error: 'Choose a time of the day' }).int().min(0).max(23),
  /** 0 is Sunday; of a weekly one. */
  weekday: z.number({ error: 'Choose a day of the week' }).int().min(0).max(6),
  /** How many of its own it keeps. */
  keep: z.number({ error: 'How many are kept is a whole number' }).int('How many are kept is a whole number').min(1, 'At least one is kept').max(100, 'At most 100 are kept'),
});
export type BackupPlan = z.output<typeof backupPlan>;

export const newPlan: BackupPlan = { every: 'off', hour: 2, weekday: 0, keep: 1 };

/** Hours within which the backups of one hour are made, so that a node's do not come together. */
export const WINDOW_HOURS = 3;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Multiples of the golden ratio: services that were ordered one after another stand far apart. In [0, 1). */
export const shareOf = (serviceId: number): number => ((serviceId * 2654435761) % 4294967296) / 4294967296;

/** The next one after a moment; null while it is off. `share` is the service's place within the hours. */
export function nextBackup({ every, hour, weekday }: BackupPlan, after: Date, share: number): Date | null {
  if (every === 'off') return null;
  const offset = (hour + share * WINDOW_HOURS) * HOUR_MS;
  const today = Math.floor(after.getTime() / DAY_MS) * DAY_MS;
  // The hours may reach into the day after: the first candidate is yesterday's.
  const candidates = Array.from({ length: 9 }, (_, at) => new Date(today + (at - 1) * DAY_MS)).filter((day) => every === 'daily' || day.getUTCDay() === weekday);
  const next = candidates.map((day) => day.getTime() + offset).find((at) => at > after.getTime());
  return next === undefined ? null : new Date(next);
}

export interface Kept {
  id: number;
  /** Null: it is on its way. */
  known: BackupSettings | null;
}

/** Those that the schedule made, the oldest first. */
const ownOf = (all: readonly Kept[]): readonly number[] =>
  all.filter(({ known }) => known?.from === 'schedule').toSorted((a, b) => (a.known?.archive?.madeAt ?? '').localeCompare(b.known?.archive?.madeAt ?? '') || a.id - b.id).map(({ id }) => id);

/**
 * What must go before there is room for another one: the oldest that the schedule made, never one of a person's. Null: every
 * place is taken by those, and none is made.
 */
export function placeFor(all: readonly Kept[], most: number | null): readonly number[] | null {
  const over = most === null ? 0 : Math.max(0, all.length + 1 - most);
  const going = ownOf(all).slice(0, over);
  return going.length < over ? null : going;
}

/** What is more than the schedule keeps, once its newest is made: an old one is not given up for one that may not come. */
export const surplusOf = (all: readonly Kept[], keep: number): readonly number[] => ownOf(all).slice(0, Math.max(0, ownOf(all).length - keep));
