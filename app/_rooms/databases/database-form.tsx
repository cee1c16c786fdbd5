'use client';
import { useEffect } from 'react';
import { Controller, useForm, useWatch } from 'react-hook-form';
import { useTranslations } from 'use-intl';
import { showRefusal } from '#app/_trpc/refusal.ts';
import { asCode } from '#app/_ui/as-code.tsx';
import { Field } from '#app/_ui/field.tsx';
import { Input } from '#app/_ui/input.tsx';
import { madePassword, PasswordField } from '#app/_ui/password-field.tsx';
import { Select } from '#app/_ui/select.tsx';
import { charsets, type DatabaseSettings } from '#server/core/items/database.ts';
import { FormShell } from '../form-shell.tsx';
import type { ItemFormProps } from '../item-room.tsx';

interface Values {
  name: string;
  user: string;
  password: string;
  charset: DatabaseSettings['charset'];
}
const fields = ['name', 'user', 'password', 'charset'] as const;

/** A new one has a name; of one that is there only the password can be set. */
export function DatabaseForm({ name, settings, login, onSubmit, onCancel }: Omit<ItemFormProps<'database'>, 'limits'> & { login: string }) {
  const t = useTranslations('databases');
  const room = useTranslations('room');
  const form = useForm<Values, unknown, Values>({ defaultValues: { name: name ?? '', user: settings.user, password: name === null ? madePassword() : '', charset: settings.charset } });
  const { setFocus } = form;
  // The button that opened it is gone.
  useEffect(() => { if (name === null) setFocus('name'); }, [setFocus, name]);
  const { errors, isSubmitting } = form.formState;
  const typed = useWatch({ control: form.control, name: 'name' });
  const submit = form.handleSubmit(async (values) => {
    const user = values.user.trim() === '' ? values.name : values.user;
    await onSubmit({ name: values.name, settings: name === null ? { user, charset: values.charset } : settings, ...(values.password !== '' && { password: values.password }) }).catch((error: unknown) => showRefusal(error, form, fields));
  });
  return (
    <FormShell label={name === null ? t('new') : room('editOne', { title: `${login}_${name}` })} fresh={name === null} action={name === null ? t('add') : t('setPassword')} busy={isSubmitting} error={errors.root?.message} onSubmit={submit} onCancel={onCancel}>
      {name === null && (
        <div className="grid gap-4 sm:grid-cols-3">
          <Field label={room('name')} error={errors.name?.message} hint={t.rich('becomes', { name: `${login}_${typed.trim() || 'name'}`, code: asCode })}>
            <Input dir="ltr" autoComplete="off" autoCapitalize="off" spellCheck={false} maxLength={60} placeholder="shop" {...form.register('name')} />
          </Field>
          <Field label={t('user')} optional error={errors.user?.message} hint={t('asName', { room: Math.max(0, 31 - login.length) })}>
            <Input dir="ltr" autoComplete="off" autoCapitalize="off" spellCheck={false} maxLength={32} {...form.register('user')} />
          </Field>
          <Field label={t('charset')} error={errors.charset?.message}>
            <Select options={charsets.map((value) => ({ value, label: value }))} {...form.register('charset')} />
          </Field>
        </div>
      )}
      <Controller control={form.control} name="password" render={({ field }) => (
        <PasswordField label={room(name === null ? 'password' : 'newPassword')} what={t('passwordWhat')} hint={name === null ? room('copyNow') : t('oldStops')} value={field.value} onChange={field.onChange} error={errors.password?.message} />
      )} />
    </FormShell>
  );
}
