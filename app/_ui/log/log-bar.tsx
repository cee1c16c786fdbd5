'use client';
import clsx from 'clsx';
import { ChevronDown, ChevronUp, Search } from 'lucide-react';
import { type ReactNode, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import { copyText } from '#app/_ui/copy.ts';
import { download } from '#app/_ui/download.ts';
import { useToast } from '#app/_ui/toast.tsx';
import type { useLogSearch } from './use-log-search.ts';

export interface LogBarProps {
  search: ReturnType<typeof useLogSearch>;
  follow: boolean;
  /** Nothing more comes. */
  still?: boolean;
  onFollow: (on: boolean) => void;
  wrap: boolean;
  onWrap: (on: boolean) => void;
  /** Null: they are in the lines. */
  times: { on: boolean; onChange: (on: boolean) => void } | null;
  /** The whole log as text. */
  text: () => string;
  fileName: string;
}

const buttonLook = 'inline-flex h-7 items-center gap-1.5 rounded-pill px-2 text-[#b6bbc0] transition-colors hover:bg-[#ffffff1a] hover:text-[#ffffff] focus-visible:outline-[#9db2ff] disabled:opacity-45 pointer-coarse:h-10';

function Toggle({ on, onChange, children }: { on: boolean; onChange: (on: boolean) => void; children: ReactNode }) {
  return <button type="button" aria-pressed={on} onClick={() => onChange(!on)} className={clsx(buttonLook, on && 'bg-[#ffffff14] text-[#ffffff]!')}>{children}</button>;
}

export function LogBar({ search, follow, onFollow, wrap, onWrap, times, text, fileName, still = false }: LogBarProps) {
  const t = useTranslations('ui');
  return (
    <div className="flex flex-wrap items-center gap-x-2 gap-y-1 border-b border-[#ffffff1f] bg-terminal px-4 py-1.5 text-sm text-terminal-text">
      <LogSearchBox search={search} />
      <span className="ms-auto flex flex-wrap items-center gap-0.5">
        {!still && (
          <Toggle on={follow} onChange={onFollow}>
            <span aria-hidden className={clsx('size-2 rounded-full', follow ? 'bg-[#6fd3a0]' : 'border border-[#b6bbc0]')} />
            {t(follow ? 'following' : 'follow')}
          </Toggle>
        )}
        <Toggle on={wrap} onChange={onWrap}>{t('wrap')}</Toggle>
        {times !== null && <Toggle on={times.on} onChange={times.onChange}>{t('times')}</Toggle>}
        <CopyLog text={text} />
        <button type="button" className={buttonLook} onClick={() => download(text(), fileName)}>{t('download')}</button>
      </span>
    </div>
  );
}

function LogSearchBox({ search }: Pick<LogBarProps, 'search'>) {
  const t = useTranslations('ui');
  return (
    <span className="flex min-w-0 flex-1 basis-56 items-center gap-1">
      <span className="relative min-w-0 flex-1 sm:max-w-64">
        <Search size={14} aria-hidden className="pointer-events-none absolute start-2 top-1/2 -translate-y-1/2 text-[#8b9096]" />
        <input
          type="search"
          aria-label={t('searchLog')}
          placeholder={t('searchLog')}
          value={search.query}
          onChange={(event) => search.set(event.target.value)}
          onKeyDown={(event) => event.key === 'Enter' && search.step(event.shiftKey ? -1 : 1)}
          className="h-7 w-full rounded-pill border border-[#73777c] bg-[#ffffff0d] ps-7 pe-2 text-[#ffffff] placeholder:text-[#9aa0a6] focus-visible:outline-[#9db2ff] pointer-coarse:h-10 pointer-coarse:text-lg"
        />
      </span>
      {search.query !== '' && (
        <>
          <span role="status" className="px-1 whitespace-nowrap">{search.count === 0 ? t('noHit') : t('hits', { at: search.at, of: search.count })}</span>
          <button type="button" aria-label={t('previousHit')} disabled={search.count === 0} onClick={() => search.step(-1)} className={buttonLook}><ChevronUp size={15} aria-hidden /></button>
          <button type="button" aria-label={t('nextHit')} disabled={search.count === 0} onClick={() => search.step(1)} className={buttonLook}><ChevronDown size={15} aria-hidden /></button>
        </>
      )}
    </span>
  );
}

function CopyLog({ text }: Pick<LogBarProps, 'text'>) {
  const t = useTranslations('ui');
  const [copied, setCopied] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const toast = useToast();
  const copy = async () => {
    if (button.current === null) return;
    if (await copyText(text(), button.current)) setCopied(true);
    else toast({ title: t('noCopy'), description: t('noCopyText'), tone: 'bad' });
  };
  return <button ref={button} type="button" onClick={() => void copy()} onBlur={() => setCopied(false)} className={buttonLook}><span aria-live="polite">{t(copied ? 'copied' : 'copy')}</span></button>;
}
