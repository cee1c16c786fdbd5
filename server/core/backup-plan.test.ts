import { describe, expect, it } from 'vitest';
import { backupPlan, type Kept, newPlan, nextBackup, placeFor, shareOf, surplusOf, WINDOW_HOURS } from './backup-plan.ts';

const at = (text: string): Date => new Date(text);

describe('the next backup', () => {
  it('is within its hours, each day or on its day of the week, and after now', () => {
    const daily = { ...newPlan, every: 'daily', hour: 2 } as const;
    expect(nextBackup(daily, at('2026-11-24T01:00:00Z'), 0)).toEqual(at('2026-11-24T02:00:00Z'));
    expect(nextBackup(daily, at('2026-11-24T02:00:00Z'), 0)).toEqual(at('2026-11-25T02:00:00Z'));
    expect(nextBackup(daily, at('2026-11-24T02:00:00Z'), 0.5)).toEqual(at('2026-11-24T03:30:00Z'));
    // Hours that begin late in the evening reach into the next day.
    expect(nextBackup({ ...daily, hour: 23 }, at('2026-11-24T00:30:00Z'), 0.9)).toEqual(at('2026-11-24T01:42:00Z'));
    const weekly = { ...daily, every: 'weekly', weekday: 1 } as const;
    expect(nextBackup(weekly, at('2026-11-24T12:00:00Z'), 0)).toEqual(at('2026-11-30T02:00:00Z'));
    expect(nextBackup(weekly, at('2026-11-30T02:00:00Z'), 0)).toEqual(at('2026-12-07T02:00:00Z'));
    expect(nextBackup(newPlan, at('2026-11-24T12:00:00Z'), 0)).toBeNull();
  });

  it('of services that were ordered one after another lies far apart', () => {
    const shares = Array.from({ length: 100 }, (_, id) => shareOf(id + 1)).toSorted((a, b) => a - b);
    expect(shares.every((share) => share >= 0 && share < 1)).toBe(true);
    expect(Math.max(...shares.slice(1).map((share, index) => share - (shares[index] ?? 0))) * WINDOW_HOURS * 60).toBeLessThan(10);
  });

  it('is set in words that people read when they are wrong', () => {
    expect(backupPlan.safeParse({ every: 'hourly', hour: 2, weekday: 0, keep: 1 }).error?.issues[0]?.message).toBe('Choose how often');
    for (const wrong of [{ hour: 24 }, { weekday: 7 }, { keep: 0 }, { keep: 1.5 }]) expect(backupPlan.safeParse({ ...newPlan, ...wrong }).success).toBe(false);
  });
});

describe('what goes for a scheduled backup', () => {
  const one = (id: number, from: 'person' | 'schedule' | 'server'): Kept => ({ id, known: { from, archive: { madeAt: `2026-11-${10 + id}T00:00:00Z` } as never } });
  it('is the oldest of its own, and only where there is no other place', () => {
    const all = [one(1, 'person'), one(3, 'schedule'), one(2, 'schedule')];
    expect(placeFor(all, 4)).toEqual([]);
    expect(placeFor(all, null)).toEqual([]);
    expect(placeFor(all, 3)).toEqual([2]);
    expect(placeFor(all, 2)).toEqual([2, 3]);
  });
  it('is never one that somebody made by hand: then none is made', () => {
    expect(placeFor([one(1, 'person'), one(2, 'server')], 2)).toBeNull();
    expect(placeFor([], 0)).toBeNull();
  });
  it('is more than it keeps, once the new one is there', () => {
    const all = [one(1, 'schedule'), one(2, 'schedule'), one(3, 'person'), { id: 4, known: null }];
    expect(surplusOf(all, 2)).toEqual([]);
    expect(surplusOf(all, 1)).toEqual([1]);
  });
});
