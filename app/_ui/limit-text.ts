import { type LimitKey, limitWords } from '#server/core/limits.ts';

/** `10 GB`, `3`, `unlimited`. Sizes come in MB. */
export function limitText(key: LimitKey, value: number | null): string {
  if (value === null) return 'unlimited';
  if (limitWords[key].unit === '') return value.toLocaleString('en');
  if (value >= 1024) return `${Number((value / 1024).toFixed(1)).toLocaleString('en')} GB`;
  return `${value} MB`;
}
