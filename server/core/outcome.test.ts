import { expect, it } from 'vitest';
import { refused } from './outcome.ts';
import type { Refusal } from './panel.ts';

const becomes: Record<Refusal, 'later' | 'later with an alarm' | 'later with an alarm, and in doubt' | 'failed for good' | 'failed, tried again'> = {
  busy: 'later', unserved: 'later with an alarm, and in doubt', disk: 'later with an alarm',
  invalid: 'failed for good', limit: 'failed for good', forbidden: 'failed for good', exists: 'failed for good', suspended: 'failed for good',
  missing: 'failed, tried again', down: 'failed, tried again', broken: 'failed, tried again',
};

it.each(Object.entries(becomes))('a panel that says %s: %s', (refusal, expected) => {
  const outcome = refused({ ok: false, refusal: refusal as Refusal, message: 'It says so', hint: 'Look', code: 7 });
  const failed = { is: 'failed', message: 'It says so', hint: 'Look', code: 7 };
  const later = { is: 'later', because: 'It says so', seconds: expect.toSatisfy((seconds: number) => seconds > 0) };
  const wanted = { 'later': { ...later }, 'later with an alarm': { ...later, alarm: 'It says so' }, 'later with an alarm, and in doubt': { ...later, alarm: 'It says so', doubt: true }, 'failed for good': { ...failed, retry: false }, 'failed, tried again': { ...failed, retry: true } };
  expect(outcome).toEqual(wanted[expected]);
});
