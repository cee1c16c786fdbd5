import { answerOf } from './child.ts';
import type { LoadAnswer, LoadWish } from './order-load.ts';
import type { Door } from './stand.ts';

/** Places orders from another process; every one must have been accepted. */
export async function placeOrders(door: Door, wish: Pick<LoadWish, 'name' | 'count'> & Partial<LoadWish>): Promise<LoadAnswer> {
  const answer = await answerOf<LoadAnswer>('e2e/bench/order-load.ts', { rate: null, callers: 16, under: 'com', ...door, ...wish } satisfies LoadWish);
  if (answer.failures.length > 0) throw new Error(`${answer.failures.length} of ${wish.count} orders were refused: ${answer.failures[0]}`);
  return answer;
}
