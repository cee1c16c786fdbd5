'use client';
import { useEffect } from 'react';
import { useForm } from 'react-hook-form';
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

const required = 'Paste it here';

/** Mounted while it is open: a key that was pasted is forgotten when it closes. */
export function UploadForm({ label, onClose, onUpload }: UploadFormProps) {
  const form = useForm<Upload, unknown, Upload>({ defaultValues: { certificate: '', key: '', chain: '' } });
  const { setFocus } = form;
  useEffect(() => setFocus('certificate'), [setFocus]);
  const { errors, isSubmitting } = form.formState;
  const area = { mono: true, rows: 5, spellCheck: false, autoComplete: 'off' } as const;
  const send = (files: Upload) => onUpload(files).then(onClose, (error: unknown) => showRefusal(error, form, ['certificate', 'key', 'chain']));
  return (
    <FormShell label={label} fresh={false} action="Check and install" busy={isSubmitting} error={errors.root?.message} onSubmit={form.handleSubmit(send)} onCancel={onClose}>
      <Field label="Certificate" error={errors.certificate?.message} hint="In PEM; its chain may follow in the same text.">
        <Textarea {...area} placeholder="-----BEGIN CERTIFICATE-----" {...form.register('certificate', { required })} />
      </Field>
      <Field label="Private key" error={errors.key?.message} hint="In PEM, without a passphrase. It is stored encrypted and never shown again.">
        <Textarea {...area} placeholder="-----BEGIN PRIVATE KEY-----" {...form.register('key', { required })} />
      </Field>
      <Field label="Chain" optional error={errors.chain?.message} hint="The intermediate certificates, from the one that issued yours to the root.">
        <Textarea {...area} {...form.register('chain')} />
      </Field>
    </FormShell>
  );
}
