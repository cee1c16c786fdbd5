import { describe, expect, it } from 'vitest';
import { operationStatus, serviceState, serviceWords, operationWords, type TaskCounts } from './operation.ts';
import { canMove, isActive, isDone, isHeld, taskStatuses, taskWords, type TaskStatus } from './task.ts';

/** The drawing of the design, pair by pair: everything that is not listed must be refused. */
const drawn = `
waiting>queued waiting>cancelled waiting>skipped
queued>running queued>cancelled
running>succeeded running>failed running>retrying running>postponed running>cancelling running>queued
retrying>queued retrying>cancelled retrying>skipped postponed>queued postponed>cancelled postponed>skipped queued>skipped
cancelling>cancelled cancelling>succeeded cancelling>failed cancelling>cancelling
failed>queued failed>skipped cancelled>queued cancelled>waiting cancelled>skipped`.trim().split(/\s+/);

describe('the table of moves', () => {
  it.each(taskStatuses.flatMap((from) => taskStatuses.map((to) => [from, to] as const)))('%s > %s as drawn', (from, to) => {
    expect(canMove(from, to)).toBe(drawn.includes(`${from}>${to}`));
  });
  it('leaves a way out of every state that is not done', () => {
    for (const status of taskStatuses) expect(taskStatuses.some((to) => canMove(status, to))).toBe(!isDone(status));
  });
  it('has words for each state, on every floor', () => {
    for (const words of [...Object.values(taskWords), ...Object.values(operationWords), ...Object.values(serviceWords)]) {
      expect(words.staff).not.toBe('');
      expect(words.customer).not.toBe('');
    }
    expect(taskWords.succeeded).toMatchObject({ staff: 'Success', customer: 'Done' });
  });
});

/** Said in another way than the code says it. */
function expected(counts: TaskCounts): string {
  const n = (status: TaskStatus) => counts[status] ?? 0;
  if (n('queued') + n('running') + n('retrying') + n('postponed') + n('cancelling') > 0) return 'running';
  if (n('failed') > 0) return 'failed';
  if (n('cancelled') > 0) return 'cancelled';
  return n('waiting') > 0 ? 'running' : 'succeeded';
}

describe('what follows from an operation\'s tasks', () => {
  it('holds for every set of states that its tasks can be in', () => {
    for (let set = 0; set < 2 ** taskStatuses.length; set++) {
      const counts: TaskCounts = Object.fromEntries(taskStatuses.filter((_, bit) => (set >> bit) & 1).map((status) => [status, 2]));
      expect({ counts, is: operationStatus(counts) }).toEqual({ counts, is: expected(counts) });
    }
  });
  it('ignores states that no task is in', () => {
    expect(operationStatus({ running: 0, succeeded: 3 })).toBe('succeeded');
  });
  it('fails only when its other branches have ended', () => {
    expect(operationStatus({ failed: 1, running: 1, waiting: 4 })).toBe('running');
    expect(operationStatus({ failed: 1, waiting: 4, succeeded: 9 })).toBe('failed');
  });
  it.each([['running', 'deploying'], ['succeeded', 'active'], ['failed', 'failed'], ['cancelled', 'failed']] as const)('a newest operation that is %s makes the service %s', (status, state) => {
    for (const kind of ['deploy', 'redeploy', 'reset'] as const) expect(serviceState('suspended', { kind, status })).toBe(state);
  });
  it.each([
    ['suspend', 'active', 'active', 'suspended', 'active'], ['unsuspend', 'suspended', 'suspended', 'active', 'suspended'], ['terminate', 'active', 'terminating', 'terminated', 'terminating'],
    ['changePackage', 'suspended', 'suspended', 'suspended', 'suspended'], ['changePassword', 'active', 'active', 'active', 'active'],
  ] as const)('%s of a service that is %s: running it is %s, then %s, and when it fails %s', (kind, before, running, succeeded, failed) => {
    expect([serviceState(before, { kind, status: 'running' }), serviceState(before, { kind, status: 'succeeded' }), serviceState(before, { kind, status: 'failed' })]).toEqual([running, succeeded, failed]);
  });
  it('holds, is done or moves by itself, but never two of the first two', () => {
    for (const status of taskStatuses) {
      expect(isHeld(status) && isDone(status)).toBe(false);
      expect(!isHeld(status) || isActive(status)).toBe(true);
    }
  });
});
