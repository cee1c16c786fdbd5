import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { backoffSeconds, schedule } from './backoff.ts';
import { defaultRetry } from './wish.ts';

describe('the back-off', () => {
  it('is 5 s, then three times as long each time, up to ten minutes', () => {
    const plain = Array.from({ length: 7 }, (_, at) => backoffSeconds(defaultRetry, at + 1, 0.5));
    expect(plain).toEqual([5, 15, 45, 135, 405, 600, 600]);
  });
  it('is drawn as it will be: a delay between each two attempts', () => {
    expect(schedule(defaultRetry)).toEqual([5, 15]);
    expect(schedule({ ...defaultRetry, attempts: 1 })).toEqual([]);
    expect(schedule({ ...defaultRetry, attempts: 0 })).toEqual([]);
  });
  it('strays by a fifth at most, and never over the cap', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 40 }), fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), (attempt, random) => {
      const plain = Math.min(5 * 3 ** (attempt - 1), 600);
      const seconds = backoffSeconds(defaultRetry, attempt, random);
      expect(seconds).toBeGreaterThanOrEqual(plain * 0.8 - 1e-9);
      expect(seconds).toBeLessThanOrEqual(Math.min(plain * 1.2, 600) + 1e-9);
    }));
  });
});
