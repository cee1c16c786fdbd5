'use client';
import { useMutation } from '@tanstack/react-query';
import { RefreshCw } from 'lucide-react';
import { useState } from 'react';
import { useTRPC } from '#app/_trpc/client.tsx';
import { Button } from '#app/_ui/button.tsx';
import { Card } from '#app/_ui/card.tsx';
import { Empty } from '#app/_ui/empty.tsx';
import { Gauge } from '#app/_ui/gauge.tsx';
import { Note } from '#app/_ui/note.tsx';
import { Sparkline } from '#app/_ui/sparkline.tsx';
import { TimeAgo } from '#app/_ui/times.tsx';
import { useToast } from '#app/_ui/toast.tsx';
import { limitWords } from '#server/core/limits.ts';
import type { Tone } from '#server/core/task.ts';
import type { Mark } from '#server/core/usage.ts';
import { limitText } from '../../../../_parts/limit-text.ts';
import { sentenceOf } from '../../../../_parts/refusal.ts';
import { useService } from '../service-context.tsx';

const looks: Record<Mark, { tone: Tone; mark?: string }> = { fine: { tone: 'accent' }, near: { tone: 'warn', mark: 'Near its limit' }, over: { tone: 'bad', mark: 'Over its limit' } };

/** What the service uses of its limits, as the panels last counted it. */
export function Usage() {
  const { view: { service }, detail: { usage, days } } = useService();
  const sync = useSync();
  const able = service.state === 'active' || service.state === 'suspended';
  const oldest = usage.map((gauge) => gauge.at).toSorted()[0];
  return (
    <Card
      title="Usage"
      actions={
        <>
          {oldest !== undefined && <span className="text-sm text-muted">as of <TimeAgo at={oldest} /></span>}
          {able && <Button busy={sync.busy} icon={<RefreshCw size={14} aria-hidden />} onClick={sync.start}>Sync now</Button>}
        </>
      }
    >
      {sync.failed && <Note tone="bad" icon="cross" className="mb-4">Not every account could be counted: the Tasks tab says why.</Note>}
      {usage.length === 0 ? <Empty title="Not counted yet">Figures are read from each node every hour, once the service is there.</Empty> : (
        <div className="flex flex-col gap-5">
          <div className="grid gap-x-8 gap-y-4 sm:grid-cols-2">
            {usage.map(({ key, used, limit, mark }) => (
              <Gauge key={key} label={limitWords[key].label} used={used} limit={limit} text={limit === null ? `${limitText(key, used)}, unlimited` : `${limitText(key, used)} of ${limitText(key, limit)}`} {...looks[mark]} />
            ))}
          </div>
          {days.length > 1 && <Sparkline label="Disk space of all accounts" values={days.map((day) => day.diskMb)} text={limitText('web_disk_quota', days.at(-1)?.diskMb ?? 0)} note={`Each day since ${days[0]?.day ?? ''}`} />}
        </div>
      )}
    </Card>
  );
}

/** Busy until the change that it asked for has ended; the page reads the figures again then. */
function useSync() {
  const { view } = useService();
  const trpc = useTRPC();
  const toast = useToast();
  const [asked, setAsked] = useState<number | null>(null);
  const sync = useMutation(trpc.services.syncNow.mutationOptions({
    onSuccess: ({ operation }) => setAsked(operation),
    onError: (error) => toast({ title: 'It could not be counted', description: sentenceOf(error), tone: 'bad' }),
  }));
  const status = view.operations.find((operation) => operation.id === asked)?.status;
  return { busy: sync.isPending || (asked !== null && (status === undefined || status === 'running')), failed: status === 'failed' || status === 'cancelled', start: () => sync.mutate({ id: view.service.id }) };
}
