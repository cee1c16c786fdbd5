'use client';
import { isActive } from '#server/core/task.ts';
import type { OperationView, TaskView } from '#server/core/view.ts';
import { Axis, Legend } from './bars.tsx';
import { scaleOf } from './scale.ts';
import { segmentsOf } from './segments.ts';
import { useLiveNow } from './use-live-now.ts';
import { rowGrid, WaterfallRow } from './waterfall-row.tsx';

interface WaterfallProps {
  operation: OperationView;
  tasks: readonly TaskView[];
  legend?: boolean;
}

/** Until a due time this near, the axis waits for it. */
const SOON_MS = 60_000;

/** Every task of an operation on one axis: what waited, what ran, what failed and when it was tried again. */
export function Waterfall({ operation, tasks, legend = false }: WaterfallProps) {
  const live = tasks.some((task) => isActive(task.status));
  const opened = Date.parse(operation.openedAt);
  const latest = Math.max(opened, ...tasks.map((task) => Date.parse(task.updatedAt)));
  const now = useLiveNow(live, latest);
  const rows = tasks.toSorted((a, b) => a.id - b.id).map((task) => ({ task, segments: segmentsOf(task, now) }));
  const drawn = rows.flatMap((row) => row.segments);
  // A copy that goes on after its service was live began in the operation before.
  const start = Math.min(opened, ...drawn.map((segment) => segment.from));
  const end = Math.max(start, ...drawn.map((segment) => (segment.to <= now + SOON_MS ? segment.to : now)));
  const scale = scaleOf(drawn.filter((segment) => segment.kind !== 'backoff'), start, end);
  return (
    <div className="@container">
      <div aria-hidden className={`${rowGrid} hidden min-h-9 items-center border-b border-line px-5 text-sm text-muted @min-[820px]:grid`}>
        <span>Time</span>
        <span>Action</span>
        <span>Server</span>
        <Axis scale={scale} />
        <span className="text-right">Took</span>
        <span>Result</span>
      </div>
      <ol aria-label="Timeline" className="divide-y divide-line">
        {rows.map(({ task, segments }) => <WaterfallRow key={task.id} task={task} segments={segments} scale={scale} now={now} />)}
      </ol>
      {legend && <Legend />}
    </div>
  );
}
