/** Times as people read them. Everything takes milliseconds. */
const clockIn = (timeZone: string | undefined) =>
  new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23', timeZone });
const dayIn = (timeZone: string | undefined) => new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone });
// Formatters cost far more to make than to use.
const local = { clock: clockIn(undefined), day: dayIn(undefined) };
const utc = { clock: clockIn('UTC'), day: dayIn('UTC') };

const minute = 60_000;

/** `23:41:46`, with the day before it when that is not today. `now` is null where the viewer's zone is not known yet. */
export function clockTime(at: number, now: number | null): string {
  const { clock, day } = now === null ? utc : local;
  const time = clock.format(at);
  return now === null || day.format(at) === day.format(now) ? time : `${day.format(at)}, ${time}`;
}

/** `4 s ago` within the first minute, then the time on the clock. */
export function timeAgo(at: number, now: number | null): string {
  if (now === null || now - at >= minute) return clockTime(at, now);
  const seconds = Math.floor((now - at) / 1000);
  return seconds < 1 ? 'now' : `${seconds} s ago`;
}

/** `0:21`, `1:04:09`. */
export function stopwatch(span: number): string {
  const seconds = Math.max(0, Math.floor(span / 1000));
  const two = (value: number): string => String(value).padStart(2, '0');
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60)];
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}

/** `38 ms`, `2.9 s`, `1 m 04 s`: for tables. */
export function took(span: number): string {
  if (span < 1000) return `${Math.max(0, Math.round(span))} ms`;
  if (span < 9950) return `${(span / 1000).toFixed(1)} s`;
  if (span < minute) return `${Math.round(span / 1000)} s`;
  return `${Math.floor(span / minute)} m ${String(Math.floor((span % minute) / 1000)).padStart(2, '0')} s`;
}

/** `38 seconds`, `2 minutes`: for sentences. */
export function inWords(span: number): string {
  const seconds = Math.max(1, Math.round(span / 1000));
  const [count, unit] = seconds < 90 ? [seconds, 'second'] : [Math.round(seconds / 60), 'minute'];
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}
