'use client';
import clsx from 'clsx';
import { ClockTime } from '#app/_ui/times.tsx';
import { took } from '#app/_ui/time.ts';
import type { TaskView } from '#server/core/view.ts';
import { TaskLink } from '../task/task-link.tsx';
import { TaskStatusPill } from '../task/task-status.tsx';
import { Bars } from './bars.tsx';
import { noteOf } from './note-of.ts';
import type { Scale } from './scale.ts';
import { ranMs, type Segment, usualEnd } from './segments.ts';

export const rowGrid = 'gap-x-3 @min-[820px]:grid-cols-[4.75rem_10.5rem_5.5rem_minmax(0,1fr)_4.25rem_9.25rem]';

const noteColours = { wait: 'text-muted', warn: 'text-warn-text', bad: 'text-bad-text' } as const;

interface WaterfallRowProps {
  task: TaskView;
  segments: readonly Segment[];
  scale: Scale;
  now: number;
}

/** The whole row opens the task; on a phone the axis goes under the words. */
export function WaterfallRow({ task, segments, scale, now }: WaterfallRowProps) {
  const ran = ranMs(task, now);
  const note = noteOf(task);
  const time = task.startedAt ?? task.queuedAt;
  return (
    <li className="relative px-5 transition-colors focus-within:bg-sunken hover:bg-sunken">
      <div className={clsx(rowGrid, 'grid items-center gap-y-1 py-2.5 @max-[820px]:grid-cols-[auto_auto_minmax(0,1fr)_auto] @min-[820px]:min-h-10 @min-[820px]:py-0')}>
        <span className="text-sm text-muted @max-[820px]:row-start-2">{time === null ? '–' : <ClockTime at={time} />}</span>
        <span className="min-w-0 @max-[820px]:col-span-3 @max-[820px]:row-start-1">
          <TaskLink task={task} className="rounded-pill font-mono text-code wrap-anywhere after:absolute after:inset-0" />
        </span>
        <span className="truncate text-sm text-muted normal-nums @max-[820px]:row-start-2" title={task.node?.name}>{task.node?.name ?? '–'}</span>
        <span className={clsx('self-stretch @max-[820px]:col-span-4 @max-[820px]:row-start-3', segments.length === 0 && '@max-[820px]:hidden')}><Bars segments={segments} scale={scale} usual={usualEnd(task)} /></span>
        <span className="text-right text-sm whitespace-nowrap @max-[820px]:col-start-4 @max-[820px]:row-start-2">{ran === null ? '–' : took(ran)}</span>
        <span className="@max-[820px]:col-start-4 @max-[820px]:row-start-1 @max-[820px]:text-right"><TaskStatusPill task={task} /></span>
      </div>
      {note !== null && (
        <p className={clsx('pb-2.5 text-sm @min-[820px]:pl-22', noteColours[note.tone])}>
          {note.text}
          {note.hint !== '' && <span className="text-muted"> {note.hint}</span>}
        </p>
      )}
    </li>
  );
}
