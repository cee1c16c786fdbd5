'use client';
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { useTRPC } from '#app/_trpc/client.tsx';
import type { Outputs } from '#app/_trpc/outputs.ts';
import { sentenceOf } from '#app/_trpc/refusal.ts';
import { Button } from '#app/_ui/button.tsx';
import { Card } from '#app/_ui/card.tsx';
import { Chip } from '#app/_ui/chip.tsx';
import { Empty } from '#app/_ui/empty.tsx';
import { ErrorNote } from '#app/_ui/error-note.tsx';
import { Skeleton } from '#app/_ui/skeleton.tsx';
import { ClockTime, TimeAgo } from '#app/_ui/times.tsx';
import { useToast } from '#app/_ui/toast.tsx';
import { counted } from '#server/core/setting.ts';
import { RoleButton } from '../../_parts/staff/role-button.tsx';
import { kindTitles } from './target-form.tsx';

type Delivery = Outputs['notifications']['deliveries']['rows'][number];

const states = { waiting: { label: 'Waiting', tone: 'warn' }, sent: { label: 'Sent', tone: 'ok' }, failed: { label: 'Failed', tone: 'bad' } } as const;

export function DeliveryRow({ delivery: { title, target, kind, state, attempts, answer, createdAt, nextAt }, onRetry }: { delivery: Delivery; onRetry: (() => void) | null }) {
  return (
    <li className="flex flex-wrap items-start justify-between gap-x-6 gap-y-1.5 px-5 py-3">
      <div className="min-w-0 flex-1 basis-80">
        <p className="wrap-anywhere">{title}</p>
        <p className="text-sm wrap-anywhere text-muted">
          To {target}, {kindTitles[kind]} · <TimeAgo at={createdAt} /> · {counted(attempts, 'attempts')}
          {answer !== null && <> · {answer}</>}
          {nextAt !== null && attempts > 0 && <> · again at <ClockTime at={nextAt} /></>}
        </p>
      </div>
      <span className="flex items-center gap-2">
        {onRetry !== null && <RoleButton ability="house" size="small" onClick={onRetry} aria-label={`Try again: ${title}`}>Try again</RoleButton>}
        <Chip tone={states[state].tone}>{states[state].label}</Chip>
      </span>
    </li>
  );
}

/** What was sent, the newest first; read anew when asked, and when the page is come back to. */
export function Deliveries() {
  const trpc = useTRPC();
  const client = useQueryClient();
  const toast = useToast();
  const { data, error, isFetching, refetch, hasNextPage, fetchNextPage } = useInfiniteQuery(trpc.notifications.deliveries.infiniteQueryOptions({}, {
    initialCursor: undefined, getNextPageParam: (last) => (last.more ? last.rows.at(-1)?.id : undefined),
  }));
  const retry = useMutation(trpc.notifications.retry.mutationOptions({
    onSuccess: () => toast({ title: 'It is tried again within seconds' }),
    onError: (failed) => toast({ title: 'It is not tried again', description: sentenceOf(failed), tone: 'bad' }),
    onSettled: () => client.invalidateQueries({ queryKey: trpc.notifications.deliveries.pathKey() }),
  }));
  const rows = data?.pages.flatMap((page) => page.rows);
  return (
    <Card title="Deliveries" actions={<Button size="small" busy={isFetching && rows !== undefined} onClick={() => void refetch()}>Read again</Button>} flush>
      {error !== null && <div className="p-5 pt-0"><ErrorNote title="The deliveries could not be read" onRetry={() => void refetch()} retrying={isFetching}>{sentenceOf(error)}</ErrorNote></div>}
      {rows === undefined && error === null && <Skeleton className="mx-5 mb-5 h-24" />}
      {rows?.length === 0 && <Empty title="Nothing was sent yet">What is sent to the targets stands here, with every answer.</Empty>}
      {rows !== undefined && rows.length > 0 && (
        <ul className="divide-y divide-line border-t border-line">
          {rows.map((delivery) => <DeliveryRow key={delivery.id} delivery={delivery} onRetry={delivery.state === 'failed' && delivery.event !== 'test' ? () => retry.mutate({ id: delivery.id }) : null} />)}
        </ul>
      )}
      {hasNextPage && <div className="border-t border-line px-5 py-3"><Button size="small" busy={isFetching} onClick={() => void fetchNextPage()}>Show older ones</Button></div>}
    </Card>
  );
}
