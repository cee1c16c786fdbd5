'use client';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { sentenceOf } from '#app/_trpc/refusal.ts';
import { Button } from '#app/_ui/button.tsx';
import { FormError } from '#app/_ui/form-error.tsx';
import { Skeleton } from '#app/_ui/skeleton.tsx';
import { StatusPill } from '#app/_ui/status-pill.tsx';
import { TimeAgo } from '#app/_ui/times.tsx';
import { useSaid } from '#app/_words/words.tsx';
import { actionFacts } from '#server/core/action.ts';
import type { Deed } from '#server/core/history.ts';
import { operationNews, operationWords } from '#server/core/operation.ts';
import type { OperationView } from '#server/core/view.ts';
import { useRooms } from '../room-context.tsx';

/** What was done, in a few words: `Creating your mailbox`. */
function deedLine({ kind, status, action }: Deed): string {
  if (kind === 'change') return action === null ? operationNews.change.doing : actionFacts[action].doing;
  return status === 'succeeded' ? operationNews[kind].done : operationNews[kind].doing;
}

/** Each operation and whose it was, newest first; read again when another one has begun. */
export function History() {
  const t = useTranslations('account');
  const { api, view: { service, operations } } = useRooms();
  const { data, error, fetchNextPage, hasNextPage, isFetchingNextPage } = useInfiniteQuery({
    queryKey: ['history', service.id, operations.map(({ id, status }) => `${id} ${status}`).join()], queryFn: ({ pageParam }) => api.history({ before: pageParam }), initialPageParam: null as number | null, getNextPageParam: (last) => last.next, placeholderData: (previous) => previous, staleTime: 0,
  });
  const deeds = data?.pages.flatMap((page) => page.deeds);
  return (
    <section aria-label={t('history')}>
      <h3 className="mb-2 font-[600]">{t('history')}</h3>
      <FormError message={error === null ? null : sentenceOf(error)} />
      {deeds === undefined && error === null && <div role="status" aria-label={t('reading')} className="flex flex-col gap-3 rounded-card border border-line bg-surface p-4"><Skeleton className="h-4 w-2/3" /><Skeleton className="h-4 w-1/2" /></div>}
      {deeds?.length === 0 && <p className="text-muted">{t('nothing')}</p>}
      {deeds !== undefined && deeds.length > 0 && (
        <ul className="divide-y divide-line rounded-card border border-line bg-surface">
          {deeds.map((deed) => <Row key={deed.id} deed={deed} status={statusOf(deed, operations)} />)}
        </ul>
      )}
      {hasNextPage && <Button className="mt-3" busy={isFetchingNextPage} onClick={() => void fetchNextPage()}>{t('older')}</Button>}
    </section>
  );
}

/** What is pushed is newer than what was read. */
const statusOf = (deed: Deed, operations: readonly OperationView[]) => operations.find((operation) => operation.id === deed.id)?.status ?? deed.status;

function Row({ deed, status }: { deed: Deed; status: Deed['status'] }) {
  const t = useTranslations('account');
  const said = useSaid();
  const { audience } = useRooms();
  return (
    <li className="flex min-h-14 flex-wrap items-center justify-between gap-x-4 gap-y-1 px-4 py-2">
      <span className="min-w-0 flex-1 basis-56">
        <span className="wrap-anywhere">{said(deedLine({ ...deed, status }))}{deed.about !== null && <> · <code>{deed.about}</code></>}</span>
        <span className="block text-sm text-muted">{deed.by ?? t(`who.${deed.who}`)} · <TimeAgo at={deed.openedAt} /></span>
        {deed.hands.map(({ did, by, who, at }, place) => <span key={place} className="block text-sm text-muted">{t(`did.${did}`)}: {by ?? t(`who.${who}`)} · <TimeAgo at={at} /></span>)}
      </span>
      <StatusPill words={operationWords[status]} audience={audience} />
    </li>
  );
}
