/** Times as people read them, in the language of a BCP 47 tag. Everything takes milliseconds. */
type Zone = string | undefined;

// Formatters cost far more to make than to use.
function remembered<T>(make: (tag: string, zone: Zone) => T): (tag: string, zone?: Zone) => T {
  const made = new Map<string, T>();
  return (tag, zone) => {
    const key = `${tag} ${zone ?? ''}`;
    const one = made.get(key) ?? make(tag, zone);
    made.set(key, one);
    return one;
  };
}
const clockIn = remembered((tag, timeZone) => new Intl.DateTimeFormat(tag, { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23', timeZone }));
const dayIn = remembered((tag, timeZone) => new Intl.DateTimeFormat(tag, { day: 'numeric', month: 'short', year: 'numeric', timeZone }));
const dateIn = remembered((tag, timeZone) => new Intl.DateTimeFormat(tag, { day: 'numeric', month: 'long', year: 'numeric', timeZone }));
const momentIn = remembered((tag, timeZone) => new Intl.DateTimeFormat(tag, { dateStyle: 'medium', timeStyle: 'short', timeZone }));
const unitIn = { second: remembered((tag) => new Intl.NumberFormat(tag, { style: 'unit', unit: 'second', unitDisplay: 'long' })), minute: remembered((tag) => new Intl.NumberFormat(tag, { style: 'unit', unit: 'minute', unitDisplay: 'long' })) };

export const ENGLISH = 'en-GB';
const minute = 60_000;

/** `23:41:46`, with the day before it when that is not today. `now` is null where the viewer's own zone, which counts where none was `chosen`, is not known yet. */
export function clockTime(at: number, now: number | null, tag: string, chosen?: string): string {
  const zone: Zone = chosen ?? (now === null ? 'UTC' : undefined);
  const time = clockIn(tag, zone).format(at);
  const day = dayIn(tag, zone);
  return now === null || day.format(at) === day.format(now) ? time : `${day.format(at)}, ${time}`;
}

/** Whole seconds since then, within the first minute; null later, and while the viewer's clock is not known. */
export const secondsSince = (at: number, now: number | null): number | null => (now === null || now - at >= minute ? null : Math.max(0, Math.floor((now - at) / 1000)));

/** `3 June 2026`, in the viewer's zone; a day that is one everywhere is UTC's. */
export const dateOf = (at: number, tag: string, zone?: Zone): string => dateIn(tag, zone).format(at);

/** `3 Jun 2026, 20:41`, in the viewer's zone. */
export const momentOf = (at: number, tag: string): string => momentIn(tag).format(at);

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
export function inWords(span: number, tag: string): string {
  const seconds = Math.max(1, Math.round(span / 1000));
  return seconds < 90 ? unitIn.second(tag).format(seconds) : unitIn.minute(tag).format(Math.round(seconds / 60));
}
