'use client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTRPC } from '#app/_trpc/client.tsx';
import type { Outputs } from '#app/_trpc/outputs.ts';
import { sentenceOf } from '#app/_trpc/refusal.ts';
import { Button } from '#app/_ui/button.tsx';
import { Card } from '#app/_ui/card.tsx';
import { useToast } from '#app/_ui/toast.tsx';
import { SessionList } from '../../_parts/staff/session-list.tsx';
import { startedWith } from '../../_parts/started-with.ts';

export function SessionsCard({ initial }: { initial: Outputs['profile']['sessions'] }) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const toast = useToast();
  const { data = initial } = useQuery({ ...trpc.profile.sessions.queryOptions(), ...startedWith(null, { input: null, data: initial }) });
  const revoke = useMutation(trpc.profile.revoke.mutationOptions({
    onSuccess: ({ ended }) => toast({ title: ended === 1 ? 'That session has ended' : `${ended} sessions have ended` }),
    onError: (error) => toast({ title: 'No session was ended', description: sentenceOf(error), tone: 'bad' }),
    onSettled: () => client.invalidateQueries({ queryKey: trpc.profile.sessions.queryKey() }),
  }));
  return (
    <Card title="Where you are signed in" actions={data.length > 1 ? <Button size="small" busy={revoke.isPending} onClick={() => revoke.mutate({ session: null })}>Sign out everywhere else</Button> : undefined}>
      <SessionList sessions={data} busy={revoke.isPending} onRevoke={(session) => revoke.mutate({ session })} />
    </Card>
  );
}
