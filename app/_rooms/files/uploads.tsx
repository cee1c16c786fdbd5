'use client';
import { useLocale, useTranslations } from 'use-intl';
import { Button } from '#app/_ui/button.tsx';
import { ProgressBar } from '#app/_ui/progress-bar.tsx';
import { useSaid } from '#app/_words/words.tsx';
import { bytesText } from './sizes.ts';
import type { UploadView } from './use-uploads.ts';

interface UploadsProps {
  list: readonly UploadView[];
  onStop: (id: number) => void;
  onReplace: (id: number) => void;
  onClear: () => void;
}

export function Uploads({ list, onStop, onReplace, onClear }: UploadsProps) {
  const t = useTranslations('files');
  if (list.length === 0) return null;
  return (
    <section aria-label={t('uploads')} className="rounded-card border border-line bg-surface">
      <header className="flex min-h-11 items-center justify-between gap-4 border-b border-line px-4">
        <h3 className="font-[600]">{t('uploads')}</h3>
        <Button size="small" variant="quiet" onClick={onClear}>{t('clear')}</Button>
      </header>
      <ul className="max-h-72 divide-y divide-line overflow-auto">
        {list.map((one) => <Line key={one.id} one={one} onStop={() => onStop(one.id)} onReplace={() => onReplace(one.id)} />)}
      </ul>
    </section>
  );
}

function Line({ one: { id, name, sent, total, state, message }, onStop, onReplace }: { one: UploadView; onStop: () => void; onReplace: () => void }) {
  const t = useTranslations('files');
  const said = useSaid();
  const tag = useLocale();
  const progress = t('progress', { done: bytesText(sent, tag), total: bytesText(total, tag) });
  const words: Record<UploadView['state'], string> = { waiting: t('waitsTurn'), sending: progress, stored: t('stored'), failed: `${t('notStored')}. ${said(message ?? '')}`, exists: `${t('notStored')}. ${said(message ?? '')}`, stopped: t('stopped'), lost: t('lost') };
  const wrong = state === 'failed' || state === 'exists' || state === 'lost';
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-2">
      <div className="flex min-w-0 flex-1 basis-56 flex-col gap-1">
        <bdi className="font-[540] wrap-anywhere">{name}</bdi>
        {state === 'sending' && <ProgressBar label={name} permille={total === 0 ? 0 : Math.floor(sent / total * 1000)} valueText={progress} of={id} moving />}
        <span role={state === 'sending' ? undefined : 'status'} className={wrong ? 'text-sm text-bad-text' : 'text-sm text-muted'}>{words[state]}</span>
      </div>
      {(state === 'sending' || state === 'waiting') && <Button size="small" aria-label={t('stopOne', { name })} onClick={onStop}>{t('stop')}</Button>}
      {state === 'exists' && <Button size="small" aria-label={t('replaceOne', { name })} onClick={onReplace}>{t('replace')}</Button>}
    </li>
  );
}
