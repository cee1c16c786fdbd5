'use client';
import { zodResolver } from '@hookform/resolvers/zod';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useForm } from 'react-hook-form';
import * as z from 'zod';
import { useTRPC } from '#app/_trpc/client.tsx';
import { showRefusal } from '#app/_trpc/refusal.ts';
import { Button } from '#app/_ui/button.tsx';
import { Card } from '#app/_ui/card.tsx';
import { Field } from '#app/_ui/field.tsx';
import { FormError } from '#app/_ui/form-error.tsx';
import { Input } from '#app/_ui/input.tsx';
import { useToast } from '#app/_ui/toast.tsx';
import { staffPassword } from '#server/core/staff-password.ts';

const shape = z.object({ current: z.string().min(1, 'Your password is missing'), password: staffPassword });
type Form = z.infer<typeof shape>;

export function PasswordCard() {
  const trpc = useTRPC();
  const client = useQueryClient();
  const toast = useToast();
  const form = useForm<Form, unknown, Form>({ resolver: zodResolver(shape), defaultValues: { current: '', password: '' } });
  const change = useMutation(trpc.profile.changePassword.mutationOptions({
    onSuccess: async () => {
      form.reset();
      toast({ title: 'Your password is changed', description: 'Your other sessions have ended' });
      await client.invalidateQueries({ queryKey: trpc.profile.sessions.queryKey() });
    },
    // The server calls the old one *password* when it is not right.
    onError: (error) => showRefusal(error, form, []),
  }));
  const { errors } = form.formState;
  return (
    <Card title="Password">
      <form noValidate className="flex max-w-3xl flex-col gap-4" onSubmit={form.handleSubmit((values) => change.mutate(values))}>
        <div className="grid gap-4 sm:grid-cols-2">
          <Field label="Your password now" error={errors.current?.message}><Input type="password" autoComplete="current-password" {...form.register('current')} /></Field>
          <Field label="New password" error={errors.password?.message} hint="At least 12 characters. Your other sessions end"><Input type="password" autoComplete="new-password" {...form.register('password')} /></Field>
        </div>
        <FormError message={errors.root?.message} />
        <div><Button type="submit" variant="primary" busy={change.isPending}>Change password</Button></div>
      </form>
    </Card>
  );
}
