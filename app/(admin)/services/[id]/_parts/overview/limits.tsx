'use client';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTRPC } from '#app/_trpc/client.tsx';
import { sentenceOf } from '#app/_trpc/refusal.ts';
import { Card } from '#app/_ui/card.tsx';
import { Dialog } from '#app/_ui/dialog.tsx';
import { useToast } from '#app/_ui/toast.tsx';
import { handlesOf } from '#server/core/lifecycle.ts';
import { type LimitKey, limitKeysOf, limitWords } from '#server/core/limits.ts';
import { useMay } from '../../../../_parts/staff/me.tsx';
import { useService } from '../service-context.tsx';
import { LimitForm } from './limit-form.tsx';
import { LimitsTable } from './limits-table.tsx';

export function Limits() {
  const trpc = useTRPC();
  const toast = useToast();
  const { view: { service }, detail, refresh } = useService();
  const [key, setKey] = useState<LimitKey | null>(null);
  const drives = useMay('drive');
  const { id, domain } = service;
  const done = {
    onSuccess: () => {
      toast({ title: `${domain} has its new limit`, tone: 'accent' });
      setKey(null);
      // Limits are no part of what is pushed.
      refresh().catch(() => undefined);
    },
  };
  const set = useMutation(trpc.services.setLimit.mutationOptions(done));
  const reset = useMutation(trpc.services.resetLimit.mutationOptions(done));
  const open = (next: LimitKey) => {
    for (const one of [set, reset]) one.reset();
    setKey(next);
  };
  const error = set.error ?? reset.error;
  return (
    <Card title="Limits" flush>
      <LimitsTable keys={limitKeysOf(detail.roles, detail.guest)} from={detail} onChange={drives && handlesOf(service).includes('changePackage') ? open : null} />
      <Dialog open={key !== null} onClose={() => setKey(null)} title={key === null ? '' : limitWords[key].label}>
        {key !== null && (
          <LimitForm key={key} of={key} now={detail.limits[key]} ordered={detail.ordered[key]} overridden={detail.overrides[key] !== undefined} busy={set.isPending || reset.isPending} error={error === null ? null : sentenceOf(error)}
            onCancel={() => setKey(null)} onSubmit={(limit) => set.mutate({ id, key, limit })} onReset={() => reset.mutate({ id, key })} />
        )}
      </Dialog>
    </Card>
  );
}
