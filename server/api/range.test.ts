import { expect, it } from 'vitest';
import { stretchOf } from './range.ts';

const file = { bytes: 1000, etag: '"v1"' };
it.each([
  [null, { is: 'whole' }],
  ['bytes=0-', { is: 'part', from: 0, count: 1000 }],
  ['bytes=0-0', { is: 'part', from: 0, count: 1 }],
  ['bytes=500-599', { is: 'part', from: 500, count: 100 }],
  ['bytes=999-', { is: 'part', from: 999, count: 1 }],
  ['bytes=900-5000', { is: 'part', from: 900, count: 100 }],
  ['bytes=-100', { is: 'part', from: 900, count: 100 }],
  ['bytes=-5000', { is: 'part', from: 0, count: 1000 }],
  ['bytes=1000-', { is: 'outside' }],
  ['bytes=-0', { is: 'outside' }],
  // What is no range is not there, as the standard has it; several are answered by the whole.
  ['bytes=9-1', { is: 'whole' }],
  ['bytes=-', { is: 'whole' }],
  ['bytes=0-1,5-6', { is: 'whole' }],
  ['lines=1-2', { is: 'whole' }],
  ['bytes=1e3-', { is: 'whole' }],
  [`bytes=0-${'9'.repeat(40)}`, { is: 'whole' }],
])('%s', (range, asked) => expect(stretchOf(range, null, file)).toEqual(asked));

it('goes on only with the file that was begun', () => {
  expect(stretchOf('bytes=1-', '"v1"', file)).toEqual({ is: 'part', from: 1, count: 999 });
  for (const other of ['"v2"', 'W/"v1"', 'Tue, 24 Nov 2026 00:00:00 GMT']) expect(stretchOf('bytes=1-', other, file)).toEqual({ is: 'whole' });
  expect(stretchOf('bytes=0-', null, { bytes: 0, etag: '""' })).toEqual({ is: 'outside' });
});
