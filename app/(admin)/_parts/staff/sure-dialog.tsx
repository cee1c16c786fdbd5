'use client';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTRPC } from '#app/_trpc/client.tsx';
import { sentenceOf } from '#app/_trpc/refusal.ts';
import { askBy } from '#app/_trpc/sure.ts';
import { Dialog } from '#app/_ui/dialog.tsx';
import { type Me, useMe } from './me.tsx';
import { SureForm, type SureFormProps } from './sure-form.tsx';

const proofOf = ({ hasTotp, whmcs }: Me): SureFormProps['by'] => (hasTotp ? 'code' : whmcs === null ? 'password' : 'whmcs');

/** Stands once on the dashboard, and is opened by any call that is refused for want of a proof. */
export function SureDialog() {
  const me = useMe();
  const trpc = useTRPC();
  /** Waits for the answer, while it is asked. */
  const [asked, setAsked] = useState<{ answer(sure: boolean): void } | null>(null);
  const settle = (sure: boolean) => {
    asked?.answer(sure);
    setAsked(null);
  };
  const confirm = useMutation(trpc.session.confirm.mutationOptions({ onSuccess: () => settle(true) }));
  const { reset } = confirm;
  useEffect(() => askBy(() => new Promise((answer) => {
    reset();
    setAsked({ answer });
  })), [reset]);
  return (
    <Dialog open={asked !== null} onClose={() => settle(false)} title="Is it you?">
      <SureForm focused by={proofOf(me)} busy={confirm.isPending} error={confirm.error === null ? null : sentenceOf(confirm.error)} onProof={(proof) => confirm.mutate({ proof })} onCancel={() => settle(false)} />
    </Dialog>
  );
}
