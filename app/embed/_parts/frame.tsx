'use client';
import clsx from 'clsx';
import type { ReactNode, Ref } from 'react';
import { useTranslations } from 'use-intl';
import type { Connection } from '#app/_ui/connection.ts';
import { LiveSign } from '#app/_ui/live-sign.tsx';
import { ClockTime } from '#app/_ui/times.tsx';
import { LanguageSign } from '#app/_words/language-sign.tsx';
import { BrandMark } from './brand.tsx';

interface FrameProps {
  /** One line above the name. */
  lead: string;
  /** The service's name; without one, what the page is about stands in its place. */
  domain?: string;
  title?: string;
  pill?: ReactNode;
  /** Null before the first connection: a sign of trouble would be a lie. */
  connection: Connection | null;
  /** ISO: how old the page is when the connection is gone. */
  asOf: string | null;
  /** The panel has more to say side by side than the splash. */
  wide?: boolean;
  heading?: Ref<HTMLHeadingElement>;
  children: ReactNode;
}

/**
 * What every state of the page has in common, in the same place: the name, its state, the connection. It starts at the
 * edge where one begins to read, because the states differ in width and a centred name would jump when one follows another.
 */
export function Frame({ lead, domain, title, pill, connection, asOf, wide = false, heading, children }: FrameProps) {
  const t = useTranslations('splash');
  return (
    <div className="w-full p-4 sm:p-6">
      <header className={clsx('flex items-start justify-between gap-x-3 gap-y-1 max-[379px]:flex-col-reverse', wide ? 'max-w-[920px]' : 'max-w-[760px]')}>
        <div className="min-w-0">
          <BrandMark />
          <p className="text-muted">{lead}</p>
          <div className="mt-0.5 flex min-h-8 flex-wrap items-center gap-x-3 gap-y-1">
            <h1 ref={heading} tabIndex={-1} className="text-xl font-[640] tracking-[-0.02em] wrap-anywhere rtl:tracking-normal sm:text-2xl">
              {domain === undefined ? title : <bdi dir="ltr">{domain}</bdi>}
            </h1>
            {pill}
          </div>
        </div>
        <div className="flex min-h-5 min-w-27 shrink-0 flex-col items-end max-[379px]:w-full max-[379px]:flex-row max-[379px]:items-center max-[379px]:gap-2">
          <span className="flex h-5 items-center gap-2">
            {connection !== null && <LiveSign connection={connection} />}
            <LanguageSign />
          </span>
          {connection === 'offline' && asOf !== null && <span className="text-xs text-muted">{t.rich('asOf', { time: () => <ClockTime at={asOf} /> })}</span>}
        </div>
      </header>
      {children}
    </div>
  );
}
