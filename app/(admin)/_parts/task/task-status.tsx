'use client';
import { useNow } from '#app/_ui/clock.tsx';
import { StatusPill } from '#app/_ui/status-pill.tsx';
import { stopwatch } from '#app/_ui/time.ts';
import { taskWords } from '#server/core/task.ts';
import type { TaskView } from '#server/core/view.ts';

/** The status word, with the time until it moves by itself, or the attempt when it is not the first. */
export function TaskStatusPill({ task }: { task: Pick<TaskView, 'status' | 'runAt' | 'attempts' | 'maxAttempts'> }) {
  const now = useNow();
  return <StatusPill words={taskWords[task.status]} label={label(task, now)} />;
}

function label({ status, runAt, attempts, maxAttempts }: Pick<TaskView, 'status' | 'runAt' | 'attempts' | 'maxAttempts'>, now: number | null): string | undefined {
  const left = runAt === null || now === null ? 0 : Date.parse(runAt) - now;
  if ((status === 'retrying' || status === 'postponed') && left > 0) return `${taskWords[status].staff} in ${stopwatch(left + 999)}`;
  if (status === 'running' && attempts > 1) return `Attempt ${attempts}/${maxAttempts}`;
  return undefined;
}
