import { describe, expect, it } from 'vitest';
import { publishingOf } from './publishing.ts';
import type { TaskStatus } from './task.ts';
import { aService, aTask } from './view.test-data.ts';
import type { ServiceView } from './view.ts';

/** Operations in order, each with what its tasks are on which node; null as a customer sees it. */
function zone(...changes: (readonly (readonly [number | null, TaskStatus])[])[]): ServiceView {
  const view = aService();
  return {
    ...view,
    operations: changes.map((_, at) => ({ id: at + 1, kind: 'change', number: at + 1, generation: view.service.generation, status: 'running', openedBy: '', openedAt: '', finishedAt: null, progress: 0, usualMs: null })),
    tasks: changes.flatMap((tasks, at) => tasks.map(([node, status], of) => ({ ...aTask(of), id: (at + 1) * 10 + of, operationId: at + 1, action: 'dns.syncRecords', after: [], node: node === null ? null : { id: node, name: `ns${node}` }, status, error: status === 'failed' ? { message: 'no', hint: '', code: null } : null }))),
  };
}

describe('an edit of a zone is', () => {
  it.each([
    ['done', zone(), { is: 'done', on: 2, operation: null }],
    ['done on all of them', zone([[null, 'succeeded'], [null, 'succeeded']]), { is: 'done', on: 2, operation: 1 }],
    ['on its way to one', zone([[null, 'succeeded'], [null, 'running']]), { is: 'publishing', on: 1 }],
    ['waiting for one that is down', zone([[null, 'succeeded'], [null, 'postponed']]), { is: 'waiting', on: 1 }],
    ['failed on one', zone([[null, 'succeeded'], [null, 'failed']]), { is: 'failed', on: 1, reason: 'no' }],
    ['done when a later one went well', zone([[null, 'failed'], [null, 'succeeded']], [[null, 'succeeded'], [null, 'succeeded']]), { is: 'done', on: 2 }],
    ['failed where no later one reached that node', zone([[1, 'failed'], [2, 'succeeded']], [[2, 'succeeded']]), { is: 'failed', on: 1 }],
    ['published by a later one', zone([[1, 'failed'], [2, 'succeeded']], [[1, 'queued'], [2, 'succeeded']]), { is: 'publishing', on: 1 }],
  ] as const)('%s', (_, view, expected) => expect(publishingOf(view, 2)).toMatchObject({ ...expected, of: 2 }));
});
