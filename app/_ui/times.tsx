'use client';
import { useTranslations } from 'use-intl';
import { useNow, useWritten } from './clock.tsx';
import { clockTime, secondsSince, stopwatch, took } from './time.ts';

interface AtProps {
  /** ISO 8601. */
  at: string;
  className?: string;
}

/** Relative while fresh, then the viewer's clock. */
export function TimeAgo({ at, className }: AtProps) {
  const t = useTranslations('ui');
  const { tag, zone } = useWritten();
  const now = useNow();
  const count = secondsSince(Date.parse(at), now);
  return <time dateTime={at} title={at} className={className}>{count === null ? clockTime(Date.parse(at), now, tag, zone) : count < 1 ? t('now') : t('secondsAgo', { count })}</time>;
}

export function ClockTime({ at, className }: AtProps) {
  const { tag, zone } = useWritten();
  const now = useNow();
  return <time dateTime={at} title={at} className={className}>{clockTime(Date.parse(at), now, tag, zone)}</time>;
}

/** From `from` to `to`, or till now while it lasts. `0:21` as a stopwatch, else `2.9 s`. */
export function Duration({ from, to, as = 'took' }: { from: string; to: string | null; as?: 'took' | 'stopwatch' }) {
  const now = useNow();
  const end = to === null ? now : Date.parse(to);
  if (end === null) return <span>–</span>;
  return <span>{(as === 'took' ? took : stopwatch)(Math.max(0, end - Date.parse(from)))}</span>;
}

/** How long until `to`: `0:12`. */
export function Countdown({ to }: { to: string }) {
  const now = useNow();
  return <span>{now === null ? '–' : stopwatch(Date.parse(to) - now)}</span>;
}
