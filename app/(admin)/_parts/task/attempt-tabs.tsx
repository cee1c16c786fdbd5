'use client';
import clsx from 'clsx';
import { ClockTime } from '#app/_ui/times.tsx';
import type { TaskView, TryView } from '#server/core/view.ts';

interface AttemptTabsProps {
  task: TaskView;
  current: number;
  onChange: (attempt: number) => void;
}

const outcomes: Record<TryView['outcome'], string> = { running: 'running', succeeded: 'success', failed: 'failed', postponed: 'postponed', cancelled: 'cancelled', lost: 'worker lost' };

/** The exit code belongs to the newest failure. */
function outcomeOf(task: TaskView, one: TryView): string {
  const newest = task.tries.findLast((other) => other.outcome === 'failed');
  const code = task.error?.code ?? null;
  return one.outcome === 'failed' && one === newest && code !== null ? `exit ${code}` : outcomes[one.outcome];
}

/** Attempts side by side, with the one that is due at the end. */
export function AttemptTabs({ task, current, onChange }: AttemptTabsProps) {
  const next = task.status === 'retrying' || task.status === 'postponed' ? task.runAt : null;
  return (
    <div role="group" aria-label="Attempts" className="flex min-w-0 flex-wrap items-center gap-1">
      {task.tries.map((one) => (
        <button
          key={one.number}
          type="button"
          aria-pressed={one.number === current}
          title={one.message ?? undefined}
          onClick={() => onChange(one.number)}
          className={clsx('h-8 rounded-control border px-2.5 whitespace-nowrap transition-colors pointer-coarse:h-11', one.number === current ? 'border-line bg-surface font-[540] shadow-card' : 'border-transparent text-muted hover:text-text')}
        >
          Attempt {one.number} · {outcomeOf(task, one)}
        </button>
      ))}
      {next !== null && <span className="px-2.5 text-muted">Attempt {(task.tries.at(-1)?.number ?? 0) + 1} at <ClockTime at={next} /></span>}
    </div>
  );
}
