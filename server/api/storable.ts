/** Text that Postgres can't hold: NUL, and half of a character that takes two. PHP and hostile callers send both. */

const isStorable = (text: string): boolean => !text.includes('\0') && text.isWellFormed();

/** The name of a value (or of what holds a key) in a raw input that can't be stored; null when all can. */
export function unstorable(raw: unknown): string | null {
  // A stack of its own: a hostile body can be nested deeper than calls can.
  const rest: (readonly [name: string, value: unknown])[] = [['Input', raw]];
  for (let next = rest.pop(); next !== undefined; next = rest.pop()) {
    const [name, value] = next;
    if (typeof value === 'string' && !isStorable(value)) return name;
    if (typeof value !== 'object' || value === null) continue;
    for (const [key, inner] of Object.entries(value)) {
      if (!isStorable(key)) return name;
      rest.push([Array.isArray(value) ? name : key, inner]);
    }
  }
  return null;
}
