'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useCallback, useState } from 'react';
import { useTRPC } from '#app/_trpc/client.tsx';
import { sentenceOf } from '#app/_trpc/refusal.ts';
import { Confirm } from '#app/_ui/confirm.tsx';
import { useToast } from '#app/_ui/toast.tsx';
import { type Known, useSkip } from './use-skip.tsx';

/** `retry`, `cancel` and `skip` stay the same from render to render: table cells hold on to them. */
interface TaskActions {
  retry: (task: Known) => void;
  /** It, and what ended without success after it. */
  resume: (task: Known) => void;
  /** Asks first. */
  cancel: (task: Known) => void;
  /** Asks first, for a reason. */
  skip: (task: Known) => void;
  busy: boolean;
  /** Stands somewhere in the page: the question before a task is cancelled or skipped. */
  question: ReactNode;
}

export function useTaskActions(): TaskActions {
  const trpc = useTRPC();
  const client = useQueryClient();
  const toast = useToast();
  const [asked, ask] = useState<Known | null>(null);
  const skipping = useSkip();
  const reread = () => client.invalidateQueries({ queryKey: trpc.tasks.pathKey() });
  const retry = useMutation(trpc.tasks.retry.mutationOptions({
    onSuccess: ({ retried }, { id }) => toast(retried > 0 ? { title: `Task #${id} starts again` } : { title: `Task #${id} has moved on already`, tone: 'accent' }),
    onError: (error) => toast({ title: 'It was not started again', description: sentenceOf(error), tone: 'bad' }),
    onSettled: reread,
  }));
  const resume = useMutation(trpc.tasks.resume.mutationOptions({
    onSuccess: ({ retried }, { id }) => toast(retried > 0 ? { title: `It goes on from task #${id}`, description: `${retried} ${retried === 1 ? 'step starts' : 'steps start'} again.` } : { title: `Task #${id} has moved on already`, tone: 'accent' }),
    onError: (error) => toast({ title: 'It was not resumed', description: sentenceOf(error), tone: 'bad' }),
    onSettled: reread,
  }));
  const cancel = useMutation(trpc.tasks.cancel.mutationOptions({
    onSuccess: ({ status }, { id }) => {
      ask(null);
      toast({ title: status === 'cancelling' ? `Task #${id} ends with its command` : `Task #${id} is cancelled`, tone: 'accent' });
    },
    onSettled: reread,
  }));
  const question = (
    <>
      {skipping.question}
      <Confirm
        open={asked !== null}
        onClose={() => ask(null)}
        title={`Cancel task #${asked?.id ?? ''}?`}
        action="Cancel the task"
        danger
        busy={cancel.isPending}
        error={cancel.error === null ? null : sentenceOf(cancel.error)}
        onConfirm={() => asked !== null && cancel.mutate({ id: asked.id })}
      >
        {asked?.status === 'running' ? 'The command that is running now is let end first, so that it leaves no halves behind.' : 'It will not start.'} What waits for <code>{asked?.action}</code> stays blocked, and the deployment ends without it. It can be retried later.
      </Confirm>
    </>
  );
  const { mutate } = retry;
  const { mutate: mutateFrom } = resume;
  const { reset } = cancel;
  const start = useCallback(({ id }: Known) => mutate({ id }), [mutate]);
  const goOn = useCallback(({ id }: Known) => mutateFrom({ id }), [mutateFrom]);
  const askFirst = useCallback((task: Known) => { reset(); ask(task); }, [reset]);
  return { retry: start, resume: goOn, cancel: askFirst, skip: skipping.skip, busy: retry.isPending || resume.isPending || cancel.isPending || skipping.busy, question };
}
