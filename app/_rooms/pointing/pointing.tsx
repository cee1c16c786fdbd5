'use client';
import { useQuery } from '@tanstack/react-query';
import { RefreshCw } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { sentenceOf } from '#app/_trpc/refusal.ts';
import { Button } from '#app/_ui/button.tsx';
import { FormError } from '#app/_ui/form-error.tsx';
import { Skeleton } from '#app/_ui/skeleton.tsx';
import { TimeAgo } from '#app/_ui/times.tsx';
import { useRooms } from '../room-context.tsx';
import { PointingRows } from './pointing-rows.tsx';

/** *Does my domain point here?*: asked of its nameservers while somebody looks, record by record. */
export function Pointing() {
  const { api, view: { service }, audience } = useRooms();
  const t = useTranslations('pointing');
  const title = t(audience === 'staff' ? 'titleStaff' : 'title');
  // What a look has found is true for a moment only; it is asked again by whoever wants to know.
  const { data, error, isFetching, refetch } = useQuery({ queryKey: ['pointing', service.id, service.generation], queryFn: api.pointing, staleTime: 60_000, retry: false });
  return (
    <section aria-label={title}>
      <div className="mb-2 flex min-h-8 flex-wrap items-center justify-between gap-x-4 gap-y-1">
        <h2 className="font-[600]">{title}</h2>
        <span className="flex items-center gap-3">
          {data !== undefined && <span className="text-sm text-muted">{t.rich('asked', { time: () => <TimeAgo at={data.at} /> })}</span>}
          <Button size="small" busy={isFetching} icon={<RefreshCw size={13} aria-hidden />} onClick={() => void refetch()}>{t('again')}</Button>
        </span>
      </div>
      <FormError message={error === null ? null : sentenceOf(error)} />
      {data === undefined ? error === null && <Waiting /> : <PointingRows records={data.records} staff={audience === 'staff'} />}
    </section>
  );
}

/** As tall as its sentence and three records. */
function Waiting() {
  const t = useTranslations('pointing');
  return (
    <div role="status" aria-label={t('asking')} className="divide-y divide-line rounded-card border border-line bg-surface">
      {[1, 2, 3, 4].map((row) => <div key={row} className="flex h-14 items-center px-4"><Skeleton className="h-4 w-1/2" /></div>)}
    </div>
  );
}
