'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTRPC } from '#app/_trpc/client.tsx';
import { sentenceOf } from '#app/_trpc/refusal.ts';
import { useToast } from '#app/_ui/toast.tsx';

/** What changes a node, with the list read again after it. Failures come as a sentence. */
export function useNodeChange(name: string) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const toast = useToast();
  const onSettled = () => client.invalidateQueries({ queryKey: trpc.nodes.pathKey() });
  const failed = (title: string) => (error: unknown) => toast({ title, description: sentenceOf(error), tone: 'bad' });
  return {
    update: useMutation(trpc.nodes.update.mutationOptions({ onSettled })),
    check: useMutation(trpc.nodes.check.mutationOptions({ onSettled, onSuccess: () => toast({ title: `${name} answers` }) })),
    repin: useMutation(trpc.nodes.repin.mutationOptions({ onSettled, onSuccess: () => toast({ title: `${name}: the new host key is pinned` }), onError: failed('The host key was not changed') })),
  };
}
