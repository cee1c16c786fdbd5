'use client';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '#app/_ui/button.tsx';
import { useNow } from '#app/_ui/clock.tsx';
import { Note } from '#app/_ui/note.tsx';
import { ClockTime } from '#app/_ui/times.tsx';
import type { BackupKind } from '#server/core/items/backup.ts';
import { useRooms } from '../room-context.tsx';
import { hourWords, localOf, weekdayWords } from './hours.ts';
import { PlanForm } from './plan-form.tsx';
import { planWords } from './words.ts';

/** When backups are made by themselves, in the viewer's own time. */
export function Plan({ kind, limit }: { kind: BackupKind; limit: number | null }) {
  const { api, view: { service }, readOnly } = useRooms();
  const client = useQueryClient();
  const [open, setOpen] = useState(false);
  const key = ['backup-plans', service.id];
  const { data } = useQuery({ queryKey: key, queryFn: () => api.backups.plans(), staleTime: 0 });
  const isHere = useNow() !== null;
  const plan = data?.find((one) => one.kind === kind);
  if (plan === undefined || limit === 0) return null;
  const at = localOf(plan, isHere);
  const when = plan.every === 'weekly' ? `${planWords.rhythms.weekly}, ${weekdayWords(at.weekday)}, ${hourWords(at.hour)}` : `${planWords.rhythms[plan.every]}, ${hourWords(at.hour)}`;
  return (
    <section aria-label={planWords.title} className="flex flex-col gap-3">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <div className="min-w-0">
          <h3 className="font-[600]">{planWords.title}</h3>
          <p className="text-sm text-muted">{plan.every === 'off' ? planWords.off : <>{planWords.on(when, plan.keep)} {plan.nextAt !== null && <>{planWords.next} <ClockTime at={plan.nextAt} /></>}</>}</p>
        </div>
        {!open && <Button size="small" disabled={readOnly !== null} onClick={() => setOpen(true)}>{planWords.edit}</Button>}
      </div>
      {plan.trouble !== null && <Note tone="warn" icon="pause">{plan.trouble}</Note>}
      {open && <PlanForm plan={plan} limit={limit} onCancel={() => setOpen(false)} onSubmit={async (next) => { await api.backups.plan({ kind, ...next }); await client.invalidateQueries({ queryKey: key }); setOpen(false); }} />}
    </section>
  );
}
