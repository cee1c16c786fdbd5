'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTRPC } from '#app/_trpc/client.tsx';
import { sentenceOf } from '#app/_trpc/refusal.ts';
import { useToast } from '#app/_ui/toast.tsx';

/** What an owner does to people; each reads the lists again. */
export function usePeople(onDone: () => void = () => undefined) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const toast = useToast();
  const onSettled = () => client.invalidateQueries({ queryKey: trpc.people.pathKey() });
  const done = (title: string) => ({ onSettled, onSuccess: () => { toast({ title }); onDone(); } });
  /** For what is pressed without a dialog in which the refusal could stand. */
  const aloud = { onError: (error: unknown) => toast({ title: 'Nothing was changed', description: sentenceOf(error), tone: 'bad' }) };
  return {
    invite: useMutation(trpc.people.invite.mutationOptions({ onSettled })),
    withdraw: useMutation(trpc.people.withdraw.mutationOptions({ ...done('The invitation is withdrawn'), ...aloud })),
    again: useMutation(trpc.people.invite.mutationOptions({ onSettled, ...aloud })),
    changeRole: useMutation(trpc.people.changeRole.mutationOptions(done('The role is changed'))),
    disable: useMutation(trpc.people.disable.mutationOptions(done('The account is switched off'))),
    enable: useMutation(trpc.people.enable.mutationOptions({ ...done('The account is switched on'), ...aloud })),
    remove: useMutation(trpc.people.remove.mutationOptions(done('The account is removed'))),
    resetPassword: useMutation(trpc.people.resetPassword.mutationOptions({ onSettled })),
    resetTotp: useMutation(trpc.people.resetTotp.mutationOptions(done('The authenticator app is taken away'))),
    revoke: useMutation(trpc.people.revoke.mutationOptions({ onSettled })),
    requireTotp: useMutation(trpc.people.requireTotp.mutationOptions({ ...done('Saved'), ...aloud })),
    lendRole: useMutation(trpc.people.lendRole.mutationOptions({ ...done('Saved'), ...aloud })),
  };
}
