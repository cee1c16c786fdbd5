'use client';
import { zodResolver } from '@hookform/resolvers/zod';
import { useMutation } from '@tanstack/react-query';
import { useForm } from 'react-hook-form';
import { z } from 'zod';
import { useTRPC } from '#app/_trpc/client.tsx';
import { showRefusal } from '#app/_trpc/refusal.ts';
import { Button } from '#app/_ui/button.tsx';
import { Field } from '#app/_ui/field.tsx';
import { FormError } from '#app/_ui/form-error.tsx';
import { Input } from '#app/_ui/input.tsx';

const credentials = z.object({ email: z.string().trim().min(1, 'E-mail address is missing'), password: z.string().min(1, 'Password is missing') });
type Credentials = z.infer<typeof credentials>;

export function LoginForm({ next }: { next: string }) {
  const trpc = useTRPC();
  const form = useForm<Credentials, unknown, Credentials>({ resolver: zodResolver(credentials), defaultValues: { email: '', password: '' } });
  const login = useMutation(trpc.session.login.mutationOptions({
    // A whole new page: the dashboard's socket starts with the new cookie.
    onSuccess: () => window.location.assign(next),
    onError: (error) => {
      form.resetField('password');
      showRefusal(error, form, ['email', 'password']);
    },
  }));
  const { errors } = form.formState;
  return (
    <form noValidate className="flex flex-col gap-4" onSubmit={form.handleSubmit((values) => login.mutate(values))}>
      <Field label="E-mail address" error={errors.email?.message}>
        <Input type="email" autoComplete="username" {...form.register('email')} />
      </Field>
      <Field label="Password" error={errors.password?.message}>
        <Input type="password" autoComplete="current-password" {...form.register('password')} />
      </Field>
      <FormError message={errors.root?.message} />
      <Button type="submit" variant="primary" busy={login.isPending || login.isSuccess}>Sign in</Button>
    </form>
  );
}
