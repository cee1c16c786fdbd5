'use client';
import { useEffect } from 'react';
import { Controller, useForm, useWatch } from 'react-hook-form';
import { useTranslations } from 'use-intl';
import { showRefusal } from '#app/_trpc/refusal.ts';
import { asCode } from '#app/_ui/as-code.tsx';
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
  const t = useTranslations('ftp');
  const words = useTranslations('room');
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
    <FormShell label={name === null ? t('new') : words('editOne', { title: `${login}_${name}` })} fresh={name === null} action={name === null ? t('add') : words('save')} busy={isSubmitting} error={errors.root?.message} onSubmit={submit} onCancel={onCancel}>
      {room < 1 && <Note tone="warn" icon="stop">{t.rich('tooLong', { login, code: asCode })}</Note>}
      <div className="grid gap-4 sm:grid-cols-2">
        {name === null && (
          <Field label={words('name')} error={errors.name?.message} hint={t.rich('becomes', { login: `${login}_${typed || 'name'}`, left: Math.max(0, room - typed.length), code: asCode })}>
            <Input dir="ltr" autoComplete="off" autoCapitalize="off" spellCheck={false} maxLength={Math.max(1, room)} placeholder="shop" {...form.register('name')} />
          </Field>
        )}
        <Field label={t('folder')} error={errors.path?.message} hint={t.rich('folderHint', { code: asCode })}>
          <Input mono autoComplete="off" autoCapitalize="off" spellCheck={false} maxLength={200} {...form.register('path')} />
        </Field>
      </div>
      <Controller control={form.control} name="password" render={({ field }) => (
        <PasswordField label={words(name === null ? 'password' : 'newPassword')} optional={name !== null} what={t('passwordWhat')} hint={words(name === null ? 'copyNow' : 'emptyStays')} value={field.value} onChange={field.onChange} error={errors.password?.message} />
      )} />
    </FormShell>
  );
}
