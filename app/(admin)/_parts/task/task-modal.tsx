'use client';
import { useQuery } from '@tanstack/react-query';
import { ChevronLeft, ChevronRight } from 'lucide-react';
import { useTRPC } from '#app/_trpc/client.tsx';
import { sentenceOf } from '#app/_trpc/refusal.ts';
import { Dialog } from '#app/_ui/dialog.tsx';
import { ErrorNote } from '#app/_ui/error-note.tsx';
import { IconButton } from '#app/_ui/icon-button.tsx';
import { Skeleton } from '#app/_ui/skeleton.tsx';
import { TaskBody } from './task-body.tsx';
import { TaskFooter } from './task-footer.tsx';
import { useOpenTask } from './task-address.ts';
import { TaskStatusPill } from './task-status.tsx';
import { useNeighbours } from './use-neighbours.ts';

/** The task that the address names, over the page. It lives on hints, like every list. */
export function TaskModal() {
  const { task: id, close } = useOpenTask();
  const trpc = useTRPC();
  const { data, error, refetch, isFetching } = useQuery({ ...trpc.tasks.byId.queryOptions({ id: id ?? 0 }), enabled: id !== null, staleTime: 0, retry: false });
  const task = data?.task;
  return (
    <Dialog
      open={id !== null}
      onClose={close}
      size="wide"
      flush
      title={
        <>
          <span className="text-muted">#{id}</span>
          <span className="font-mono wrap-anywhere">{task?.action ?? ' '}</span>
          {task !== undefined && <TaskStatusPill task={task} />}
        </>
      }
      aside={id === null ? undefined : <Neighbours id={id} />}
      footer={data === undefined ? undefined : <TaskFooter task={data.task} serviceId={data.service.id} />}
    >
      {error !== null && data === undefined && <div className="p-5"><ErrorNote title="This task could not be read" onRetry={() => void refetch()} retrying={isFetching}>{sentenceOf(error)}</ErrorNote></div>}
      {data === undefined && error === null && <BodySkeleton />}
      {data !== undefined && <TaskBody key={data.task.id} {...data} />}
    </Dialog>
  );
}

function Neighbours({ id }: { id: number }) {
  const { replace } = useOpenTask();
  const { before, after } = useNeighbours(id);
  return (
    <>
      <IconButton label="Previous task" disabled={before === null} onClick={() => before !== null && replace(before)}><ChevronLeft size={18} aria-hidden /></IconButton>
      <IconButton label="Next task" disabled={after === null} onClick={() => after !== null && replace(after)}><ChevronRight size={18} aria-hidden /></IconButton>
    </>
  );
}

function BodySkeleton() {
  return (
    <div aria-hidden>
      <div className="grid grid-cols-2 gap-5 p-5 sm:grid-cols-5">{[0, 1, 2, 3, 4].map((at) => <Skeleton key={at} className="h-10" />)}</div>
      <div className="h-12 border-t border-line" />
      <div className="h-[min(46dvh,420px)] min-h-40 bg-terminal" />
    </div>
  );
}
