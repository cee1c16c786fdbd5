'use client';
import { useMutation } from '@tanstack/react-query';
import { RefreshCw } from 'lucide-react';
import { useState } from 'react';
import { Gauges } from '#app/_rooms/usage/gauges.tsx';
import { useTRPC } from '#app/_trpc/client.tsx';
import { sentenceOf } from '#app/_trpc/refusal.ts';
import { Card } from '#app/_ui/card.tsx';
import { Empty } from '#app/_ui/empty.tsx';
import { Note } from '#app/_ui/note.tsx';
import { TimeAgo } from '#app/_ui/times.tsx';
import { useToast } from '#app/_ui/toast.tsx';
import { useService } from '../service-context.tsx';
import { RoleButton } from '../../../../_parts/staff/role-button.tsx';

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
          {able && <RoleButton ability="care" busy={sync.busy} icon={<RefreshCw size={14} aria-hidden />} onClick={sync.start}>Sync now</RoleButton>}
        </>
      }
    >
      {sync.failed && <Note tone="bad" icon="cross" className="mb-4">Not every account could be counted: the Tasks tab says why.</Note>}
      {usage.length === 0 ? <Empty title="Not counted yet">Figures are read from each node every hour, once the service is there.</Empty> : (
        <Gauges usage={usage} days={days} />
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
