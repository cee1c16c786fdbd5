'use client';
import { useTranslations } from 'use-intl';
import { Button } from '#app/_ui/button.tsx';
import { Frame } from './frame.tsx';

interface DoorProps {
  title: string;
  children: string;
  onRetry?: () => void;
  retrying?: boolean;
}

function Door({ title, children, onRetry, retrying = false }: DoorProps) {
  const t = useTranslations('splash');
  return (
    <div role="status" className="mt-6 max-w-[760px] rounded-card border border-line bg-surface px-5 py-4">
      <h2 className="text-lg font-[600]">{title}</h2>
      <p className="mt-1 max-w-[58ch] text-muted">{children}</p>
      {onRetry !== undefined && <Button className="mt-4" busy={retrying} onClick={onRetry}>{t('connectAgain')}</Button>}
    </div>
  );
}

/** The ticket in the address is too old or was used: only WHMCS can make a new one. */
export function Expired() {
  const t = useTranslations('splash');
  return (
    <Frame lead={t('yours')} title={t('reload')} connection={null} asOf={null}>
      <Door title={t('tooLong')}>{t('tooLongText')}</Door>
    </Frame>
  );
}

/** A tab of its own whose code was used or is too old: only the client area can open another. `why` is said to admins, who can do something about it. */
export function ClosedTab({ why = null }: { why?: string | null }) {
  const t = useTranslations('splash');
  return (
    <Frame lead={t('yours')} title={t('closedTab')} connection={null} asOf={null}>
      <Door title={t('closedTabTitle')}>{why ?? t('closedTabText')}</Door>
    </Frame>
  );
}

/** Nothing is known yet and nobody answers. When something is known, the page keeps showing that instead. */
export function Unreachable({ onRetry, retrying }: { onRetry: () => void; retrying: boolean }) {
  const t = useTranslations('splash');
  return (
    <Frame lead={t('yours')} title={t('noConnection')} connection="offline" asOf={null}>
      <Door title={t('unreachable')} onRetry={onRetry} retrying={retrying}>{t('unreachableText')}</Door>
    </Frame>
  );
}
