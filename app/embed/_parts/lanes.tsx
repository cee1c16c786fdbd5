'use client';
import clsx from 'clsx';
import { useTranslations } from 'use-intl';
import { useSaid } from '#app/_words/words.tsx';
import type { LaneProgress } from '#server/core/progress.ts';
import { isDone, isHeld, type TaskStatus, taskWords } from '#server/core/task.ts';
import { toneFill } from '#app/_ui/tone.ts';
import { VisuallyHidden } from '#app/_ui/visually-hidden.tsx';

function Segment({ status }: { status: TaskStatus }) {
  const fill = toneFill[taskWords[status].tone];
  if (status === 'waiting' || status === 'cancelled') return <span className="h-1.5 flex-1 rounded-full bg-sunken shadow-[inset_0_0_0_1px_var(--color-line-strong)]" />;
  if (isDone(status) || status === 'failed') return <span className={clsx('h-1.5 flex-1 rounded-full transition-colors', fill)} />;
  // Begun or about to: half full while it is at work, a beginning while it waits for its turn.
  return (
    <span className="flex h-1.5 flex-1 overflow-hidden rounded-full bg-wait-soft transition-colors">
      <span className={clsx('h-full transition-[width,background-color]', fill, isHeld(status) ? 'w-1/2' : 'w-1/6')} />
    </span>
  );
}

/** A piece per step, or one per kind of step where there are too many to be told apart. */
function piecesOf(segments: readonly TaskStatus[]): readonly { status: TaskStatus; share: number }[] {
  if (segments.length <= 12) return segments.map((status) => ({ status, share: 1 }));
  const order: readonly TaskStatus[] = ['succeeded', 'skipped', 'failed', 'running', 'cancelling', 'retrying', 'postponed', 'queued', 'cancelled', 'waiting'];
  return order.map((status) => ({ status, share: segments.filter((one) => one === status).length })).filter(({ share }) => share > 0);
}

/** A part of the service per cell; the cells keep their size whatever stands in them. */
export function Lanes({ lanes }: { lanes: readonly LaneProgress[] }) {
  const t = useTranslations('splash');
  const said = useSaid();
  return (
    <ul className={laneGrid}>
      {lanes.map((lane) => (
        <li key={lane.lane} className={laneCell}>
          <div className="flex items-baseline justify-between gap-2">
            <span className="font-[600]">{said(lane.title)}</span>
            <span className="text-sm text-muted">
              {lane.done}/{lane.total}
              <VisuallyHidden> {t('stepsDone')}</VisuallyHidden>
            </span>
          </div>
          <div aria-hidden className="mt-2 flex gap-1">
            {piecesOf(lane.segments).map(({ status, share }, index) => <span key={index} className="flex basis-0" style={{ flexGrow: share }}><Segment status={status} /></span>)}
          </div>
          <p className="mt-2 min-h-lh text-sm text-muted min-[375px]:min-h-[2lh]">{said(lane.line)}</p>
        </li>
      ))}
    </ul>
  );
}

export const laneGrid =
  'grid gap-px overflow-hidden rounded-card border border-line bg-line min-[375px]:grid-cols-2 sm:auto-cols-fr sm:grid-flow-col sm:grid-cols-none';
export const laneCell = 'min-w-0 bg-surface p-4 min-[375px]:max-sm:last:odd:col-span-2';
