'use client';
import { useMutation } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { useTRPC } from '#app/_trpc/client.tsx';
import { sentenceOf } from '#app/_trpc/refusal.ts';
import { Button } from '#app/_ui/button.tsx';
import { Card } from '#app/_ui/card.tsx';
import { Chip } from '#app/_ui/chip.tsx';
import { Confirm } from '#app/_ui/confirm.tsx';
import { Dialog } from '#app/_ui/dialog.tsx';
import { useToast } from '#app/_ui/toast.tsx';
import { AppSetup } from '../../_parts/staff/app-setup.tsx';
import { RecoveryCodes } from '../../_parts/staff/recovery-codes.tsx';

/** The second factor: set up, replaced, taken away; and new codes for when it is lost. */
export function AppCard({ hasTotp, codesLeft }: { hasTotp: boolean; codesLeft: number }) {
  const trpc = useTRPC();
  const router = useRouter();
  const toast = useToast();
  const [open, setOpen] = useState<'setup' | 'remove' | null>(null);
  const close = () => {
    setOpen(null);
    router.refresh();
  };
  const remove = useMutation(trpc.profile.removeTotp.mutationOptions({ onSuccess: () => { toast({ title: 'You sign in by your password alone now' }); close(); } }));
  const codes = useMutation(trpc.profile.newCodes.mutationOptions({ onError: (error) => toast({ title: 'No codes were made', description: sentenceOf(error), tone: 'bad' }) }));
  const kept = () => {
    codes.reset();
    router.refresh();
  };
  return (
    <Card title={<>Authenticator app {hasTotp ? <Chip tone="ok">On</Chip> : <Chip>Off</Chip>}</>}>
      <p className="max-w-[70ch] text-muted">{hasTotp ? `Its code is asked for at each sign-in, and before what destroys. ${codesLeft} of 10 recovery codes are left.` : 'With it nobody signs in by your password alone.'}</p>
      <div className="mt-4 flex flex-wrap gap-2">
        <Button variant={hasTotp ? 'plain' : 'primary'} onClick={() => setOpen('setup')}>{hasTotp ? 'Set up another app' : 'Set up an app'}</Button>
        {hasTotp && <Button busy={codes.isPending} onClick={() => codes.mutate()}>Make new recovery codes</Button>}
        {hasTotp && <Button variant="quiet" className="text-bad-text!" onClick={() => { remove.reset(); setOpen('remove'); }}>Remove …</Button>}
      </div>
      <Dialog open={open === 'setup'} onClose={close} title="Set up an authenticator app">{open === 'setup' && <AppSetup onDone={close} />}</Dialog>
      <Dialog open={codes.data !== undefined} onClose={kept} title="Recovery codes"><RecoveryCodes codes={codes.data?.codes ?? []} onDone={kept} /></Dialog>
      <Confirm open={open === 'remove'} onClose={() => setOpen(null)} title="Remove the authenticator app?" action="Remove it" danger busy={remove.isPending} error={remove.error === null ? null : sentenceOf(remove.error)} onConfirm={() => remove.mutate()}>
        You sign in by your password alone then. The recovery codes end as well.
      </Confirm>
    </Card>
  );
}
