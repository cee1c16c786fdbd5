'use client';
import { useEffect, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import { sentenceOf } from '#app/_trpc/refusal.ts';
import { Button } from '#app/_ui/button.tsx';
import { Field } from '#app/_ui/field.tsx';
import { FormError } from '#app/_ui/form-error.tsx';
import { Select } from '#app/_ui/select.tsx';
import { useSaid } from '#app/_words/words.tsx';
import type { ZoneRow } from '#server/core/zone-own.ts';
import { presetEffect, type ZonePreset, zonePresets } from '#server/core/zone-presets.ts';
import { RecordLines } from './record-lines.tsx';
import type { ZoneChanges } from './use-dns.ts';

interface TemplatesProps {
  domain: string;
  rows: readonly ZoneRow[];
  ttl: number;
  onUse: (changes: ZoneChanges) => Promise<unknown>;
  onCancel: () => void;
}

/** The records of a provider, shown before anything is changed. */
export function Templates({ domain, rows, ttl, onUse, onCancel }: TemplatesProps) {
  const t = useTranslations('dns');
  const room = useTranslations('room');
  const said = useSaid();
  const [name, setName] = useState(zonePresets[0]?.name ?? '');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const card = useRef<HTMLDivElement>(null);
  useEffect(() => card.current?.querySelector('select')?.focus(), []);
  const preset = zonePresets.find((one) => one.name === name);
  if (preset === undefined) return null;
  const { adds, ends, changes } = presetEffect(preset, domain, rows, ttl);
  const use = () => {
    setBusy(true);
    setError(null);
    onUse([...changes]).catch((refused: unknown) => setError(sentenceOf(refused))).finally(() => setBusy(false));
  };
  return (
    <div ref={card} role="group" aria-label={t('providerLabel')} className="flex flex-col gap-4 rounded-card border border-line bg-surface p-4 sm:p-5">
      <Field label={t('providerField')} hint={said(preset.summary)}><Select className="w-full sm:w-72" value={name} onChange={(event) => setName(event.target.value)} options={zonePresets.map((one: ZonePreset) => ({ value: one.name, label: one.title }))} /></Field>
      {changes.length === 0 ? <p className="text-muted">{t('allThere')}</p> : (
        <div className="grid gap-4 sm:grid-cols-2">
          <RecordLines title={t('isAdded')} records={adds} none={t('nothing')} />
          <RecordLines title={t('isEnded')} records={ends} none={t('nothing')} />
        </div>
      )}
      <p className="text-sm text-muted">{t('providerNote')}</p>
      <FormError message={error} />
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={onCancel}>{room('cancel')}</Button>
        <Button variant="primary" busy={busy} disabled={changes.length === 0} onClick={use}>{t('useThese')}</Button>
      </div>
    </div>
  );
}
