'use client';
import { Field as Base } from '@base-ui/react/field';
import clsx from 'clsx';
import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { useSaid } from '#app/_words/words.tsx';

interface FieldProps {
  label: ReactNode;
  /** What it is for, or the form it must have. */
  hint?: ReactNode;
  /** One sentence: what is wrong and what would be right. */
  error?: string | undefined;
  optional?: boolean;
  disabled?: boolean;
  className?: string;
  /** One control: `Input`, `Textarea` or `Select`. It finds its label, hint and error here. */
  children: ReactNode;
}

export function Field({ label, hint, error, optional = false, disabled, className, children }: FieldProps) {
  const t = useTranslations('ui');
  const said = useSaid();
  return (
    <Base.Root invalid={error !== undefined} disabled={disabled} className={clsx('flex min-w-0 flex-col gap-1.5', className)}>
      <Base.Label className="font-[540] normal-nums">
        {label}
        {optional && <span className="font-normal text-faint"> {t('optional')}</span>}
      </Base.Label>
      {children}
      {error !== undefined && <Base.Error match className="text-sm text-bad-text normal-nums">{said(error)}</Base.Error>}
      {hint !== undefined && <Base.Description className="text-sm text-muted normal-nums">{hint}</Base.Description>}
    </Base.Root>
  );
}
