'use client';
import { useEffect } from 'react';
import { Controller, useForm, useWatch } from 'react-hook-form';
import { useTranslations } from 'use-intl';
import { showRefusal } from '#app/_trpc/refusal.ts';
import { Checkbox } from '#app/_ui/checkbox.tsx';
import { Field } from '#app/_ui/field.tsx';
import { Input } from '#app/_ui/input.tsx';
import { Note } from '#app/_ui/note.tsx';
import { Select } from '#app/_ui/select.tsx';
import { Textarea } from '#app/_ui/textarea.tsx';
import { useSaid } from '#app/_words/words.tsx';
import { phpLabel, type SiteSettings } from '#server/core/site.ts';
import { FormShell } from '../form-shell.tsx';

interface Values {
  phpTemplate: string;
  folder: string;
  aliases: string;
  redirect: { code: string; url: string };
  forceHttps: boolean;
  hsts: boolean;
  cache: boolean;
}
const fields = ['phpTemplate', 'folder', 'aliases', 'redirect.code', 'redirect.url', 'hsts'] as const;

const valuesOf = ({ aliases, redirect, ...rest }: SiteSettings): Values => ({ ...rest, aliases: aliases.join('\n'), redirect: { code: redirect === null ? '' : String(redirect.code), url: redirect?.url ?? '' } });
/** Checked by the server. */
const settingsOf = ({ aliases, redirect: { code, url }, ...rest }: Values): unknown => ({
  ...rest, hsts: rest.hsts && rest.forceHttps, aliases: aliases.split(/[\s,]+/).filter((name) => name !== ''), redirect: code === '' ? null : { code: Number(code), url },
});

const kinds = [{ value: '', name: 'none' }, { value: '301', name: 'forGood' }, { value: '302', name: 'forNow' }] as const;

export interface SiteFormProps {
  domain: string;
  settings: SiteSettings;
  php: readonly string[];
  names: boolean;
  /** There is a certificate: HTTPS can be forced at once. */
  secure: boolean;
  onSubmit: (settings: unknown) => Promise<unknown>;
  onCancel: () => void;
}

export function SiteForm({ domain, settings, php, names, secure, onSubmit, onCancel }: SiteFormProps) {
  const t = useTranslations('web');
  const room = useTranslations('room');
  const said = useSaid();
  const form = useForm<Values, unknown, Values>({ defaultValues: valuesOf(settings) });
  const { setFocus, register, control } = form;
  // The button that opened it is gone.
  useEffect(() => setFocus('phpTemplate'), [setFocus]);
  const { errors, isSubmitting } = form.formState;
  const [code, forceHttps, hsts] = useWatch({ control, name: ['redirect.code', 'forceHttps', 'hsts'] });
  const submit = form.handleSubmit((values) => onSubmit(settingsOf(values)).then(() => undefined, (error: unknown) => showRefusal(error, form, fields)));
  return (
    <FormShell label={t('settingsOf', { domain })} fresh action={room('save')} busy={isSubmitting} error={errors.root?.message ?? errors.hsts?.message} onSubmit={submit} onCancel={onCancel}>
      <div className="grid items-start gap-4 sm:grid-cols-2">
        <Field label={t('php')} error={errors.phpTemplate?.message} hint={t('phpHint')}>
          <Select options={php.map((value) => ({ value, label: said(phpLabel(value)) }))} {...register('phpTemplate')} />
        </Field>
        <Field label={t('folder')} optional error={errors.folder?.message} hint={t('folderHint')}>
          <Input mono autoComplete="off" autoCapitalize="off" spellCheck={false} maxLength={200} placeholder="/" {...register('folder')} />
        </Field>
        {names && (
          <Field label={t('names')} optional error={errors.aliases?.message} hint={t('namesHint', { domain })}>
            <Textarea rows={3} mono spellCheck={false} autoCapitalize="off" placeholder={`shop.${domain}`} {...register('aliases')} />
          </Field>
        )}
        <Field label={t('visitors')} error={errors.redirect?.code?.message} className="sm:col-start-1"><Select options={kinds.map(({ value, name }) => ({ value, label: t(`kind.${name}`) }))} {...register('redirect.code')} /></Field>
        {code !== '' && (
          <Field label={t('address')} error={errors.redirect?.url?.message} hint={t('addressHint')}>
            <Input type="url" mono autoComplete="off" autoCapitalize="off" spellCheck={false} maxLength={255} placeholder="https://example.org" {...register('redirect.url')} />
          </Field>
        )}
      </div>
      <Controller control={control} name="forceHttps" render={({ field }) => (
        <Checkbox label={t('https')} hint={t(secure ? 'httpsHint' : 'httpsLater')} checked={field.value} onChange={field.onChange} />
      )} />
      <Controller control={control} name="hsts" render={({ field }) => (
        <Checkbox label={t('hsts')} hint={forceHttps ? undefined : t('hstsHint')} checked={field.value && forceHttps} disabled={!forceHttps} onChange={field.onChange} />
      )} />
      {hsts && forceHttps && <Note tone="warn" icon="stop">{t('hstsWarning')}</Note>}
      <Controller control={control} name="cache" render={({ field }) => (
        <Checkbox label={t('cache')} hint={t('cacheHint')} checked={field.value} onChange={field.onChange} />
      )} />
    </FormShell>
  );
}
