'use client';
import { useEffect } from 'react';
import { Controller, useForm } from 'react-hook-form';
import { useTranslations } from 'use-intl';
import { showRefusal } from '#app/_trpc/refusal.ts';
import { Field } from '#app/_ui/field.tsx';
import { Input } from '#app/_ui/input.tsx';
import { madePassword, PasswordField } from '#app/_ui/password-field.tsx';
import { FormShell } from '../form-shell.tsx';
import { type ItemFormProps, ItemRoom } from '../item-room.tsx';

/** Who may see the website; while there is nobody, everybody may. */
export function Visitors() {
  const t = useTranslations('web');
  return (
    <ItemRoom
      kind="visitor"
      words={{
        title: t('protect.title'), add: t('protect.add'), search: t('protect.search'), loses: t('protect.loses'),
        full: (most) => t('protect.full', { most }),
        empty: { title: t('protect.emptyTitle'), text: t('protect.emptyText') },
      }}
      titleOf={(name) => name}
      lineOf={() => t('protect.line')}
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
  const t = useTranslations('web');
  const room = useTranslations('room');
  const form = useForm<Values, unknown, Values>({ defaultValues: { name: name ?? '', password: madePassword() } });
  const { setFocus } = form;
  useEffect(() => { if (name === null) setFocus('name'); }, [setFocus, name]);
  const { errors, isSubmitting } = form.formState;
  const submit = form.handleSubmit(async (values) => {
    await onSubmit({ name: values.name, settings: {}, ...(values.password !== '' && { password: values.password }) }).catch((error: unknown) => showRefusal(error, form, ['name', 'password']));
  });
  return (
    <FormShell label={name === null ? t('protect.new') : t('protect.newPassword', { name })} fresh={name === null} action={name === null ? t('protect.add') : room('save')} busy={isSubmitting} error={errors.root?.message} onSubmit={submit} onCancel={onCancel}>
      {name === null && (
        <Field label={room('name')} error={errors.name?.message} hint={t('protect.nameHint')}>
          <Input dir="ltr" autoComplete="off" autoCapitalize="off" spellCheck={false} maxLength={32} placeholder="guest" {...form.register('name')} />
        </Field>
      )}
      <Controller control={form.control} name="password" render={({ field }) => (
        <PasswordField label={room(name === null ? 'password' : 'newPassword')} what={t('protect.what')} hint={room('copyNow')} value={field.value} onChange={field.onChange} error={errors.password?.message} />
      )} />
    </FormShell>
  );
}
