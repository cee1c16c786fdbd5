'use client';
import { useMutation } from '@tanstack/react-query';
import { useTRPC } from '#app/_trpc/client.tsx';
import { sentenceOf } from '#app/_trpc/refusal.ts';
import { useToast } from '#app/_ui/toast.tsx';
import type { Handle } from '#server/core/lifecycle.ts';
import { useService } from '../service-context.tsx';
import { begunWords } from './words.ts';

/** What staff can ask of the page's service. What comes of it is pushed; `onDone` closes the dialog that asked. */
export function useLife(onDone: () => void) {
  const trpc = useTRPC();
  const toast = useToast();
  const { view: { service }, refresh } = useService();
  const begun = (handle: Handle) => ({
    onSuccess: () => {
      toast({ title: `${service.domain} ${begunWords(handle, service.state)}`, tone: 'accent' });
      onDone();
      // The limits and the product are no part of what is pushed; what can't be read again now is read with the page.
      refresh().catch(() => undefined);
    },
  });
  return {
    suspend: useMutation(trpc.services.suspend.mutationOptions(begun('suspend'))),
    unsuspend: useMutation(trpc.services.unsuspend.mutationOptions({
      ...begun('unsuspend'),
      onError: (error) => toast({ title: `${service.domain} was not unsuspended`, description: sentenceOf(error), tone: 'bad' }),
    })),
    changePackage: useMutation(trpc.services.changePackage.mutationOptions(begun('changePackage'))),
    changePassword: useMutation(trpc.services.changePassword.mutationOptions(begun('changePassword'))),
    reset: useMutation(trpc.services.reset.mutationOptions(begun('reset'))),
    redeploy: useMutation(trpc.services.redeploy.mutationOptions(begun('redeploy'))),
    terminate: useMutation(trpc.services.terminate.mutationOptions(begun('terminate'))),
  };
}
