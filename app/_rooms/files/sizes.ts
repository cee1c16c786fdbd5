const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;

/** `1.2 MB`, `340 byte`. */
export function bytesText(bytes: number, tag: string): string {
  let [value, at] = [bytes, 0];
  for (; value >= 1024 && at < UNITS.length - 1; at += 1) value /= 1024;
  return new Intl.NumberFormat(tag, { style: 'unit', unit: UNITS[at] ?? 'byte', unitDisplay: 'short', maximumFractionDigits: at === 0 ? 0 : 1 }).format(value);
}
