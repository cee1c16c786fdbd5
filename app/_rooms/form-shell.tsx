'use client';
import type { FormEventHandler, ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '#app/_ui/button.tsx';
import { FormError } from '#app/_ui/form-error.tsx';

interface FormShellProps {
  label: string;
  /** Its own card; within a row it has none. */
  fresh: boolean;
  action: string;
  busy: boolean;
  error: string | undefined;
  onSubmit: FormEventHandler;
  onCancel: () => void;
  children: ReactNode;
}

/** The frame of a form that stands in the page. */
export function FormShell({ label, fresh, action, busy, error, onSubmit, onCancel, children }: FormShellProps) {
  const t = useTranslations('room');
  return (
    <form noValidate aria-label={label} className={fresh ? 'flex flex-col gap-4 rounded-card border border-line bg-surface p-4 sm:p-5' : 'flex flex-col gap-4 pt-1 pb-2'} onSubmit={onSubmit}>
      {children}
      <FormError message={error} />
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={onCancel}>{t('cancel')}</Button>
        <Button type="submit" variant="primary" busy={busy}>{action}</Button>
      </div>
    </form>
  );
}
