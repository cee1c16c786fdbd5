'use client';
import { CopyButton } from '#app/_ui/copy-button.tsx';
import type { TaskStatus } from '#server/core/task.ts';
import type { TaskView } from '#server/core/view.ts';
import { CleanUp, hasOrphan } from './clean-up.tsx';
import { canCancel, canResume, canRetry, canSkip } from './can.ts';
import { useTaskActions } from './use-task-actions.tsx';
import { RoleButton } from '../staff/role-button.tsx';

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
      {canSkip(task) && <RoleButton ability="drive" busy={busy} onClick={() => skip(task)}>Skip step…</RoleButton>}
      {canCancel(task.status) && <RoleButton ability="drive" busy={busy} onClick={() => cancel(task)}>Cancel task</RoleButton>}
      {canResume(task.status) && <RoleButton ability="care" busy={busy} onClick={() => resume(task)}>Resume from here</RoleButton>}
      {canRetry(task.status) && <RoleButton ability="care" variant="primary" busy={busy} onClick={() => retry(task)}>Retry now</RoleButton>}
      {question}
    </>
  );
}

const addressOf = (serviceId: number, taskId: number): string => new URL(`/services/${serviceId}/tasks/${taskId}`, window.location.href).href;
