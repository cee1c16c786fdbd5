import { type LimitKey, limitWords } from '#server/core/limits.ts';
import { ENGLISH } from './time.ts';

/** `10 GB`, `1.5 GB`, `300 MB`, and `70 kB` of what is less than one. Sizes come in MB. */
export function sizeText(mb: number, tag: string): string {
  const [value, unit] = mb >= 1024 ? [mb / 1024, 'gigabyte'] : mb > 0 && mb < 1 ? [mb * 1024, 'kilobyte'] : [mb, 'megabyte'];
  return new Intl.NumberFormat(tag, { style: 'unit', unit, unitDisplay: 'short', maximumFractionDigits: 1 }).format(value);
}

/** `10 GB`, `3`; `unlimited` for null, as the page says it. */
export function limitText(key: LimitKey, value: number | null, tag: string = ENGLISH, unlimited = 'unlimited'): string {
  if (value === null) return unlimited;
  return limitWords[key].unit === '' ? value.toLocaleString(tag) : sizeText(value, tag);
}
