'use client';
import { useLocale, useTranslations } from 'use-intl';
import type { Connection } from '#app/_ui/connection.ts';
import { ProgressBar } from '#app/_ui/progress-bar.tsx';
import { dateOf } from '#app/_ui/time.ts';
import { useSaid } from '#app/_words/words.tsx';
import { operationNews } from '#server/core/operation.ts';
import type { Progress } from '#server/core/progress.ts';
import { Counts } from './counts.tsx';
import { Reference } from './suspended.tsx';

interface ClosingProps {
  progress: Progress;
  reference: string;
  connection: Connection;
}

/** While it is taken down: no more is shown of it than how far it is. */
export function Closing({ progress, reference, connection }: ClosingProps) {
  const t = useTranslations('splash');
  const said = useSaid();
  const stuck = progress.operation.status !== 'running';
  return (
    <div className="max-w-[760px] animate-arrive pt-6">
      <div className="rounded-card border border-line bg-surface px-5 py-4">
        <h2 className="text-lg font-[600]">{stuck ? said(operationNews.terminate.failed) : t('removing')}</h2>
        <p className="mt-1 max-w-[58ch]">
          {t(stuck ? 'stuckText' : 'removingText')}
        </p>
        <div className="mt-4">
          <ProgressBar
            label={said(operationNews.terminate.doing)} permille={progress.permille} of={progress.operation.id} moving={!stuck && connection === 'live'}
            valueText={t('stepsText', { done: progress.done, total: progress.total })}
          />
        </div>
        <div className="mt-2.5"><Counts progress={stuck ? { ...progress, failed: 0, pending: progress.pending + progress.failed } : progress} /></div>
        <Reference value={reference} />
      </div>
    </div>
  );
}

/** `at`: ISO, null when that is not known any more. */
export function Closed({ at, reference }: { at: string | null; reference: string }) {
  const t = useTranslations('splash');
  const tag = useLocale();
  return (
    <div className="max-w-[760px] animate-arrive pt-6">
      <div className="rounded-card border border-line bg-surface px-5 py-4">
        <h2 className="text-lg font-[600]">{t('nothing')}</h2>
        <p className="mt-1 max-w-[58ch]">{at === null ? t('removed') : t('removedOn', { day: dateOf(Date.parse(at), tag) })}</p>
        <p className="mt-3 max-w-[58ch] text-muted">{t('unexpected')}</p>
        <Reference value={reference} />
      </div>
    </div>
  );
}
