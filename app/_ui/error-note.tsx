'use client';
import { useTranslations } from 'use-intl';
import { Button } from './button.tsx';

interface ErrorNoteProps {
  title: string;
  /** What happens next, or what to do. */
  children: string;
  reference?: string;
  onRetry?: () => void;
  retrying?: boolean;
}

export function ErrorNote({ title, children, reference, onRetry, retrying = false }: ErrorNoteProps) {
  const t = useTranslations('ui');
  return (
    <div role="alert" className="rounded-card border border-bad/35 bg-bad-soft/45 px-5 py-4">
      <p className="font-[600] text-bad-text">{title}</p>
      <p className="mt-1 max-w-[64ch]">{children}</p>
      {(onRetry !== undefined || reference !== undefined) && (
        <div className="mt-3 flex flex-wrap items-center gap-x-4 gap-y-2">
          {onRetry !== undefined && <Button onClick={onRetry} busy={retrying}>{t('tryAgain')}</Button>}
          {reference !== undefined && <span className="text-muted normal-nums">{t('reference')} {reference}</span>}
        </div>
      )}
    </div>
  );
}
