/** A service with one task of each action, and events that could happen to it. */
import { actionFacts, actions } from './action.ts';
import { taskStatuses } from './task.ts';
import type { CertificateView, ServiceEvent, ServiceView, TaskPatch, TaskView, TryView } from './view.ts';

/** In [0, 1), the same for the same seed. */
export function seeded(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const at = '2026-01-01T00:00:00.000Z';

/** `mark` stands in every field that only staff may read. */
export function aTask(id: number, mark = 'staff-only'): TaskView {
  const action = actions[id % actions.length] ?? 'service.activate';
  return {
    id, operationId: 1, action, lane: actionFacts[action].lane, target: `${mark} target`, node: { id: 7, name: `${mark}-node` }, status: 'queued', attempts: 1, maxAttempts: 3, weight: 10, after: [],
    createdAt: at, queuedAt: at, startedAt: null, finishedAt: null, runAt: null, updatedAt: at, because: `${mark} because`, error: { message: `${mark} message`, hint: `${mark} hint`, code: 4 }, changed: null,
    tries: [{ number: 1, startedAt: at, finishedAt: at, outcome: 'failed', message: `${mark} try` }],
  };
}

export const aCertificate = (mark = 'staff-only'): CertificateView => ({
  role: 'web', names: ['customer.com'], state: 'failed', own: false, reason: `${mark} reason`, missing: [], checkedAt: at, nextAt: at, issuer: null, until: null, stranger: mark, covers: [], warning: null,
});

export const aService = (mark?: string): ServiceView => ({
  seq: 0,
  service: { id: 1, externalId: '42', domain: 'customer.com', state: 'deploying', wanted: 'active', generation: 1, product: 'Split', mode: 'split', reference: '7F3A-12C9', createdAt: at, home: null, certificates: [aCertificate(mark)], site: null, mail: null, drift: null, zoneRev: 0 },
  operations: [{ id: 1, kind: 'deploy', number: 1, generation: 1, status: 'running', openedBy: `${mark ?? 'staff'} person`, openedAt: at, finishedAt: null, progress: 0, usualMs: null }],
  tasks: actions.map((_, id) => aTask(id, mark)),
  items: [],
});

export function events(count: number, random: () => number, mark = 'staff-only'): ServiceEvent[] {
  const one = <T>(list: readonly T[]): T | undefined => list[Math.floor(random() * list.length)];
  const patch = (): TaskPatch => {
    const { tries: _, ...task } = aTask(Math.floor(random() * actions.length), mark);
    const status = one(taskStatuses) ?? 'queued';
    const tried: TryView = { number: 1 + Math.floor(random() * 4), startedAt: at, finishedAt: random() < 0.5 ? null : at, outcome: 'running', message: `${mark} try` };
    return { id: task.id, lane: task.lane, status, because: task.because, error: random() < 0.5 ? task.error : null, ...(random() < 0.5 && { try: tried }), ...(random() < 0.2 && { target: task.target, node: task.node }) };
  };
  return Array.from({ length: count }, (_, index) => ({
    seq: index + 1, at,
    ...(random() < 0.9 && { tasks: Array.from({ length: 1 + Math.floor(random() * 3) }, patch) }),
    ...(random() < 0.3 && { operations: [{ id: 1, progress: Math.floor(random() * 1000), ...(random() < 0.3 && { openedBy: `${mark} person` }) }] }),
    ...(random() < 0.3 && { service: { state: random() < 0.5 ? ('active' as const) : ('failed' as const), ...(random() < 0.5 && { certificates: [aCertificate(mark)] }) } }),
  }));
}
