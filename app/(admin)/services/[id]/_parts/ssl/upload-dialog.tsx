'use client';
import { useForm } from 'react-hook-form';
import { Button } from '#app/_ui/button.tsx';
import { Dialog } from '#app/_ui/dialog.tsx';
import { Field } from '#app/_ui/field.tsx';
import { FormError } from '#app/_ui/form-error.tsx';
import { Textarea } from '#app/_ui/textarea.tsx';
import { showRefusal } from '../../../../_parts/refusal.ts';
import type { Upload } from './use-certificate.ts';

interface UploadDialogProps {
  open: boolean;
  title: string;
  onClose: () => void;
  onUpload: (files: Upload) => Promise<void>;
}

export function UploadDialog({ open, title, onClose, onUpload }: UploadDialogProps) {
  return (
    <Dialog open={open} onClose={onClose} title={title}>
      <UploadForm onClose={onClose} onUpload={onUpload} />
    </Dialog>
  );
}

const required = 'Paste it here';

/** Mounted with the dialog: a key that was pasted is forgotten when it closes. */
function UploadForm({ onClose, onUpload }: Pick<UploadDialogProps, 'onClose' | 'onUpload'>) {
  const form = useForm<Upload, unknown, Upload>({ defaultValues: { certificate: '', key: '', chain: '' } });
  const { errors, isSubmitting } = form.formState;
  const area = { mono: true, rows: 5, spellCheck: false, autoComplete: 'off' } as const;
  const send = (files: Upload) => onUpload(files).then(onClose, (error: unknown) => showRefusal(error, form, ['certificate', 'key', 'chain']));
  return (
    <form noValidate className="flex flex-col gap-4" onSubmit={form.handleSubmit(send)}>
      <Field label="Certificate" error={errors.certificate?.message} hint="In PEM; its chain may follow in the same text.">
        <Textarea {...area} placeholder="-----BEGIN CERTIFICATE-----" {...form.register('certificate', { required })} />
      </Field>
      <Field label="Private key" error={errors.key?.message} hint="In PEM, without a passphrase. It is stored encrypted and never shown again.">
        <Textarea {...area} placeholder="-----BEGIN PRIVATE KEY-----" {...form.register('key', { required })} />
      </Field>
      <Field label="Chain" optional error={errors.chain?.message} hint="The intermediate certificates, from the one that issued yours to the root.">
        <Textarea {...area} {...form.register('chain')} />
      </Field>
      <FormError message={errors.root?.message} />
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" variant="primary" busy={isSubmitting}>Check and install</Button>
      </div>
    </form>
  );
}
