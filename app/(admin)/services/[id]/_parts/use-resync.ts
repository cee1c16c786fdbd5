'use client';
import { useMutation } from '@tanstack/react-query';
import { useTRPC } from '#app/_trpc/client.tsx';
import { sentenceOf } from '#app/_trpc/refusal.ts';
import { useToast } from '#app/_ui/toast.tsx';
import type { Role } from '#server/core/names.ts';
import { roleTitles } from '../../../_parts/roles.ts';

export interface Resync {
  start(role: Role, nodeId?: number): void;
  /** What is being asked for, `dns 3`. */
  busy: string | null;
}

/** A role written again, on all of its nodes or on one; what comes of it is pushed. */
export function useResync(id: number): Resync {
  const trpc = useTRPC();
  const toast = useToast();
  const resync = useMutation(trpc.services.resyncRole.mutationOptions({
    onSuccess: (_, { role }) => toast({ title: `${roleTitles[role]} is written again`, description: 'Deploy shows it while it runs.' }),
    onError: (error) => toast({ title: 'Nothing was written', description: sentenceOf(error), tone: 'bad' }),
  }));
  return {
    start: (role, nodeId) => resync.mutate({ id, role, ...(nodeId !== undefined && { nodeId }) }),
    busy: resync.isPending ? `${resync.variables.role} ${resync.variables.nodeId ?? 'all'}` : null,
  };
}
