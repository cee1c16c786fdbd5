'use client';
import { useTranslations } from 'use-intl';
import { Button } from '#app/_ui/button.tsx';
import { useSaid } from '#app/_words/words.tsx';

/** A look found that somebody changed a setting on the server: it is set back when a person says so, or with their next edit. */
export function SettingOutside({ disabled, busy, onBack }: { disabled: boolean; busy: boolean; onBack: () => void }) {
  const t = useTranslations('room');
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 rounded-card bg-warn-soft px-4 py-3">
      <p role="status" className="min-w-0 flex-1 basis-60 text-warn-text"><span className="font-[600]">{t('outside')}</span> {t('outsideSettings')}</p>
      <Button size="small" variant="primary" busy={busy} disabled={disabled} onClick={onBack}>{t('outsideBack')}</Button>
    </div>
  );
}

interface SettingFailedProps {
  message: string;
  disabled: boolean;
  busy: boolean;
  /** It is known what holds instead. */
  canBack: boolean;
  onRetry: () => void;
  onBack: () => void;
}

/** Why the last change of a setting did not work, and what can be done now; the form has what was typed. */
export function SettingFailed({ message, disabled, busy, canBack, onRetry, onBack }: SettingFailedProps) {
  const t = useTranslations('room');
  const said = useSaid();
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 rounded-card bg-warn-soft px-4 py-3">
      <p role="status" className="min-w-0 flex-1 basis-60 text-warn-text"><span className="font-[600]">{t('didNotWork')}</span> {said(message)}. {t('below')}</p>
      <span className="flex flex-wrap gap-2">
        <Button size="small" variant="primary" busy={busy} disabled={disabled} onClick={onRetry}>{t('tryAgain')}</Button>
        {canBack && <Button size="small" variant="quiet" disabled={disabled || busy} onClick={onBack}>{t('setAside')}</Button>}
      </span>
    </div>
  );
}
