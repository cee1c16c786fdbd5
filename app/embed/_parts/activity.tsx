'use client';
import { ChevronRight } from 'lucide-react';
import { type CSSProperties, useState } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '#app/_ui/button.tsx';
import { StatusPill } from '#app/_ui/status-pill.tsx';
import { TimeAgo } from '#app/_ui/times.tsx';
import { taskWords } from '#server/core/task.ts';
import type { TaskView } from '#server/core/view.ts';
import { useStageName } from './stage-name.ts';

const shown = 50;
const columns = 'grid grid-cols-[1fr_auto] items-center gap-x-4 min-[480px]:grid-cols-[1fr_11rem_5.5rem]';

/** Newest first; what has not begun is no activity. */
function begun(tasks: readonly TaskView[]): readonly TaskView[] {
  return tasks.filter((task) => task.status !== 'waiting').toSorted((a, b) => b.updatedAt.localeCompare(a.updatedAt) || b.id - a.id);
}

/**
 * Rows stand on their place by a transform, so that a new one at the top slides the others down: nothing in the page is
 * laid out anew. That is why it is no <table>, and why the roles are written out.
 */
export function Activity({ tasks, open = true }: { tasks: readonly TaskView[]; open?: boolean }) {
  const t = useTranslations('splash');
  const stageName = useStageName();
  const [all, showAll] = useState(false);
  const rows = begun(tasks);
  const visible = all ? rows : rows.slice(0, shown);
  return (
    <details open={open} className="group mt-4 border-t sm:mt-6 border-line pt-4">
      <summary className="inline-flex min-h-8 list-none items-center gap-1.5 rounded-pill pe-2 font-[600] [&::-webkit-details-marker]:hidden pointer-coarse:min-h-11">
        <ChevronRight size={16} aria-hidden className="text-muted transition-transform group-open:rotate-90 rtl:-scale-x-100 rtl:group-open:-rotate-90" />
        {t('activity')}
      </summary>
      <div role="table" aria-label={t('activity')} className="mt-1 [--row:4rem] min-[480px]:[--row:2.75rem]">
        <div role="rowgroup">
          <div role="row" className={`${columns} h-9 border-b border-line text-sm text-muted max-[479px]:sr-only`}>
            <span role="columnheader">{t('stage')}</span>
            <span role="columnheader">{t('state')}</span>
            <span role="columnheader" className="text-end">{t('updated')}</span>
          </div>
        </div>
        <div role="rowgroup" className="relative h-[calc(var(--row)*var(--rows))]" style={{ '--rows': visible.length } as CSSProperties}>
          {visible.map((task, index) => <Row key={task.id} task={task} stage={stageName(task, tasks)} index={index} />)}
        </div>
      </div>
      {visible.length < rows.length && <Button className="mt-3" onClick={() => showAll(true)}>{t('showAll', { count: rows.length })}</Button>}
    </details>
  );
}

function Row({ task, stage, index }: { task: TaskView; stage: string; index: number }) {
  return (
    <div
      role="row"
      style={{ '--at': index } as CSSProperties}
      className={`${columns} absolute inset-x-0 top-0 h-(--row) translate-y-[calc(var(--row)*var(--at))] animate-arrive content-center gap-y-1 border-b border-line transition-transform duration-200`}
    >
      <span role="cell" className="truncate max-[479px]:col-span-2">{stage}</span>
      <span role="cell" className="flex items-center"><StatusPill words={taskWords[task.status]} audience="customer" className="max-[479px]:h-5 max-[479px]:text-xs" /></span>
      <span role="cell" className="text-end text-muted max-[479px]:text-sm"><TimeAgo at={task.updatedAt} /></span>
    </div>
  );
}
