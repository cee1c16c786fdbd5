'use client';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '#app/_ui/button.tsx';
import { Icon } from '#app/_ui/icon.tsx';
import { ProgressBar } from '#app/_ui/progress-bar.tsx';
import { TimeAgo } from '#app/_ui/times.tsx';
import { useSaid } from '#app/_words/words.tsx';
import { isRestore, type RestoreAction } from '#server/core/action.ts';
import type { RestorePart } from '#server/core/restore.ts';
import { isActive, isDone, taskWords } from '#server/core/task.ts';
import type { OperationView, TaskView } from '#server/core/view.ts';
import { useRooms } from '../room-context.tsx';
import { PartName } from './part-name.tsx';

type RestoreTask = TaskView & { action: RestoreAction };
const partOf: Record<RestoreAction, RestorePart['is']> = { 'web.restoreSite': 'site', 'web.restoreDatabase': 'database', 'mail.restoreMailbox': 'mailbox' };

export interface RestoreView {
  operation: OperationView;
  tasks: readonly RestoreTask[];
  moving: boolean;
}

/** The newest restore from a backup; null without one that anybody remembers. */
export function useRestore(item: number): RestoreView | null {
  const { view } = useRooms();
  const all = view.tasks.filter((task): task is RestoreTask => task.item === item && isRestore(task.action));
  const operation = view.operations.findLast((one) => all.some((task) => task.operationId === one.id));
  if (operation === undefined) return null;
  const tasks = all.filter((task) => task.operationId === operation.id);
  return { operation, tasks, moving: tasks.some((task) => isActive(task.status)) };
}

/** How far a restore is, part by part; then how it ended, until that is put away. */
export function Restoring({ restore: { operation, tasks, moving }, onAgain }: { restore: RestoreView; onAgain: (() => void) | null }) {
  const t = useTranslations('backups');
  const inRoom = useTranslations('room');
  const said = useSaid();
  const [hidden, setHidden] = useState<number | null>(null);
  const failed = tasks.filter((task) => task.status === 'failed' || task.status === 'cancelled');
  const done = tasks.filter((task) => isDone(task.status)).length;
  if (!moving && hidden === operation.id) return null;
  if (moving) {
    return (
      <div className="flex flex-col gap-2" role="group" aria-label={t('restore.busy')}>
        <ProgressBar label={t('restore.busy')} permille={operation.progress} valueText={inRoom('count', { used: done, limit: tasks.length })} of={operation.id} moving />
        <ul className="flex flex-wrap gap-x-4 gap-y-1 text-sm text-muted">
          {tasks.map((task) => <li key={task.id} className="flex items-center gap-1.5"><Icon name={taskWords[task.status].icon} size={13} /><span><PartName is={partOf[task.action]} name={task.target} />: {said(taskWords[task.status].customer)}</span></li>)}
        </ul>
      </div>
    );
  }
  return (
    <div className={`flex flex-wrap items-center justify-between gap-x-4 gap-y-2 rounded-control px-3 py-2.5 ${failed.length > 0 ? 'bg-warn-soft text-warn-text' : 'bg-ok-soft text-ok-text'}`}>
      <p role="status" className="min-w-0 flex-1 basis-60">
        <span className="font-[600]">{failed.length > 0 ? inRoom('didNotWork') : t('restore.done')}</span>{' '}
        {failed.length > 0 ? `${failed.map((task) => (task.error === null ? inRoom('stopped') : said(task.error.message))).join('. ')}. ${inRoom('nothingElse')}` : operation.finishedAt !== null && <TimeAgo at={operation.finishedAt} />}
      </p>
      <span className="flex flex-wrap gap-2">
        {failed.length > 0 && onAgain !== null && <Button size="small" variant="primary" onClick={onAgain}>{t('restore.again')}</Button>}
        <Button size="small" variant="quiet" onClick={() => setHidden(operation.id)}>{t('restore.hide')}</Button>
      </span>
    </div>
  );
}
