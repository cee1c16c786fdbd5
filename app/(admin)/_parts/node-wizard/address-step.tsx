'use client';
import { zodResolver } from '@hookform/resolvers/zod';
import { useMutation } from '@tanstack/react-query';
import { useForm } from 'react-hook-form';
import * as z from 'zod';
import { useTRPC } from '#app/_trpc/client.tsx';
import { showRefusal } from '#app/_trpc/refusal.ts';
import { Button } from '#app/_ui/button.tsx';
import { Field } from '#app/_ui/field.tsx';
import { FormError } from '#app/_ui/form-error.tsx';
import { Input } from '#app/_ui/input.tsx';

const form = z.object({
  host: z.string().trim().min(1, 'Address is missing'),
  port: z.string().regex(/^\s*\d{1,5}\s*$/, 'A number, usually 22'),
  user: z.string().trim().min(1, 'SSH user is missing'),
});
type Values = z.infer<typeof form>;
export interface Address {
  host: string;
  port: number;
  user: string;
}

export function AddressStep({ onFound }: { onFound: (address: Address, fingerprint: string) => void }) {
  const trpc = useTRPC();
  const { register, handleSubmit, formState, ...rest } = useForm<Values, unknown, Values>({ resolver: zodResolver(form), defaultValues: { host: '', port: '22', user: 'root' } });
  const ask = useMutation(trpc.nodes.fingerprint.mutationOptions());
  const { errors } = formState;
  const submit = handleSubmit(async ({ host, port, user }) => {
    const address = { host, port: Number(port), user };
    await ask.mutateAsync(address).then(
      ({ fingerprint }) => onFound(address, fingerprint),
      (error: unknown) => showRefusal(error, { register, handleSubmit, formState, ...rest }, ['host', 'port', 'user']),
    );
  });
  return (
    <form noValidate className="flex flex-col gap-4" onSubmit={submit}>
      <div className="grid gap-4 sm:grid-cols-[minmax(0,1fr)_6rem]">
        <Field label="Address" error={errors.host?.message} hint="Host name or IP address for SSH"><Input mono autoComplete="off" autoCapitalize="off" spellCheck={false} {...register('host')} /></Field>
        <Field label="Port" error={errors.port?.message}><Input mono inputMode="numeric" {...register('port')} /></Field>
      </div>
      <Field label="SSH user" error={errors.user?.message} hint="root, or a user who may run the commands by sudo: the line for it comes in the third step"><Input mono autoComplete="off" autoCapitalize="off" {...register('user')} /></Field>
      <FormError message={errors.root?.message} />
      <div className="flex justify-end"><Button type="submit" variant="primary" busy={ask.isPending}>Look at its host key</Button></div>
    </form>
  );
}
