'use client';
import { useLocale, useTranslations } from 'use-intl';
import { useNow } from '#app/_ui/clock.tsx';
import { inWords, stopwatch } from '#app/_ui/time.ts';
import type { Progress } from '#server/core/progress.ts';
import type { OperationView } from '#server/core/view.ts';

/** `x of N steps completed · a in progress · b pending`, nothing that is nought. */
export function Counts({ progress }: { progress: Progress }) {
  const t = useTranslations('splash');
  const { done, total, running, failed, pending } = progress;
  const rest = [
    running > 0 && t('running', { count: running }),
    failed > 0 && t('failed', { count: failed }),
    pending > 0 && (failed > 0 && running === 0 ? t('waitingFor', { count: pending, failed }) : t('pending', { count: pending })),
  ].filter((part) => part !== false);
  return (
    <p className="min-h-[2lh] text-muted min-[380px]:min-h-lh">
      {t.rich('steps', { done, total, b: (text) => <span className="font-[600] text-text">{text}</span> })}
      {rest.length > 0 && <span className="max-[379px]:block"><span className="max-[379px]:hidden"> · </span>{rest.join(' · ')}</span>}
    </p>
  );
}

/** To five seconds where five seconds do not matter. */
const rounded = (span: number): number => (span < 15_000 ? span : Math.round(span / 5000) * 5000);

/** How long it has been, and how long it takes as a rule, if we know. */
export function Elapsed({ operation }: { operation: OperationView }) {
  const t = useTranslations('splash');
  const tag = useLocale();
  const now = useNow();
  const span = now === null ? 0 : now - Date.parse(operation.openedAt);
  const { usualMs } = operation;
  return (
    <p className="min-h-lh text-muted">
      {t('elapsed', { time: stopwatch(span) })}
      {usualMs !== null && ` · ${span > usualMs * 1.5 ? t('longer') : t('usually', { time: inWords(rounded(usualMs), tag) })}`}
    </p>
  );
}
