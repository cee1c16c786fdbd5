'use client';
import { useMutation } from '@tanstack/react-query';
import { RotateCw } from 'lucide-react';
import { useTRPC } from '#app/_trpc/client.tsx';
import { sentenceOf } from '#app/_trpc/refusal.ts';
import { useToast } from '#app/_ui/toast.tsx';
import { RoleButton } from '../../../_parts/staff/role-button.tsx';

/** The failed and cancelled steps of the newest operation, again. */
export function RetryFailed({ serviceId }: { serviceId: number }) {
  const trpc = useTRPC();
  const toast = useToast();
  const retry = useMutation(trpc.services.retryFailed.mutationOptions({
    onSuccess: ({ retried }) => toast(retried > 0 ? { title: `${retried} ${retried === 1 ? 'task starts' : 'tasks start'} again` } : { title: 'Nothing had to be started again', tone: 'accent' }),
    onError: (error) => toast({ title: 'Nothing was started again', description: sentenceOf(error), tone: 'bad' }),
  }));
  return <RoleButton ability="care" variant="primary" busy={retry.isPending} icon={<RotateCw size={14} aria-hidden />} onClick={() => retry.mutate({ id: serviceId })}>Retry failed</RoleButton>;
}
