'use client';
import { useEffect } from 'react';
import { useForm } from 'react-hook-form';
import { useTranslations } from 'use-intl';
import { showRefusal } from '#app/_trpc/refusal.ts';
import { Field } from '#app/_ui/field.tsx';
import { Textarea } from '#app/_ui/textarea.tsx';
import { FormShell } from '../form-shell.tsx';
import type { Upload } from './use-certificate.ts';

interface UploadFormProps {
  label: string;
  onClose: () => void;
  onUpload: (files: Upload) => Promise<void>;
}

/** Mounted while it is open: a key that was pasted is forgotten when it closes. */
export function UploadForm({ label, onClose, onUpload }: UploadFormProps) {
  const t = useTranslations('ssl');
  const required = t('paste');
  const form = useForm<Upload, unknown, Upload>({ defaultValues: { certificate: '', key: '', chain: '' } });
  const { setFocus } = form;
  useEffect(() => setFocus('certificate'), [setFocus]);
  const { errors, isSubmitting } = form.formState;
  const area = { mono: true, rows: 5, spellCheck: false, autoComplete: 'off' } as const;
  const send = (files: Upload) => onUpload(files).then(onClose, (error: unknown) => showRefusal(error, form, ['certificate', 'key', 'chain']));
  return (
    <FormShell label={label} fresh={false} action={t('install')} busy={isSubmitting} error={errors.root?.message} onSubmit={form.handleSubmit(send)} onCancel={onClose}>
      <Field label={t('certificate')} error={errors.certificate?.message} hint={t('certificateHint')}>
        <Textarea {...area} placeholder="-----BEGIN CERTIFICATE-----" {...form.register('certificate', { required })} />
      </Field>
      <Field label={t('key')} error={errors.key?.message} hint={t('keyHint')}>
        <Textarea {...area} placeholder="-----BEGIN PRIVATE KEY-----" {...form.register('key', { required })} />
      </Field>
      <Field label={t('chain')} optional error={errors.chain?.message} hint={t('chainHint')}>
        <Textarea {...area} {...form.register('chain')} />
      </Field>
    </FormShell>
  );
}
