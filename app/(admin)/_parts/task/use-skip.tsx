'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useCallback, useState } from 'react';
import { useTRPC } from '#app/_trpc/client.tsx';
import { sentenceOf } from '#app/_trpc/refusal.ts';
import { Confirm } from '#app/_ui/confirm.tsx';
import { useToast } from '#app/_ui/toast.tsx';
import type { TaskView } from '#server/core/view.ts';

export type Known = Pick<TaskView, 'id' | 'action' | 'status'>;

/** Going on without a step: the question, and what is asked when it is answered. */
export function useSkip(): { skip: (task: Known) => void; busy: boolean; question: ReactNode } {
  const trpc = useTRPC();
  const client = useQueryClient();
  const toast = useToast();
  const [asked, ask] = useState<Known | null>(null);
  const { mutate, reset, error, isPending } = useMutation(trpc.tasks.skip.mutationOptions({
    onSuccess: (_, { id }) => {
      ask(null);
      toast({ title: `Task #${id} is skipped`, description: 'What waited for it goes on.', tone: 'accent' });
    },
    onSettled: () => client.invalidateQueries({ queryKey: trpc.tasks.pathKey() }),
  }));
  const skip = useCallback((task: Known) => { reset(); ask(task); }, [reset]);
  const question = (
    <Confirm
      open={asked !== null}
      onClose={() => ask(null)}
      title={`Skip task #${asked?.id ?? ''}?`}
      action="Skip the step"
      danger
      reason={{ label: 'Reason', hint: 'Staff read it at the step, with your name.' }}
      busy={isPending}
      error={error === null ? null : sentenceOf(error)}
      onConfirm={(reason) => asked !== null && mutate({ id: asked.id, reason })}
    >
      <code>{asked?.action}</code> counts as done from now on, and what waits for it starts. Nothing is done on the node: do it there by hand if it is needed. This can’t be taken back.
    </Confirm>
  );
  return { skip, busy: isPending, question };
}
