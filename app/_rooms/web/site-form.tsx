'use client';
import { useEffect } from 'react';
import { Controller, useForm, useWatch } from 'react-hook-form';
import { showRefusal } from '#app/_trpc/refusal.ts';
import { Checkbox } from '#app/_ui/checkbox.tsx';
import { Field } from '#app/_ui/field.tsx';
import { Input } from '#app/_ui/input.tsx';
import { Note } from '#app/_ui/note.tsx';
import { Select } from '#app/_ui/select.tsx';
import { Textarea } from '#app/_ui/textarea.tsx';
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

const kinds = [{ value: '', label: 'See this website' }, { value: '301', label: 'Are sent elsewhere, for good (301)' }, { value: '302', label: 'Are sent elsewhere, for now (302)' }];

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
  const form = useForm<Values, unknown, Values>({ defaultValues: valuesOf(settings) });
  const { setFocus, register, control } = form;
  // The button that opened it is gone.
  useEffect(() => setFocus('phpTemplate'), [setFocus]);
  const { errors, isSubmitting } = form.formState;
  const [code, forceHttps, hsts] = useWatch({ control, name: ['redirect.code', 'forceHttps', 'hsts'] });
  const submit = form.handleSubmit((values) => onSubmit(settingsOf(values)).then(() => undefined, (error: unknown) => showRefusal(error, form, fields)));
  return (
    <FormShell label={`Settings of ${domain}`} fresh action="Save" busy={isSubmitting} error={errors.root?.message ?? errors.hsts?.message} onSubmit={submit} onCancel={onCancel}>
      <div className="grid items-start gap-4 sm:grid-cols-2">
        <Field label="PHP version" error={errors.phpTemplate?.message} hint="What your website is written for">
          <Select options={php.map((value) => ({ value, label: phpLabel(value) }))} {...register('phpTemplate')} />
        </Field>
        <Field label="Folder" optional error={errors.folder?.message} hint="Below public_html, from where pages are served. It must be there already">
          <Input mono autoComplete="off" autoCapitalize="off" spellCheck={false} maxLength={200} placeholder="/" {...register('folder')} />
        </Field>
        {names && (
          <Field label="Further names" optional error={errors.aliases?.message} hint={<>One per line. Each must point to the same address as {domain}</>}>
            <Textarea rows={3} mono spellCheck={false} autoCapitalize="off" placeholder={`shop.${domain}`} {...register('aliases')} />
          </Field>
        )}
        <Field label="Visitors" error={errors.redirect?.code?.message} className="sm:col-start-1"><Select options={kinds} {...register('redirect.code')} /></Field>
        {code !== '' && (
          <Field label="Address" error={errors.redirect?.url?.message} hint="Where they are sent">
            <Input type="url" mono autoComplete="off" autoCapitalize="off" spellCheck={false} maxLength={255} placeholder="https://example.org" {...register('redirect.url')} />
          </Field>
        )}
      </div>
      <Controller control={control} name="forceHttps" render={({ field }) => (
        <Checkbox label="HTTPS for everybody" hint={secure ? 'Who comes without it is sent to the secure address' : 'There is no certificate yet: it begins by itself as soon as there is one'} checked={field.value} onChange={field.onChange} />
      )} />
      <Controller control={control} name="hsts" render={({ field }) => (
        <Checkbox label="HSTS: browsers come by HTTPS only" hint={forceHttps ? undefined : 'Needs HTTPS for everybody'} checked={field.value && forceHttps} disabled={!forceHttps} onChange={field.onChange} />
      )} />
      {hsts && forceHttps && <Note tone="warn" icon="stop">Browsers remember this for months. If the certificate is ever missing, who has been here before can not come at all.</Note>}
      <Controller control={control} name="cache" render={({ field }) => (
        <Checkbox label="Keep pages for five minutes" hint="Faster for many visitors; what you change may be seen later" checked={field.value} onChange={field.onChange} />
      )} />
    </FormShell>
  );
}
