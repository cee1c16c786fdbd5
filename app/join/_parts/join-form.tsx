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
import { staffPassword } from '#server/core/staff-password.ts';

const joining = z.object({ name: z.string().trim().min(1, 'Name is missing'), password: staffPassword });
const setting = z.object({ name: z.string(), password: staffPassword });
type Joining = z.infer<typeof joining>;

interface JoinFormProps {
  token: string;
  email: string;
  /** False: only a password is set. */
  joins: boolean;
}

export function JoinForm({ token, email, joins }: JoinFormProps) {
  const trpc = useTRPC();
  const form = useForm<Joining, unknown, Joining>({ resolver: zodResolver(joins ? joining : setting), defaultValues: { name: '', password: '' } });
  const onError = (error: unknown) => showRefusal(error, form, ['name', 'password']);
  const accept = useMutation(trpc.join.accept.mutationOptions({ onSuccess: () => window.location.assign('/services'), onError }));
  const set = useMutation(trpc.join.setPassword.mutationOptions({ onSuccess: () => window.location.assign('/login'), onError }));
  const { errors } = form.formState;
  const busy = [accept, set].some(({ isPending, isSuccess }) => isPending || isSuccess);
  return (
    <form noValidate className="flex flex-col gap-4" onSubmit={form.handleSubmit((values) => (joins ? accept.mutate({ token, ...values }) : set.mutate({ token, password: values.password })))}>
      {/* For password managers: which account it is. */}
      <input type="email" autoComplete="username" value={email} readOnly hidden />
      {joins && <Field label="Name" error={errors.name?.message} hint="What you do is signed with it"><Input autoComplete="name" {...form.register('name')} /></Field>}
      <Field label="Password" error={errors.password?.message} hint="At least 12 characters"><Input type="password" autoComplete="new-password" {...form.register('password')} /></Field>
      <FormError message={errors.root?.message} />
      <Button type="submit" variant="primary" busy={busy}>{joins ? 'Make the account' : 'Set the password'}</Button>
    </form>
  );
}
