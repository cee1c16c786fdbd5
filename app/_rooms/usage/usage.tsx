'use client';
import { useMutation, useQuery } from '@tanstack/react-query';
import { RefreshCw } from 'lucide-react';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { sentenceOf } from '#app/_trpc/refusal.ts';
import { Button } from '#app/_ui/button.tsx';
import { FormError } from '#app/_ui/form-error.tsx';
import { Skeleton } from '#app/_ui/skeleton.tsx';
import { TimeAgo } from '#app/_ui/times.tsx';
import { useRooms } from '../room-context.tsx';
import { UpgradeLink } from '../upgrade-link.tsx';
import { Gauges } from './gauges.tsx';

/** A customer's figures; read again when a count that was asked for has ended. */
export function Usage() {
  const t = useTranslations('usage');
  const { api, view, readOnly } = useRooms();
  const [asked, setAsked] = useState<number | null>(null);
  const status = view.operations.find((operation) => operation.id === asked)?.status;
  const counting = asked !== null && (status === undefined || status === 'running');
  const { data, error } = useQuery({ queryKey: ['usage', view.service.id, status === 'succeeded' ? asked : null], queryFn: api.usage, staleTime: 0, placeholderData: (previous) => previous });
  const sync = useMutation({ mutationFn: api.sync, onSuccess: ({ operation }) => setAsked(operation) });
  const oldest = data?.usage.map((gauge) => gauge.at).toSorted()[0];
  const refused = error ?? sync.error;
  return (
    <section aria-label={t('title')}>
      <div className="mb-2 flex min-h-8 flex-wrap items-center justify-between gap-x-4 gap-y-1">
        <h2 className="font-[600]">{t('title')}</h2>
        <span className="flex items-center gap-3">
          {oldest !== undefined && <span className="text-sm text-muted">{t.rich('asOf', { time: () => <TimeAgo at={oldest} /> })}</span>}
          <Button size="small" busy={sync.isPending || counting} disabled={readOnly !== null} icon={<RefreshCw size={13} aria-hidden />} onClick={() => sync.mutate()}>{t('sync')}</Button>
        </span>
      </div>
      <div className="min-h-24 rounded-card border border-line bg-surface p-4">
        {data === undefined ? error === null && <Skeleton className="h-16 w-full" /> : data.usage.length === 0 ? <p className="text-muted">{t('notYet')}</p> : <Gauges usage={data.usage} days={data.days} />}
        {data?.usage.some(({ mark }) => mark !== 'fine') === true && <p className="mt-4 empty:hidden"><UpgradeLink /></p>}
        <FormError message={refused !== null ? sentenceOf(refused) : status === 'failed' ? t('failed') : null} />
      </div>
    </section>
  );
}
