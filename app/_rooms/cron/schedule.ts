/** A schedule as people say it, and when it is due. */
import { Cron } from 'croner';
import cronstrue from 'cronstrue';

/** Those that nearly everybody wants. */
export const presets = [
  { value: '*/5 * * * *', label: 'Every five minutes' },
  { value: '0 * * * *', label: 'Every hour' },
  { value: '0 3 * * *', label: 'Every night' },
  { value: '0 3 * * 1', label: 'Every Monday' },
  { value: '0 3 1 * *', label: 'Every month' },
] as const;

/** `At 03:00, only on Monday`; null for one that is not valid. */
export function sentenceFor(schedule: readonly string[]): string | null {
  try {
    return cronstrue.toString(schedule.join(' '), { use24HourTimeFormat: true, throwExceptionOnParseError: true });
  } catch {
    return null;
  }
}

/** The next times from `now`, in the zone in which the server keeps its clock: UTC. Empty for what never comes. */
export function nextRuns(schedule: readonly string[], now: Date, count = 5): readonly Date[] {
  try {
    return new Cron(schedule.join(' '), { timezone: 'UTC', paused: true }).nextRuns(count, now);
  } catch {
    return [];
  }
}
