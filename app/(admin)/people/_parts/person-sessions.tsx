'use client';
import { useQuery } from '@tanstack/react-query';
import { useTRPC } from '#app/_trpc/client.tsx';
import { sentenceOf } from '#app/_trpc/refusal.ts';
import { Button } from '#app/_ui/button.tsx';
import { ErrorNote } from '#app/_ui/error-note.tsx';
import { FormError } from '#app/_ui/form-error.tsx';
import { Skeleton } from '#app/_ui/skeleton.tsx';
import { SessionList } from '../../_parts/staff/session-list.tsx';
import type { Person } from './people.tsx';
import { usePeople } from './use-people.ts';

export function PersonSessions({ person: { id } }: { person: Person }) {
  const trpc = useTRPC();
  const { revoke } = usePeople();
  const { data, error, refetch, isFetching } = useQuery({ ...trpc.people.sessions.queryOptions({ id }), staleTime: 0, gcTime: 0 });
  if (error !== null) return <ErrorNote title="The sessions could not be read" onRetry={() => void refetch()} retrying={isFetching}>{sentenceOf(error)}</ErrorNote>;
  if (data === undefined) return <Skeleton className="h-24" />;
  return (
    <div className="flex flex-col gap-4">
      <SessionList sessions={data} busy={revoke.isPending} onRevoke={(session) => revoke.mutate({ id, session })} />
      <FormError message={revoke.error === null ? null : sentenceOf(revoke.error)} />
      {data.some(({ own }) => !own) && <div className="flex justify-end"><Button variant="danger" busy={revoke.isPending} onClick={() => revoke.mutate({ id, session: null })}>Sign out everywhere</Button></div>}
    </div>
  );
}
