'use client';
import { useEffect } from 'react';
import { Controller, useForm, useWatch } from 'react-hook-form';
import { showRefusal } from '#app/_trpc/refusal.ts';
import { Field } from '#app/_ui/field.tsx';
import { Input } from '#app/_ui/input.tsx';
import { Note } from '#app/_ui/note.tsx';
import { madePassword, PasswordField } from '#app/_ui/password-field.tsx';
import { FormShell } from '../form-shell.tsx';
import type { ItemFormProps } from '../item-room.tsx';

interface Values {
  name: string;
  path: string;
  password: string;
}
const fields = ['name', 'path', 'password'] as const;

/** `room`: characters that are left for the name behind the account's own. */
export function FtpForm({ name, settings, login, room, onSubmit, onCancel }: Omit<ItemFormProps<'ftp'>, 'limits'> & { login: string; room: number }) {
  const form = useForm<Values, unknown, Values>({ defaultValues: { name: name ?? '', path: settings.path === '' ? '/' : settings.path, password: name === null ? madePassword() : '' } });
  const { setFocus } = form;
  // The button that opened it is gone.
  useEffect(() => setFocus(name === null ? 'name' : 'path'), [setFocus, name]);
  const { errors, isSubmitting } = form.formState;
  const typed = useWatch({ control: form.control, name: 'name' }).trim();
  const submit = form.handleSubmit(async ({ name: suffix, path, password }) => {
    await onSubmit({ name: suffix, settings: { path }, ...(password !== '' && { password }) }).catch((error: unknown) => showRefusal(error, form, fields));
  });
  return (
    <FormShell label={name === null ? 'New FTP account' : `Edit ${login}_${name}`} fresh={name === null} action={name === null ? 'Add FTP account' : 'Save'} busy={isSubmitting} error={errors.root?.message} onSubmit={submit} onCancel={onCancel}>
      {room < 1 && <Note tone="warn" icon="stop">The login {login} is so long that nothing fits behind it: no further FTP account can be made here.</Note>}
      <div className="grid gap-4 sm:grid-cols-2">
        {name === null && (
          <Field label="Name" error={errors.name?.message} hint={<>Login: <code>{login}_{typed || 'name'}</code> ({Math.max(0, room - typed.length)} characters left)</>}>
            <Input autoComplete="off" autoCapitalize="off" spellCheck={false} maxLength={Math.max(1, room)} placeholder="shop" {...form.register('name')} />
          </Field>
        )}
        <Field label="Folder" error={errors.path?.message} hint="The website is in /public_html. The account sees this folder and what is in it">
          <Input mono autoComplete="off" autoCapitalize="off" spellCheck={false} maxLength={200} {...form.register('path')} />
        </Field>
      </div>
      <Controller control={form.control} name="password" render={({ field }) => (
        <PasswordField label={name === null ? 'Password' : 'New password'} optional={name !== null} what="FTP password" hint={name === null ? 'Copy it now: it is not shown again.' : 'Empty: it stays as it is.'} value={field.value} onChange={field.onChange} error={errors.password?.message} />
      )} />
    </FormShell>
  );
}
