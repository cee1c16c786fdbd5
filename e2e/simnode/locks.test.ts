import { expect, test } from 'vitest';
import { newLocks } from './locks.ts';

const lock = (waitSeconds: number) => ({ path: '/run/lock/a', waitSeconds, busyCode: 75 });

test('a lock is handed on in order, one holder at a time', async () => {
  const locks = newLocks();
  const order: string[] = [];
  expect(locks.take(lock(60))).toBe(true);
  const waiting = ['second', 'third'].map(async (name) => {
    await locks.take(lock(60));
    order.push(name);
    locks.release('/run/lock/a');
  });
  expect(order).toEqual([]);
  locks.release('/run/lock/a');
  await Promise.all(waiting);
  expect(order).toEqual(['second', 'third']);
  expect(locks.take(lock(60))).toBe(true);
});

test('who waits too long does not get it, and stands in nobody\'s way', async () => {
  const locks = newLocks();
  locks.take(lock(60));
  expect(await locks.take(lock(0))).toBe(false);
  expect(await locks.take(lock(0.01))).toBe(false);
  locks.release('/run/lock/a');
  expect(locks.take(lock(0))).toBe(true);
});
