/** Which bytes of a file a request asks for (RFC 9110, section 14). One stretch at a time: several are answered by the whole. */

export type Stretch = { from: number; count: number };
export type Asked = { is: 'whole' } | ({ is: 'part' } & Stretch) | { is: 'outside' };

/** `range` and `ifRange` are the headers; null without. `etag` is the file's own, quotes and all. */
export function stretchOf(range: string | null, ifRange: string | null, { bytes, etag }: { bytes: number; etag: string }): Asked {
  // What was begun is of another file: the whole of this one.
  if (range === null || (ifRange !== null && ifRange !== etag)) return { is: 'whole' };
  const [, first = '', last = ''] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(range.replaceAll(' ', '')) ?? [];
  if (first === '' && last === '') return { is: 'whole' };
  if (first === '') {
    const count = Math.min(Number(last), bytes);
    return count === 0 ? { is: 'outside' } : { is: 'part', from: bytes - count, count };
  }
  const from = Number(first);
  const to = last === '' ? bytes - 1 : Math.min(Number(last), bytes - 1);
  if (last !== '' && Number(last) < from) return { is: 'whole' };
  return from >= bytes ? { is: 'outside' } : { is: 'part', from, count: to - from + 1 };
}
