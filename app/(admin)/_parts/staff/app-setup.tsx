'use client';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTRPC } from '#app/_trpc/client.tsx';
import { sentenceOf } from '#app/_trpc/refusal.ts';
import { Button } from '#app/_ui/button.tsx';
import { FormError } from '#app/_ui/form-error.tsx';
import { AppKey } from './app-key.tsx';
import { RecoveryCodes } from './recovery-codes.tsx';

/** Key, code, recovery codes: the app counts from the second step on. */
export function AppSetup({ onDone }: { onDone: () => void }) {
  const trpc = useTRPC();
  const begin = useMutation(trpc.profile.beginTotp.mutationOptions());
  const confirm = useMutation(trpc.profile.confirmTotp.mutationOptions());
  const [code, setCode] = useState('');
  if (confirm.data !== undefined) return <RecoveryCodes codes={confirm.data.codes} onDone={onDone} />;
  if (begin.data === undefined) {
    return (
      <div className="flex flex-col gap-4">
        <p>Any app that makes six-figure codes will do: the one of your phone, of your password manager, or another.</p>
        <FormError message={begin.error === null ? null : sentenceOf(begin.error)} />
        <div className="flex justify-end"><Button variant="primary" busy={begin.isPending} onClick={() => begin.mutate()}>Begin</Button></div>
      </div>
    );
  }
  return <AppKey of={begin.data} code={code} onCode={setCode} busy={confirm.isPending} error={confirm.error === null ? null : sentenceOf(confirm.error)} onConfirm={() => confirm.mutate({ code })} />;
}
