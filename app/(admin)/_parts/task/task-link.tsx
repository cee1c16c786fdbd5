'use client';
import type { MouseEvent } from 'react';
import { useOpenTask } from './task-address.ts';
import type { TaskView } from '#server/core/view.ts';

interface TaskLinkProps {
  task: Pick<TaskView, 'id' | 'action'>;
  /** Else the action's name. */
  children?: string;
  className?: string;
}

/** A click opens the task over this page; a middle click opens its own page. */
export function TaskLink({ task, children, className }: TaskLinkProps) {
  const { open } = useOpenTask();
  const onClick = (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    open(task.id);
  };
  return <a href={`/tasks/${task.id}`} data-task={task.id} onClick={onClick} className={className}>{children ?? task.action}</a>;
}
