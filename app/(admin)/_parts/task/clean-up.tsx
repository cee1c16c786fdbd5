'use client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTRPC } from '#app/_trpc/client.tsx';
import { sentenceOf } from '#app/_trpc/refusal.ts';
import { Confirm } from '#app/_ui/confirm.tsx';
import { ErrorNote } from '#app/_ui/error-note.tsx';
import { Spinner } from '#app/_ui/spinner.tsx';
import { useToast } from '#app/_ui/toast.tsx';
import type { TaskView } from '#server/core/view.ts';
import { RoleButton } from '../staff/role-button.tsx';

/** The half of something that an interrupted attempt of ours left: the panel can not clear it, this can. */
export const hasOrphan = ({ status, error }: Pick<TaskView, 'status' | 'error'>): boolean => status === 'failed' && error?.finding === 'orphan';

/** Shows what would go, as it is on the node now, and asks. */
export function CleanUp({ task }: { task: Pick<TaskView, 'id' | 'target'> }) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const toast = useToast();
  const [open, setOpen] = useState(false);
  const left = useQuery({ ...trpc.tasks.leftover.queryOptions({ id: task.id }), enabled: open, staleTime: 0, gcTime: 0, retry: false });
  const clean = useMutation(trpc.tasks.cleanUp.mutationOptions({
    onSuccess: () => {
      setOpen(false);
      toast({ title: 'The orphan is being cleaned up', description: 'It is a task of its own. Retry the failed step when it is done.', tone: 'accent' });
    },
    onSettled: () => client.invalidateQueries({ queryKey: trpc.tasks.pathKey() }),
  }));
  const ask = () => { clean.reset(); setOpen(true); };
  const parts = left.isFetching ? undefined : left.data?.parts;
  return (
    <>
      <RoleButton ability="drive" onClick={ask}>Clean up the orphan…</RoleButton>
      <Confirm
        open={open} onClose={() => setOpen(false)} title={`Clean up ${task.target}?`} action="Clean up" danger busy={clean.isPending} waits={parts === undefined || parts.length === 0}
        error={clean.error === null ? null : sentenceOf(clean.error)} onConfirm={() => clean.mutate({ id: task.id })}
      >
        {left.isFetching && <p role="status" className="flex items-center gap-2"><Spinner /> Looking at the node…</p>}
        {!left.isFetching && left.error !== null && <ErrorNote title="The node could not be looked at" onRetry={() => void left.refetch()} retrying={false}>{sentenceOf(left.error)}</ErrorNote>}
        {parts !== undefined && <Parts node={left.data?.node ?? ''} parts={parts} />}
      </Confirm>
    </>
  );
}

export function Parts({ node, parts }: { node: string; parts: readonly string[] }) {
  if (parts.length === 0) return <p>Nothing of it is on {node} any more: retry the step.</p>;
  return (
    <div className="flex flex-col gap-2">
      <p>An interrupted attempt left these on {node}. They go for good:</p>
      <ul className="list-disc pl-5">{parts.map((part) => <li key={part} className="wrap-anywhere"><code>{part}</code></li>)}</ul>
      <p>Nothing that the panel lists is touched, and nothing that is not ours.</p>
    </div>
  );
}
