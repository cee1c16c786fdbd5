import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { operationKinds, operationNews } from './operation.ts';
import { builtBy, currentOperation, progressOf } from './progress.ts';
import { taskStatuses, type TaskStatus } from './task.ts';
import { aService, events, seeded } from './view.test-data.ts';
import { reduce, type ServiceEvent, type ServiceView } from './view.ts';

const start = aService();
const after = (view: ServiceView, list: readonly ServiceEvent[]): ServiceView => list.reduce((now, event) => reduce(now, event).view, view);

describe('reduce', () => {
  it('drops what it has and says a gap, without touching the view', () => {
    const [first, second, third] = events(3, seeded(1));
    if (first === undefined || second === undefined || third === undefined) throw new Error('Three events were asked for');
    const one = reduce(start, first).view;
    expect(reduce(one, first)).toEqual({ view: one, gap: false });
    expect(reduce(one, third)).toEqual({ view: one, gap: true });
    expect(reduce(one, second).view.seq).toBe(2);
  });

  it('ends the same in any order and with any doubling, as long as gaps are asked for', () => {
    fc.assert(fc.property(fc.integer(), fc.integer({ min: 1, max: 40 }), fc.array(fc.nat(1000), { maxLength: 80 }), (seed, count, picks) => {
      const list = events(count, seeded(seed));
      let view = start;
      const deliver = (event: ServiceEvent): void => {
        const reduced = reduce(view, event);
        // What a watcher does about a gap: it says what it has and gets everything after it.
        view = reduced.gap ? after(view, list.filter((one) => one.seq > view.seq && one.seq <= event.seq)) : reduced.view;
      };
      for (const pick of picks) { const event = list[pick % count]; if (event !== undefined) deliver(event); }
      const last = list.at(-1);
      if (last !== undefined) deliver(last);
      expect(view).toEqual(after(start, list));
    }), { numRuns: 200, seed: 1 });
  });

  it('keeps tries in order, one per number, and the latest word on each', () => {
    const at = '2026-01-01T00:00:00.000Z';
    const say = (seq: number, number: number, outcome: 'running' | 'lost'): ServiceEvent => ({ seq, at, tasks: [{ id: 1, try: { number, startedAt: at, finishedAt: null, outcome } }] });
    const view = after(start, [say(1, 2, 'running'), say(2, 1, 'lost'), say(3, 2, 'lost')]);
    expect(view.tasks.find((task) => task.id === 1)?.tries.map((one) => [one.number, one.outcome])).toEqual([[1, 'lost'], [2, 'lost']]);
  });

  it('adds the tasks and the operation of a plan that came later, and leaves the rest alone', () => {
    const [task] = start.tasks;
    const [operation] = start.operations;
    if (task === undefined || operation === undefined) throw new Error('A service has a task');
    const view = after(start, [{ seq: 1, at: '', service: { generation: 2 }, operations: [{ ...operation, id: 9 }], tasks: [{ ...task, id: 99, operationId: 9 }] }]);
    expect(view.tasks).toHaveLength(start.tasks.length + 1);
    expect(view.service).toEqual({ ...start.service, generation: 2 });
    expect(currentOperation(view)?.id).toBe(9);
    expect(view.tasks.slice(0, -1)).toEqual(start.tasks);
  });
});

describe('progress', () => {
  it('counts every task exactly once', () => {
    fc.assert(fc.property(fc.array(fc.constantFrom<TaskStatus>(...taskStatuses), { minLength: 13, maxLength: 13 }), (statuses) => {
      const view = { ...start, tasks: start.tasks.map((task, at) => ({ ...task, status: statuses[at % 13] ?? 'queued' })) };
      const operation = currentOperation(view);
      if (operation === null) throw new Error('A service has an operation');
      const progress = progressOf(view, operation);
      expect(progress.done + progress.running + progress.failed + progress.pending).toBe(progress.total);
      expect(progress.now).not.toBe('');
      for (const lane of progress.lanes) {
        expect(lane.segments).toHaveLength(lane.total);
        expect(lane.line).not.toBe('');
      }
    }), { numRuns: 200, seed: 1 });
  });
  it('does not count another operation, and names no lane without steps', () => {
    const [operation] = start.operations;
    if (operation === undefined) throw new Error('A service has an operation');
    expect(progressOf({ ...start, tasks: start.tasks.map((task) => ({ ...task, operationId: 77 })) }, operation)).toMatchObject({ total: 0, lanes: [] });
  });
  it('takes the newest lifecycle operation, never a change', () => {
    const [operation] = start.operations;
    if (operation === undefined) throw new Error('A service has an operation');
    const view = { ...start, operations: [{ ...operation, id: 3 }, { ...operation, id: 2 }, { ...operation, id: 8, kind: 'change' as const }] };
    expect(currentOperation(view)?.id).toBe(3);
    expect(currentOperation({ ...start, operations: [] })).toBeNull();
  });
});

describe('progress of what is no deployment', () => {
  const [operation] = start.operations;
  if (operation === undefined) throw new Error('A service has an operation');
  it.each(operationKinds)('%s speaks of itself, and not of setting up, unless it does', (kind) => {
    const build = ['deploy', 'redeploy', 'reset'].includes(kind);
    const words = (status: 'succeeded' | 'failed') => {
      const of = { ...operation, kind, status };
      const { now, lanes } = progressOf({ ...start, operations: [of], tasks: start.tasks.map((task) => ({ ...task, status })) }, of);
      return [now, ...lanes.map((lane) => lane.line)].join(' · ');
    };
    expect(words('succeeded').startsWith(operationNews[kind].done)).toBe(true);
    expect(/ready/i.test(words('succeeded'))).toBe(build);
    expect(/setting up/i.test(words('failed'))).toBe(build);
  });

  it('what the service was built by is the newest build, whatever came after', () => {
    const operations = [{ ...operation, id: 2, kind: 'redeploy' as const }, { ...operation, id: 1 }, { ...operation, id: 3, kind: 'suspend' as const }];
    expect(builtBy({ ...start, operations })?.id).toBe(2);
    expect(builtBy({ ...start, operations: [] })).toBeNull();
  });
});
