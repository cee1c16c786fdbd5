'use client';
import { useEffect } from 'react';
import { Controller, useForm, useWatch } from 'react-hook-form';
import { useTranslations } from 'use-intl';
import { showRefusal } from '#app/_trpc/refusal.ts';
import { Checkbox } from '#app/_ui/checkbox.tsx';
import { Field } from '#app/_ui/field.tsx';
import { Input } from '#app/_ui/input.tsx';
import { madePassword, PasswordField } from '#app/_ui/password-field.tsx';
import { Textarea } from '#app/_ui/textarea.tsx';
import { FormShell } from '../form-shell.tsx';
import type { ItemFormProps } from '../item-room.tsx';

interface MailboxFormProps extends Omit<ItemFormProps<'mailbox'>, 'limits'> {
  domain: string;
  /** MB of all mailboxes together; null = any. */
  most: number | null;
}

interface Values {
  name: string;
  password: string;
  quotaMb: string;
  aliases: string;
  forwards: string;
  keepCopy: boolean;
  autoReply: string;
  sendLimit: string;
}
const fields = ['name', 'password', 'quotaMb', 'aliases', 'forwards', 'keepCopy', 'autoReply', 'sendLimit'] as const;

const words = (text: string): string[] => text.split(/[\s,;]+/).filter((word) => word !== '');
/** What is not a number is the server's to refuse. */
const number = (text: string): number | string | null => (text.trim() === '' ? null : /^\d+$/.test(text.trim()) ? Number(text) : text);

const settingsOf = (values: Values) => ({
  quotaMb: number(values.quotaMb), aliases: words(values.aliases), forwards: words(values.forwards), keepCopy: values.keepCopy || words(values.forwards).length === 0,
  autoReply: values.autoReply.trim() === '' ? null : values.autoReply, sendLimit: number(values.sendLimit),
});

export function MailboxForm({ domain, settings, name, most, onSubmit, onCancel }: MailboxFormProps) {
  const t = useTranslations('mailboxes');
  const room = useTranslations('room');
  const form = useForm<Values, unknown, Values>({
    defaultValues: {
      name: name ?? '', password: name === null ? madePassword() : '', quotaMb: settings.quotaMb === null ? '' : String(settings.quotaMb), aliases: settings.aliases.join('\n'), forwards: settings.forwards.join('\n'),
      keepCopy: settings.keepCopy, autoReply: settings.autoReply ?? '', sendLimit: settings.sendLimit === null ? '' : String(settings.sendLimit),
    },
  });
  const { setFocus } = form;
  // The button that opened it is gone.
  useEffect(() => setFocus(name === null ? 'name' : 'quotaMb'), [setFocus, name]);
  const { errors, isSubmitting } = form.formState;
  const forwards = useWatch({ control: form.control, name: 'forwards' });
  const submit = form.handleSubmit(async (values) => {
    // What was typed stays: the form is closed only by an answer that says yes.
    await onSubmit({ name: values.name.trim(), settings: settingsOf(values), ...(values.password !== '' && { password: values.password }) }).catch((error: unknown) => showRefusal(error, form, fields));
  });
  return (
    <FormShell label={name === null ? t('new') : room('editOne', { title: `${name}@${domain}` })} fresh={name === null} action={name === null ? t('add') : room('save')} busy={isSubmitting} error={errors.root?.message ?? errors.keepCopy?.message} onSubmit={submit} onCancel={onCancel}>
      <div className="grid gap-4 sm:grid-cols-2">
        {name === null && (
          <Field label={t('address')} error={errors.name?.message} hint={t('ends', { domain })}>
            <Input dir="ltr" autoComplete="off" autoCapitalize="off" spellCheck={false} maxLength={64} placeholder="info" {...form.register('name')} />
          </Field>
        )}
        <Field label={t('size')} optional error={errors.quotaMb?.message} hint={most === null ? t('sizeFree') : t('sizeOf', { most })}>
          <Input inputMode="numeric" autoComplete="off" {...form.register('quotaMb')} />
        </Field>
      </div>
      <Controller control={form.control} name="password" render={({ field }) => (
        <PasswordField label={room(name === null ? 'password' : 'newPassword')} optional={name !== null} what={t('passwordWhat')} hint={room(name === null ? 'copyNow' : 'emptyStays')} value={field.value} onChange={field.onChange} error={errors.password?.message} />
      )} />
      <details open={name !== null} className="group flex flex-col gap-4">
        <summary className="cursor-pointer font-[540] text-accent-text">{t('more')}</summary>
        <div className="mt-4 grid gap-4 sm:grid-cols-2">
          <Field label={t('aliases')} optional error={errors.aliases?.message} hint={t('aliasesHint', { domain })}>
            <Textarea rows={3} dir="ltr" spellCheck={false} autoCapitalize="off" {...form.register('aliases')} />
          </Field>
          <Field label={t('forwardTo')} optional error={errors.forwards?.message} hint={t('forwardHint')}>
            <Textarea rows={3} dir="ltr" spellCheck={false} autoCapitalize="off" {...form.register('forwards')} />
          </Field>
          <Controller control={form.control} name="keepCopy" render={({ field }) => (
            <div className="sm:col-span-2"><Checkbox label={t('keepCopy')} checked={field.value || words(forwards).length === 0} disabled={words(forwards).length === 0} onChange={field.onChange} /></div>
          )} />
          <Field label={t('reply')} optional error={errors.autoReply?.message} hint={t('replyHint')} className="sm:col-span-2">
            <Textarea rows={4} maxLength={2000} {...form.register('autoReply')} />
          </Field>
          <Field label={t('perHour')} optional error={errors.sendLimit?.message} hint={t('perHourHint')}>
            <Input inputMode="numeric" autoComplete="off" {...form.register('sendLimit')} />
          </Field>
        </div>
      </details>
    </FormShell>
  );
}
