'use client';
import { zodResolver } from '@hookform/resolvers/zod';
import { useForm, useWatch } from 'react-hook-form';
import * as z from 'zod';
import { showRefusal } from '#app/_trpc/refusal.ts';
import { Button } from '#app/_ui/button.tsx';
import { Field } from '#app/_ui/field.tsx';
import { FormError } from '#app/_ui/form-error.tsx';
import { Input } from '#app/_ui/input.tsx';
import { Select } from '#app/_ui/select.tsx';
import { roleWords, staffRoles } from '#server/core/staff-roles.ts';
import type { MadeLink } from './link-once.tsx';
import { usePeople } from './use-people.ts';

const invitation = z.object({ email: z.email('E-mail address is not valid'), role: z.enum(staffRoles) });
type Invitation = z.infer<typeof invitation>;
export const roleOptions = staffRoles.map((value) => ({ value, label: roleWords[value].title }));

export function InviteForm({ onMade }: { onMade: (link: MadeLink) => void }) {
  const { invite } = usePeople();
  const form = useForm<Invitation, unknown, Invitation>({ resolver: zodResolver(invitation), defaultValues: { email: '', role: 'operator' } });
  const role = useWatch({ control: form.control, name: 'role' });
  const { errors } = form.formState;
  const send = (values: Invitation) => invite.mutate(values, { onSuccess: (made) => onMade({ ...made, for: 'join' }), onError: (error) => showRefusal(error, form, ['email', 'role']) });
  return (
    <form noValidate className="flex flex-col gap-4" onSubmit={form.handleSubmit(send)}>
      <Field label="E-mail address" error={errors.email?.message} hint="They sign in with it, and the link is for nobody else"><Input type="email" autoComplete="off" {...form.register('email')} /></Field>
      <Field label="Role" error={errors.role?.message} hint={roleWords[role].means}><Select options={roleOptions} {...form.register('role')} /></Field>
      <FormError message={errors.root?.message} />
      <div className="flex justify-end"><Button type="submit" variant="primary" busy={invite.isPending}>Make the link</Button></div>
    </form>
  );
}
