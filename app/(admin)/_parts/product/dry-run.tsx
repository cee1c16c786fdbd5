'use client';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useTRPC } from '#app/_trpc/client.tsx';
import { sentenceOf } from '#app/_trpc/refusal.ts';
import { FormError } from '#app/_ui/form-error.tsx';
import { Note } from '#app/_ui/note.tsx';
import { Skeleton } from '#app/_ui/skeleton.tsx';
import type { Role } from '#server/core/names.ts';
import { Choices } from '../choices.tsx';

/** The choice of nodes that an order would meet at this moment, made but not kept. */
export function DryRun({ mode, roles, groupId }: { mode: string; roles: readonly Role[]; groupId: number }) {
  const trpc = useTRPC();
  const { data, error } = useQuery({ ...trpc.products.dryRun.queryOptions({ mode, roles: [...roles], groupId }), enabled: groupId > 0 && roles.length > 0, placeholderData: keepPreviousData });
  if (groupId <= 0 || roles.length === 0) return <p className="text-muted">Choose a group and a role first.</p>;
  if (error !== null) return <FormError message={sentenceOf(error)} />;
  if (data === undefined) return <Skeleton className="h-24 rounded-control" />;
  return (
    <div className="flex flex-col gap-3">
      {data.never !== null && <Note tone="bad" icon="cross">It would be refused. {data.never}.</Note>}
      {data.waits !== null && <Note tone="warn" icon="queue">It would be accepted, and wait. {data.waits}.</Note>}
      <Choices choices={data.choices} />
    </div>
  );
}
