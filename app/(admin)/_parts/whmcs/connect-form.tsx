'use client';
import { zodResolver } from '@hookform/resolvers/zod';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useForm } from 'react-hook-form';
import * as z from 'zod';
import { useTRPC } from '#app/_trpc/client.tsx';
import { showRefusal } from '#app/_trpc/refusal.ts';
import { Button } from '#app/_ui/button.tsx';
import { Field } from '#app/_ui/field.tsx';
import { FormError } from '#app/_ui/form-error.tsx';
import { Input } from '#app/_ui/input.tsx';

const connection = z.object({ name: z.string().trim().min(1, 'Name is missing'), origin: z.string().trim().regex(/^https?:\/\/[^\s/]+/, 'An address begins with https://') });
type Connection = z.infer<typeof connection>;

export function ConnectForm({ onKey }: { onKey: (key: string) => void }) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const form = useForm<Connection, unknown, Connection>({ resolver: zodResolver(connection), defaultValues: { name: '', origin: '' } });
  const add = useMutation(trpc.instances.add.mutationOptions({
    onSuccess: async ({ key }) => {
      onKey(key);
      await client.invalidateQueries({ queryKey: trpc.instances.pathKey() });
    },
    onError: (error) => showRefusal(error, form, ['name', 'origin']),
  }));
  const { errors } = form.formState;
  return (
    <form noValidate className="flex flex-col gap-4" onSubmit={form.handleSubmit((values) => add.mutate(values))}>
      <Field label="Name" error={errors.name?.message} hint="As services and logs name it"><Input autoComplete="off" placeholder="WHMCS" {...form.register('name')} /></Field>
      <Field label="Address of WHMCS" error={errors.origin?.message} hint="Its client area may show our page in a frame, no other site"><Input mono type="url" autoComplete="off" placeholder="https://billing.example" {...form.register('origin')} /></Field>
      <FormError message={errors.root?.message} />
      <div className="flex justify-end"><Button type="submit" variant="primary" busy={add.isPending}>Connect and make its key</Button></div>
    </form>
  );
}
