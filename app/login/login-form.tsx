'use client';
import { zodResolver } from '@hookform/resolvers/zod';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import * as z from 'zod';
import { useTRPC } from '#app/_trpc/client.tsx';
import { refusedField, showRefusal } from '#app/_trpc/refusal.ts';
import { Button } from '#app/_ui/button.tsx';
import { Field } from '#app/_ui/field.tsx';
import { FormError } from '#app/_ui/form-error.tsx';
import { Input } from '#app/_ui/input.tsx';

const credentials = z.object({ email: z.string().trim().min(1, 'E-mail address is missing'), password: z.string().min(1, 'Password is missing'), code: z.string().trim() });
type Credentials = z.infer<typeof credentials>;

export function LoginForm({ next }: { next: string }) {
  const trpc = useTRPC();
  const form = useForm<Credentials, unknown, Credentials>({ resolver: zodResolver(credentials), defaultValues: { email: '', password: '', code: '' } });
  // The password was right, and an app's code is wanted as well.
  const [second, setSecond] = useState(false);
  const login = useMutation(trpc.session.login.mutationOptions({
    // A whole new page: the dashboard's socket starts with the new cookie.
    onSuccess: () => window.location.assign(next),
    onError: (error) => {
      const wantsCode = refusedField(error) === 'code';
      if (wantsCode && !second) return setSecond(true);
      form.resetField(wantsCode ? 'code' : 'password');
      if (!wantsCode) setSecond(false);
      showRefusal(error, form, ['email', 'password', 'code']);
    },
  }));
  const { errors } = form.formState;
  const busy = login.isPending || login.isSuccess;
  return (
    <form noValidate className="flex flex-col gap-4" onSubmit={form.handleSubmit(({ code, ...given }) => login.mutate({ ...given, ...(second && code !== '' && { code }) }))}>
      {second ? (
        <Field label="Code of your authenticator app" error={errors.code?.message} hint="Or one of your recovery codes">
          {/* The step before asked for it: here it is the one thing to do. */}
          {/* oxlint-disable-next-line jsx-a11y/no-autofocus */}
          <Input mono autoFocus autoComplete="one-time-code" autoCapitalize="off" spellCheck={false} maxLength={40} {...form.register('code')} />
        </Field>
      ) : (
        <>
          <Field label="E-mail address" error={errors.email?.message}>
            <Input type="email" autoComplete="username" {...form.register('email')} />
          </Field>
          <Field label="Password" error={errors.password?.message}>
            <Input type="password" autoComplete="current-password" {...form.register('password')} />
          </Field>
        </>
      )}
      <FormError message={errors.root?.message} />
      <Button type="submit" variant="primary" busy={busy}>{second ? 'Go on' : 'Sign in'}</Button>
    </form>
  );
}
