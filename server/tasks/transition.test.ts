/** Law 2: one door, one order of locks. */
import { sql } from 'drizzle-orm';
import { describe, expect, inject, it } from 'vitest';
import { lawsHold, replayIsTheView, watchLaws } from '#e2e/laws.ts';
import { times } from '#e2e/long.ts';
import { paperRig } from '#e2e/paper.ts';
import type { Rig } from '#e2e/rig.ts';
import { canMove, isHeld, taskStatuses } from '#server/core/task.ts';
import { cancelTask } from './retry.ts';
import { writeOperation } from './plan.ts';
import { emit, Stale } from './emit.ts';
import { type Move, NotAllowed, transition } from './transition.ts';

const databaseUrl = inject('databaseUrl');
const move = (rig: Rig, service: number, ...moves: Move[]) => rig.client.db.transaction((tx) => transition(tx, rig.engine.boss, service, moves));

/** A change of three steps: two on two nodes, and one after both. */
async function fork(rig: Rig, service: number): Promise<[number, number, number]> {
  return rig.client.db.transaction(async (tx) => {
    const step = (key: string, nodeId: number | null, after: string[]) => ({ key, action: 'web.applySettings' as const, nodeId, target: key, after, serialKey: nodeId === null ? null : `${nodeId}:${key}` });
    const { operation, tasks } = await writeOperation(tx, rig.engine.boss, {
      serviceId: service, generation: 1, kind: 'change', openedBy: 'Test', policies: { retry: {}, quorum: 1 },
      plan: [step('a', rig.nodeIds[0] ?? 0, []), step('b', rig.nodeIds[1] ?? 0, []), step('c', null, ['a', 'b'])],
    });
    await emit(tx, service, { operations: [operation], tasks });
    const [a, b, c] = tasks;
    return [a?.id ?? 0, b?.id ?? 0, c?.id ?? 0];
  });
}

async function start(rig: Rig, service: number, ids: readonly number[]): Promise<void> {
  await rig.client.pool.query('update nodes n set in_flight = in_flight + 1 from tasks t where t.node_id = n.id and t.id = any($1)', [ids]);
  await move(rig, service, ...ids.map((taskId): Move => ({ taskId, to: 'running', set: { worker: 'test', leaseSeconds: 60, started: true, attemptsBy: 1 } })));
}

describe('the one door', () => {
  it('refuses every move that is not drawn, and writes nothing of what came with it', async () => {
    await using rig = await paperRig({ databaseUrl });
    const { id } = await rig.order();
    const [a, b] = await fork(rig, id);
    const { seq } = await rig.view(id);
    for (const from of taskStatuses) {
      await rig.client.pool.query('update tasks set status = $1 where id = $2', [from, a]);
      for (const to of taskStatuses.filter((one) => !canMove(from, one))) {
        await expect(move(rig, id, { taskId: b, to: 'cancelled' }, { taskId: a, to, set: { error: { message: 'x', hint: '', code: null } } }), `${from}>${to}`).rejects.toThrow(NotAllowed);
      }
    }
    const view = await rig.view(id);
    expect(view.seq).toBe(seq);
    expect(view.tasks.find((task) => task.id === b)?.status).toBe('queued');
    expect(view.tasks.find((task) => task.id === a)?.error).toBeNull();
  });

  it('has no word for a task of another service, for one that is gone, or for a start that is over', async () => {
    await using rig = await paperRig({ databaseUrl });
    const [one, other] = [await rig.order(), await rig.order()];
    const [a] = await fork(rig, one.id);
    await expect(move(rig, other.id, { taskId: a, to: 'cancelled' })).rejects.toThrow(Stale);
    await expect(move(rig, one.id, { taskId: 999_999, to: 'cancelled' })).rejects.toThrow(Stale);
    await expect(move(rig, 999_999, { taskId: a, to: 'cancelled' })).rejects.toThrow(Stale);
    await start(rig, one.id, [a]);
    await expect(move(rig, one.id, { taskId: a, to: 'succeeded', fence: 0 })).rejects.toThrow(Stale);
    await expect(rig.client.db.transaction((tx) => transition(tx, rig.engine.boss, one.id, [{ taskId: a, to: 'succeeded', fence: 1 }], sql`t.worker = 'somebody else'`))).rejects.toThrow(Stale);
    await move(rig, one.id, { taskId: a, to: 'succeeded', fence: 1 });
  });

  it('frees what two steps led to once, when both end at the same time', async () => {
    await using rig = await paperRig({ databaseUrl });
    await watchLaws(rig);
    const { id } = await rig.order();
    // A change starts only when nothing else is open.
    for (const task of (await rig.view(id)).tasks) await cancelTask(rig.engine, id, task.id);
    for (let count = 0; count < times(15, 1000); count++) {
      const [a, b, c] = await fork(rig, id);
      await start(rig, id, [a, b]);
      const { seq } = await rig.view(id);
      const done = (taskId: number): Move => ({ taskId, to: 'succeeded', fence: 1, ends: { outcome: 'succeeded', message: null } });
      await Promise.all([move(rig, id, done(a)), move(rig, id, done(b))]);
      const { rows } = await rig.client.pool.query<{ n: number }>(`select count(*)::int as n from events, jsonb_array_elements(body -> 'tasks') task where service_id = $1 and seq > $2 and task ->> 'status' = 'queued' and (task ->> 'id')::int = $3`, [id, seq, c]);
      expect(rows[0]?.n).toBe(1);
      await move(rig, id, { taskId: c, to: 'cancelled' });
    }
    await lawsHold(rig);
  });

  it('numbers the events of a service without a gap, whoever writes at the same time', async () => {
    await using rig = await paperRig({ databaseUrl });
    await watchLaws(rig);
    const { id } = await rig.order();
    const { tasks } = await rig.view(id);
    const answers = await Promise.all([...tasks, ...tasks].map((task) => cancelTask(rig.engine, id, task.id)));
    expect(answers.every((answer) => answer === 'cancelled')).toBe(true);
    const view = await rig.view(id);
    expect(view.seq).toBe(1 + tasks.length);
    expect(view.service.state).toBe('failed');
    await lawsHold(rig);
    await replayIsTheView(rig, id);
  });

  it('never lets a step start before the one that it waited for had ended, by the clock that people see', async () => {
    await using rig = await paperRig({ databaseUrl, slots: 1 });
    rig.worker();
    rig.worker();
    const ids = await Promise.all(Array.from({ length: 4 }, async () => (await rig.order()).id));
    for (const id of ids) {
      const { tasks } = await rig.until(id, (now) => now.service.state === 'active');
      const ended = new Map(tasks.map((task) => [task.id, task.finishedAt ?? '']));
      for (const task of tasks) {
        for (const before of task.after) expect((ended.get(before) ?? 'z') <= (task.startedAt ?? '')).toBe(true);
        expect((task.queuedAt ?? 'z') <= (task.startedAt ?? '') && (task.startedAt ?? 'z') <= (task.finishedAt ?? '')).toBe(true);
      }
    }
  });

  it('does not wait for whoever only refers to a node: an order is accepted while a node is locked', async () => {
    await using rig = await paperRig({ databaseUrl });
    await rig.client.db.transaction(async (tx) => {
      await tx.execute(sql`select id from nodes for no key update`);
      await expect(rig.order()).resolves.toMatchObject({ fresh: true });
    });
  });

  it('knows which states hold a slot', () => {
    expect(taskStatuses.filter(isHeld)).toEqual(['running', 'cancelling']);
  });
});
