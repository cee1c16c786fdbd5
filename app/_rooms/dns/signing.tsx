'use client';
import { useEffect, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import { sentenceOf } from '#app/_trpc/refusal.ts';
import { Button } from '#app/_ui/button.tsx';
import { CopyButton } from '#app/_ui/copy-button.tsx';
import { FormError } from '#app/_ui/form-error.tsx';
import type { Outputs } from '#app/_trpc/outputs.ts';
import { useAct } from '../item-row.tsx';

interface SigningProps {
  signing: Outputs['embed']['dns']['list']['signing'];
  domain: string;
  audience: 'customer' | 'staff';
  readOnly: boolean;
  onSign: (on: boolean) => Promise<unknown>;
}

/** Where the zone can't be signed, staff read why, and a customer nothing. */
export function Signing({ signing: { offered, on, signer }, domain, audience, readOnly, onSign }: SigningProps) {
  const t = useTranslations('dns');
  const act = useAct(sentenceOf);
  const [asking, setAsking] = useState(false);
  const section = useRef<HTMLElement>(null);
  if (!offered && !on) return audience === 'staff' ? <p className="text-sm text-muted">DNSSEC is not offered here: the zone is, or is to be, on several nameservers, and each would sign it with a key of its own.</p> : null;
  const state = on ? (signer === null ? 'signing' : 'on') : signer === null ? 'off' : 'ending';
  const keep = () => { setAsking(false); section.current?.focus(); };
  return (
    <section ref={section} tabIndex={-1} aria-label="DNSSEC" className="flex flex-col gap-3">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <div className="min-w-0 flex-1 basis-60">
          <h3 className="font-[600]">DNSSEC</h3>
          <p role="status" className="text-sm text-muted">{t(`signing.${state}`)}</p>
        </div>
        {!on && <Button size="small" disabled={readOnly} busy={act.busy} onClick={() => act.run(() => onSign(true))}>{t('signing.sign')}</Button>}
        {on && !asking && <Button size="small" disabled={readOnly} onClick={() => setAsking(true)}>{t('signing.stopAsk')}</Button>}
      </div>
      {on && signer !== null && <Signer domain={domain} signer={signer} />}
      {on && asking && <Ask busy={act.busy} onKeep={keep} onStop={() => act.run(() => onSign(false), keep)} />}
      <FormError message={act.error} />
    </section>
  );
}

/** As registrars ask for it: the whole record, and its four parts. */
function Signer({ domain, signer: { tag, algorithm, digestType, digest } }: { domain: string; signer: NonNullable<SigningProps['signing']['signer']> }) {
  const t = useTranslations('dns');
  const line = `${tag} ${algorithm} ${digestType} ${digest}`;
  return (
    <div className="flex flex-col gap-1 rounded-card border border-line bg-surface px-4 py-3">
      <p className="flex flex-wrap items-center justify-between gap-x-3"><code dir="ltr" className="min-w-0 wrap-anywhere">{domain}. DS {line}</code><CopyButton value={line} what={t('signing.record')} /></p>
      <p className="text-sm text-muted">{t('signing.parts', { tag: String(tag), algorithm: String(algorithm), digestType: String(digestType) })}</p>
    </div>
  );
}

function Ask({ busy, onKeep, onStop }: { busy: boolean; onKeep: () => void; onStop: () => void }) {
  const t = useTranslations('dns');
  const room = useTranslations('room');
  const card = useRef<HTMLDivElement>(null);
  // The button that asked is gone.
  useEffect(() => card.current?.querySelector('button')?.focus(), []);
  return (
    <div ref={card} role="group" aria-label={t('signing.stopQuestion')} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 rounded-control bg-bad-soft px-3 py-2.5">
      <p className="min-w-0 flex-1 basis-60 text-bad-text"><span className="font-[600]">{t('signing.stopQuestion')}</span> {t('signing.stopText')}</p>
      <span className="flex gap-2">
        <Button size="small" onClick={onKeep}>{room('keep')}</Button>
        <Button size="small" variant="danger" busy={busy} onClick={onStop}>{t('signing.stop')}</Button>
      </span>
    </div>
  );
}
