'use client';
import { AlertDialog } from '@base-ui/react/alert-dialog';
import clsx from 'clsx';
import { type ReactNode, useState } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from './button.tsx';
import { dialogLook, scrimLook } from './dialog-look.ts';
import { Field } from './field.tsx';
import { FormError } from './form-error.tsx';
import { Input } from './input.tsx';

interface ConfirmProps {
  open: boolean;
  onClose: () => void;
  title: string;
  /** What will happen, what will be lost, what stays. */
  children: ReactNode;
  /** The verb on the button: *Redeploy*, never *OK*. */
  action: string;
  danger?: boolean;
  /** A name to type first, for what cannot be undone. */
  typed?: string;
  /** A few words to write first: a reason that others read later. */
  reason?: { label: string; hint: string };
  /** What it is about is still being read. */
  waits?: boolean;
  busy?: boolean;
  error?: string | null;
  /** Gets what was typed. */
  onConfirm: (text: string) => void;
}

export function Confirm(props: ConfirmProps) {
  return (
    <AlertDialog.Root open={props.open} onOpenChange={(next) => !next && props.onClose()}>
      <AlertDialog.Portal>
        <AlertDialog.Backdrop className={scrimLook} />
        <AlertDialog.Popup className={clsx(dialogLook, 'w-[460px] p-5')}>
          <Ask {...props} />
        </AlertDialog.Popup>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}

/** Shorter than this says nothing. */
const REASON = 3;

/** Mounted with the popup, so that what was typed is forgotten when it closes. */
function Ask({ title, children, action, danger = false, typed, reason, waits = false, busy = false, error, onConfirm, onClose }: ConfirmProps) {
  const t = useTranslations('ui');
  const [text, setText] = useState('');
  const said = typed === undefined ? reason === undefined || text.trim().length >= REASON : text.trim() === typed;
  const ready = said && !waits;
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (ready && !busy) onConfirm(text.trim());
      }}
    >
      <div className="flex flex-col gap-1.5">
        <AlertDialog.Title className="text-lg font-[600]">{title}</AlertDialog.Title>
        <AlertDialog.Description render={<div />} className="text-muted">{children}</AlertDialog.Description>
      </div>
      {typed !== undefined && (
        <Field label={t('typeToGoOn', { name: typed })}>
          <Input mono autoComplete="off" spellCheck={false} value={text} onChange={(event) => setText(event.target.value)} />
        </Field>
      )}
      {reason !== undefined && (
        <Field label={reason.label} hint={reason.hint}>
          <Input autoComplete="off" maxLength={300} value={text} onChange={(event) => setText(event.target.value)} />
        </Field>
      )}
      <FormError message={error} />
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={onClose}>{t('keepAsItIs')}</Button>
        <Button type="submit" variant={danger ? 'danger' : 'primary'} disabled={!ready} busy={busy}>{action}</Button>
      </div>
    </form>
  );
}
