/** A task's life as spans of time: what it waited for, each attempt, each back-off. */
import type { TaskView, TryView } from '#server/core/view.ts';

export type SegmentKind = 'wait' | 'backoff' | 'run' | 'done' | 'failed' | 'postponed' | 'stopped';
export interface Segment {
  kind: SegmentKind;
  from: number;
  to: number;
}

const kinds: Record<TryView['outcome'], SegmentKind> = { running: 'run', succeeded: 'done', failed: 'failed', lost: 'failed', postponed: 'postponed', cancelled: 'stopped' };

/** `queuedAt` is the newest time: it splits the pause before the start that followed it. */
function pause(from: number | null, to: number, queuedAt: number | null): Segment[] {
  const queued = queuedAt !== null && queuedAt <= to && (from === null || queuedAt >= from) ? queuedAt : null;
  const backoff: Segment[] = from === null ? [] : [{ kind: 'backoff', from, to: queued ?? to }];
  return queued === null ? backoff : [...backoff, { kind: 'wait', from: queued, to }];
}

const parse = (at: string | null): number | null => (at === null ? null : Date.parse(at));

/** In order of time; a live one ends at `now`. */
export function segmentsOf(task: TaskView, now: number): readonly Segment[] {
  const queuedAt = parse(task.queuedAt);
  const segments: Segment[] = [];
  let last: number | null = null;
  for (const one of task.tries) {
    const from = Date.parse(one.startedAt);
    const to = Math.max(from, parse(one.finishedAt) ?? now);
    segments.push(...pause(last, from, queuedAt), { kind: kinds[one.outcome], from, to });
    last = to;
  }
  if (task.status === 'queued') segments.push(...pause(last, now, queuedAt));
  if (last !== null && (task.status === 'retrying' || task.status === 'postponed')) segments.push({ kind: 'backoff', from: last, to: Math.max(last, parse(task.runAt) ?? now) });
  return segments.filter((segment) => segment.to > segment.from);
}

/** When the newest attempt would usually have been done; null while there is no history, or nothing ran. */
export function usualEnd(task: TaskView): number | null {
  const last = task.tries.at(-1);
  return last === undefined || task.usualMs == null || task.changed === false ? null : Date.parse(last.startedAt) + task.usualMs;
}

/** Milliseconds of all attempts together; null before the first. */
export function ranMs(task: TaskView, now: number): number | null {
  if (task.tries.length === 0) return null;
  return task.tries.reduce((sum, one) => sum + Math.max(0, (parse(one.finishedAt) ?? now) - Date.parse(one.startedAt)), 0);
}

/** Milliseconds from ready to the first attempt; null while that is not known. */
export function waitedMs(task: TaskView, now: number): number | null {
  const waits = segmentsOf(task, now).filter((segment) => segment.kind === 'wait');
  if (task.queuedAt === null) return null;
  return waits.reduce((sum, wait) => sum + wait.to - wait.from, 0);
}
