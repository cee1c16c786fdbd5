'use client';
import { zodResolver } from '@hookform/resolvers/zod';
import { useMutation } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useForm } from 'react-hook-form';
import * as z from 'zod';
import { useTRPC } from '#app/_trpc/client.tsx';
import { showRefusal } from '#app/_trpc/refusal.ts';
import { Button } from '#app/_ui/button.tsx';
import { Field } from '#app/_ui/field.tsx';
import { FormError } from '#app/_ui/form-error.tsx';
import { Input } from '#app/_ui/input.tsx';
import { staffPassword } from '#server/core/staff-password.ts';

const owner = z.object({
  name: z.string().trim().min(1, 'Name is missing'),
  email: z.email('E-mail address is not valid'),
  password: staffPassword,
});
type Owner = z.infer<typeof owner>;

export function OwnerForm({ token }: { token: string }) {
  const trpc = useTRPC();
  const router = useRouter();
  const form = useForm<Owner, unknown, Owner>({ resolver: zodResolver(owner), defaultValues: { name: '', email: '', password: '' } });
  // With the session's cookie, the page reads what else there is to do.
  const make = useMutation(trpc.setup.owner.mutationOptions({ onSuccess: () => router.refresh(), onError: (error) => showRefusal(error, form, ['name', 'email', 'password']) }));
  const { errors } = form.formState;
  return (
    <form noValidate className="flex max-w-md flex-col gap-4" onSubmit={form.handleSubmit((values) => make.mutate({ ...values, token }))}>
      <Field label="Name" error={errors.name?.message}><Input autoComplete="name" {...form.register('name')} /></Field>
      <Field label="E-mail address" error={errors.email?.message} hint="You sign in with it"><Input type="email" autoComplete="username" {...form.register('email')} /></Field>
      <Field label="Password" error={errors.password?.message} hint="At least 12 characters"><Input type="password" autoComplete="new-password" {...form.register('password')} /></Field>
      <FormError message={errors.root?.message} />
      <div><Button type="submit" variant="primary" busy={make.isPending || make.isSuccess}>Make the account</Button></div>
    </form>
  );
}
