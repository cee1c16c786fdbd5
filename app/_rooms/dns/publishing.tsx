'use client';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { sentenceOf } from '#app/_trpc/refusal.ts';
import { Button } from '#app/_ui/button.tsx';
import { FormError } from '#app/_ui/form-error.tsx';
import { Icon } from '#app/_ui/icon.tsx';
import { useSaid } from '#app/_words/words.tsx';
import type { Publishing } from '#server/core/publishing.ts';
import type { IconName, Tone } from '#server/core/task.ts';
import { toneText } from '#app/_ui/tone.ts';

const look: Record<Publishing['is'], { tone: Tone; icon: IconName }> = {
  done: { tone: 'ok', icon: 'check' }, publishing: { tone: 'accent', icon: 'spinner' }, waiting: { tone: 'warn', icon: 'pause' }, failed: { tone: 'bad', icon: 'cross' },
};
/** One line, always there: nothing moves when it changes. */
export function PublishingLine({ publishing, onRetry }: { publishing: Publishing; onRetry: (() => Promise<unknown>) | null }) {
  const t = useTranslations('dns');
  const room = useTranslations('room');
  const said = useSaid();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const retry = (again: () => Promise<unknown>) => {
    setBusy(true);
    setError(null);
    again().catch((refused: unknown) => setError(sentenceOf(refused))).finally(() => setBusy(false));
  };
  const { tone, icon } = look[publishing.is];
  const { is, on, of, reason } = publishing;
  const sentence = is === 'done' ? t('publishing.done', { of }) : is === 'failed' ? t('publishing.failed', { on, of, reason: reason === null ? room('stopped') : said(reason) }) : t(`publishing.${is}`, { on, of });
  return (
    <div className="flex min-h-8 flex-wrap items-center gap-x-3 gap-y-1 text-sm">
      <p role="status" className={`flex min-w-0 items-start gap-2 ${publishing.is === 'done' ? 'text-muted' : toneText[tone]}`}><Icon name={icon} size={15} className="mt-0.5 shrink-0" />{sentence}</p>
      {publishing.is === 'failed' && onRetry !== null && <Button size="small" busy={busy} onClick={() => retry(onRetry)}>{room('tryAgain')}</Button>}
      <FormError message={error} />
    </div>
  );
}
