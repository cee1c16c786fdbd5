import { expect, it } from 'vitest';
import { refused } from './outcome.ts';
import type { Refusal } from './panel.ts';

const becomes: Record<Refusal, 'later' | 'later with an alarm' | 'failed for good' | 'failed, tried again'> = {
  busy: 'later', unserved: 'later with an alarm', disk: 'later with an alarm',
  invalid: 'failed for good', limit: 'failed for good', forbidden: 'failed for good', exists: 'failed for good', suspended: 'failed for good',
  missing: 'failed, tried again', down: 'failed, tried again', broken: 'failed, tried again',
};

it.each(Object.entries(becomes))('a panel that says %s: %s', (refusal, expected) => {
  const outcome = refused({ ok: false, refusal: refusal as Refusal, message: 'It says so', hint: 'Look', code: 7 });
  if (outcome.is === 'later') {
    expect(outcome.seconds).toBeGreaterThan(0);
    expect(expected).toBe(outcome.alarm === undefined ? 'later' : 'later with an alarm');
  } else {
    expect(outcome).toMatchObject({ is: 'failed', message: 'It says so', hint: 'Look', code: 7 });
    expect(expected).toBe(outcome.is === 'failed' && outcome.retry ? 'failed, tried again' : 'failed for good');
  }
});
