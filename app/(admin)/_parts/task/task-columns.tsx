'use client';
import { MoreHorizontal } from 'lucide-react';
import Link from 'next/link';
import type { Outputs } from '#app/_trpc/outputs.ts';
import { IconButton } from '#app/_ui/icon-button.tsx';
import { Menu, type MenuItem } from '#app/_ui/menu.tsx';
import { ClockTime } from '#app/_ui/times.tsx';
import type { Column } from '../list/rows-table.tsx';
import { useMay } from '../staff/me.tsx';
import { canCancel, canRetry, canSkip } from './can.ts';
import { TaskLink } from './task-link.tsx';
import { TaskStatusPill } from './task-status.tsx';

export type TaskRow = Outputs['tasks']['list']['rows'][number];
export interface RowActions {
  open: (id: number) => void;
  retry: (task: TaskRow) => void;
  cancel: (task: TaskRow) => void;
  skip: (task: TaskRow) => void;
}

const When = ({ at }: { at: string | null }) => (at === null ? <span className="text-faint">–</span> : <ClockTime at={at} className="block max-w-24 text-muted" />);

function RowMenu({ task, actions }: { task: TaskRow; actions: RowActions }) {
  const [cares, drives] = [useMay('care'), useMay('drive')];
  const items: MenuItem[] = [{ label: 'Open', onSelect: () => actions.open(task.id) }];
  if (cares && canRetry(task.status)) items.push({ label: 'Retry', onSelect: () => actions.retry(task) });
  if (drives && canSkip(task)) items.push({ label: 'Skip …', onSelect: () => actions.skip(task) });
  if (drives && canCancel(task.status)) items.push({ label: 'Cancel …', onSelect: () => actions.cancel(task), danger: true, apart: true });
  return <Menu trigger={<IconButton label={`Actions of task #${task.id}`}><MoreHorizontal size={16} aria-hidden /></IconButton>} items={items} />;
}

const attempts = (task: TaskRow): string => `${task.attempts}/${task.maxAttempts}`;

function ErrorCell({ task }: { task: TaskRow }) {
  const text = task.error?.message ?? task.because;
  if (text === null) return null;
  return <span title={text} className={`line-clamp-2 max-w-72 min-w-20 ${task.error !== null ? 'text-bad-text' : task.status === 'skipped' ? 'text-muted' : 'text-warn-text'}`}>{text}</span>;
}

/** The seed's columns; over the fleet, with the service. */
export function taskColumns(fleet: boolean, actions: RowActions): readonly Column<TaskRow>[] {
  const service: Column<TaskRow> = { id: 'service', header: 'Service', cell: ({ row: { original } }) => <Link href={`/services/${original.service.id}/deploy`} title={original.service.domain} className="block max-w-32 truncate rounded-pill normal-nums hover:underline">{original.service.domain}</Link> };
  return [
    { id: 'id', header: 'ID', enableSorting: true, cell: ({ row }) => <TaskLink task={row.original} className="rounded-pill text-accent-text hover:underline">{`#${row.original.id}`}</TaskLink> },
    { id: 'action', header: 'Action', enableSorting: true, cell: ({ row }) => <TaskLink task={row.original} className="rounded-pill font-mono text-code hover:underline" /> },
    ...(fleet ? [service] : []),
    { id: 'target', header: 'Target', cell: ({ row }) => <span title={row.original.target} className={`block truncate normal-nums ${fleet ? 'max-w-28' : 'max-w-44'}`}>{row.original.target}</span> },
    { id: 'server', header: 'Server', cell: ({ row }) => <span className="text-muted normal-nums">{row.original.node?.name ?? '–'}</span> },
    { id: 'status', header: 'Status', enableSorting: true, cell: ({ row }) => <TaskStatusPill task={row.original} /> },
    { id: 'attempts', header: 'Attempts', cell: ({ row }) => <span className="text-muted">{attempts(row.original)}</span> },
    { id: 'created', header: 'Created', enableSorting: true, cell: ({ row }) => <When at={row.original.createdAt} /> },
    { id: 'started', header: 'Started', enableSorting: true, cell: ({ row }) => <When at={row.original.startedAt} /> },
    { id: 'finished', header: 'Finished', enableSorting: true, cell: ({ row }) => <When at={row.original.finishedAt} /> },
    { id: 'error', header: 'Error', cell: ({ row }) => <ErrorCell task={row.original} /> },
    { id: 'actions', header: () => <span className="sr-only">Actions</span>, cell: ({ row }) => <RowMenu task={row.original} actions={actions} /> },
  ];
}

export function TaskCard({ task, fleet, actions }: { task: TaskRow; fleet: boolean; actions: RowActions }) {
  return (
    <div className="flex items-start gap-2">
      <div className="flex min-w-0 flex-1 flex-col gap-1">
        <span className="flex flex-wrap items-center justify-between gap-2">
          <TaskLink task={task} className="font-mono text-code wrap-anywhere" />
          <TaskStatusPill task={task} />
        </span>
        <span className="text-sm wrap-anywhere text-muted">#{task.id} · {fleet ? task.service.domain : task.target} · {task.node?.name ?? 'no server'} · attempt {attempts(task)} · <ClockTime at={task.startedAt ?? task.createdAt} /></span>
        <span className="text-sm"><ErrorCell task={task} /></span>
      </div>
      <RowMenu task={task} actions={actions} />
    </div>
  );
}
