'use client';
import { Button } from '#app/_ui/button.tsx';
import { CopyButton } from '#app/_ui/copy-button.tsx';
import type { TaskStatus } from '#server/core/task.ts';
import type { TaskView } from '#server/core/view.ts';
import { CleanUp, hasOrphan } from './clean-up.tsx';
import { canCancel, canResume, canRetry, canSkip } from './can.ts';
import { useTaskActions } from './use-task-actions.tsx';

interface TaskFooterProps {
  task: TaskView;
  serviceId: number;
}

const sentences: Partial<Record<TaskStatus, string>> = {
  failed: 'A retry looks first: what is done already is not done twice.',
  retrying: 'Nothing was lost: the step looks before it acts.',
  postponed: 'It goes on by itself; no attempt was used up.',
  cancelled: 'A retry looks first: what is done already is not done twice.',
};

export function TaskFooter({ task, serviceId }: TaskFooterProps) {
  const { retry, resume, cancel, skip, busy, question } = useTaskActions();
  const unchanged = task.status === 'succeeded' && task.changed === false ? 'All was as wished already: nothing had to be changed.' : undefined;
  return (
    <>
      <span className="mr-auto flex min-w-0 flex-wrap items-center gap-x-3 text-sm text-muted">
        {task.status === 'skipped' || task.status === 'succeeded' ? (task.because ?? unchanged) : sentences[task.status]}
      </span>
      <span className="flex items-center text-sm text-muted">
        Link
        <CopyButton value={addressOf(serviceId, task.id)} what={`link to task #${task.id}`} />
      </span>
      {hasOrphan(task) && <CleanUp task={task} />}
      {canSkip(task) && <Button busy={busy} onClick={() => skip(task)}>Skip step…</Button>}
      {canCancel(task.status) && <Button busy={busy} onClick={() => cancel(task)}>Cancel task</Button>}
      {canResume(task.status) && <Button busy={busy} onClick={() => resume(task)}>Resume from here</Button>}
      {canRetry(task.status) && <Button variant="primary" busy={busy} onClick={() => retry(task)}>Retry now</Button>}
      {question}
    </>
  );
}

const addressOf = (serviceId: number, taskId: number): string => new URL(`/services/${serviceId}/tasks/${taskId}`, window.location.href).href;
