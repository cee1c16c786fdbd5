/** A schedule as people say it, and when it is due. */
import { Cron } from 'croner';
import cronstrue from 'cronstrue';

/** Those that nearly everybody wants. */
export const presets = [
  { value: '*/5 * * * *', name: 'minutes' },
  { value: '0 * * * *', name: 'hour' },
  { value: '0 3 * * *', name: 'night' },
  { value: '0 3 * * 1', name: 'monday' },
  { value: '0 3 1 * *', name: 'month' },
] as const;

/** `At 03:00, only on Monday`, in a language whose catalogue has been loaded; null for one that is not valid. */
export function sentenceFor(schedule: readonly string[], tag: string): string | null {
  try {
    return cronstrue.toString(schedule.join(' '), { locale: tag.slice(0, 2), use24HourTimeFormat: true, throwExceptionOnParseError: true });
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
