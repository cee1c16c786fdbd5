import { expect, test } from 'vitest';
import { replay } from './replay.ts';
import { testWorld } from './testing.ts';

/** Rows that the node is known to answer as the real one did: it only ever goes up. */
const REACHED = 772;

test('answers the recorded rows as the real node did', () => {
  const verdicts = replay(testWorld());
  const rest = new Map<string, number>();
  for (const verdict of verdicts) if (!verdict.agrees) rest.set(verdict.reason, (rest.get(verdict.reason) ?? 0) + 1);
  const agreed = verdicts.filter((verdict) => verdict.agrees).length;
  const reasons = [...rest].map(([reason, number]) => `${number} ${reason}`).join('; ');
  process.stdout.write(`${agreed} of ${verdicts.length} rows agree; the rest: ${reasons}\n`);
  const wrong = verdicts.filter((verdict) => !verdict.agrees && ['exit', 'text', 'json'].includes(verdict.reason));
  expect(wrong).toEqual([]);
  expect(agreed).toBeGreaterThanOrEqual(REACHED);
});
