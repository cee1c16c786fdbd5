/** WHMCS wants maps of fields as base64 of PHP's own serialisation: lengths are in bytes. */
const text = (value: string): string => `s:${Buffer.byteLength(value)}:"${value}";`;
const key = (name: string): string => (/^(?:0|[1-9]\d{0,9})$/.test(name) ? `i:${name};` : text(name));

export function phpFields(fields: Readonly<Record<string, string>>): string {
  const entries = Object.entries(fields);
  return Buffer.from(`a:${entries.length}:{${entries.map(([name, value]) => key(name) + text(value)).join('')}}`).toString('base64');
}
