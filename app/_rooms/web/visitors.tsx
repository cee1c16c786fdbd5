'use client';
import { useEffect } from 'react';
import { Controller, useForm } from 'react-hook-form';
import { showRefusal } from '#app/_trpc/refusal.ts';
import { Field } from '#app/_ui/field.tsx';
import { Input } from '#app/_ui/input.tsx';
import { madePassword, PasswordField } from '#app/_ui/password-field.tsx';
import { FormShell } from '../form-shell.tsx';
import { type ItemFormProps, ItemRoom } from '../item-room.tsx';

/** Who may see the website; while there is nobody, everybody may. */
export function Visitors() {
  return (
    <ItemRoom
      kind="visitor"
      words={{
        title: 'Password protection', add: 'Add visitor', search: 'Search visitors', loses: 'They can not see the website any more. Without any visitor it is open to everybody again.',
        full: (most) => `All ${most} visitors are used. Remove one first.`,
        empty: { title: 'Open to everybody', text: 'Add a name and a password, and whoever opens the website is asked for them: for one that is not ready yet, or not for all.' },
      }}
      titleOf={(name) => name}
      lineOf={() => 'Is asked for a password'}
      fresh={{}}
      form={(props) => <VisitorForm {...props} />}
    />
  );
}

interface Values {
  name: string;
  password: string;
}

export function VisitorForm({ name, onSubmit, onCancel }: Pick<ItemFormProps<'visitor'>, 'name' | 'onSubmit' | 'onCancel'>) {
  const form = useForm<Values, unknown, Values>({ defaultValues: { name: name ?? '', password: madePassword() } });
  const { setFocus } = form;
  useEffect(() => { if (name === null) setFocus('name'); }, [setFocus, name]);
  const { errors, isSubmitting } = form.formState;
  const submit = form.handleSubmit(async (values) => {
    await onSubmit({ name: values.name, settings: {}, ...(values.password !== '' && { password: values.password }) }).catch((error: unknown) => showRefusal(error, form, ['name', 'password']));
  });
  return (
    <FormShell label={name === null ? 'New visitor' : `New password for ${name}`} fresh={name === null} action={name === null ? 'Add visitor' : 'Save'} busy={isSubmitting} error={errors.root?.message} onSubmit={submit} onCancel={onCancel}>
      {name === null && (
        <Field label="Name" error={errors.name?.message} hint="Small letters and digits">
          <Input autoComplete="off" autoCapitalize="off" spellCheck={false} maxLength={32} placeholder="guest" {...form.register('name')} />
        </Field>
      )}
      <Controller control={form.control} name="password" render={({ field }) => (
        <PasswordField label={name === null ? 'Password' : 'New password'} what="website password" hint="Copy it now: it is not shown again." value={field.value} onChange={field.onChange} error={errors.password?.message} />
      )} />
    </FormShell>
  );
}
