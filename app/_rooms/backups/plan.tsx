'use client';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import { Button } from '#app/_ui/button.tsx';
import { useNow } from '#app/_ui/clock.tsx';
import { Note } from '#app/_ui/note.tsx';
import { ClockTime } from '#app/_ui/times.tsx';
import { useSaid } from '#app/_words/words.tsx';
import type { BackupKind } from '#server/core/items/backup.ts';
import { useRooms } from '../room-context.tsx';
import { hourNames, localOf, weekdayNames } from './hours.ts';
import { PlanForm } from './plan-form.tsx';

/** When backups are made by themselves, in the viewer's own time. */
export function Plan({ kind, limit }: { kind: BackupKind; limit: number | null }) {
  const t = useTranslations('backups');
  const said = useSaid();
  const tag = useLocale();
  const { api, view: { service }, readOnly } = useRooms();
  const client = useQueryClient();
  const [open, setOpen] = useState(false);
  const key = ['backup-plans', service.id];
  const { data } = useQuery({ queryKey: key, queryFn: () => api.backups.plans(), staleTime: 0 });
  const isHere = useNow() !== null;
  // The clock draws it every second.
  const { hours, days } = useMemo(() => ({ hours: hourNames(tag), days: weekdayNames(tag) }), [tag]);
  const plan = data?.find((one) => one.kind === kind);
  if (plan === undefined || limit === 0) return null;
  const at = localOf(plan, isHere);
  const [hour = '', day = ''] = [hours[at.hour], days[at.weekday]];
  const { every, keep, nextAt } = plan;
  return (
    <section aria-label={t('plan.title')} className="flex flex-col gap-3">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <div className="min-w-0">
          <h3 className="font-[600]">{t('plan.title')}</h3>
          <p className="text-sm text-muted">{every === 'off' ? t('plan.off') : <>{every === 'daily' ? t('plan.daily', { hour }) : t('plan.weekly', { day, hour })} {t('plan.kept', { keep })} {nextAt !== null && t.rich('plan.next', { time: () => <ClockTime at={nextAt} /> })}</>}</p>
        </div>
        {!open && <Button size="small" disabled={readOnly !== null} onClick={() => setOpen(true)}>{t('plan.edit')}</Button>}
      </div>
      {plan.trouble !== null && <Note tone="warn" icon="pause">{said(plan.trouble)}</Note>}
      {open && <PlanForm plan={plan} limit={limit} onCancel={() => setOpen(false)} onSubmit={async (next) => { await api.backups.plan({ kind, ...next }); await client.invalidateQueries({ queryKey: key }); setOpen(false); }} />}
    </section>
  );
}
