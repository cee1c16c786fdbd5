'use client';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import { sentenceOf } from '#app/_trpc/refusal.ts';
import { Button } from '#app/_ui/button.tsx';
import { Field } from '#app/_ui/field.tsx';
import { FormError } from '#app/_ui/form-error.tsx';
import { Switch } from '#app/_ui/switch.tsx';
import { TextFile } from '#app/_ui/text-file.tsx';
import { Textarea } from '#app/_ui/textarea.tsx';
import { useSaid } from '#app/_words/words.tsx';
import type { ZoneRow } from '#server/core/zone-own.ts';
import { RecordLines } from './record-lines.tsx';
import type { ZoneChanges } from './use-dns.ts';
import { FILE_MOST, fileEffect, readZoneFile, type ZoneFile } from './zone-text.ts';

interface ZoneFileFormProps {
  domain: string;
  rows: readonly ZoneRow[];
  onUse: (changes: ZoneChanges) => Promise<unknown>;
  onCancel: () => void;
}

/** A zone file from elsewhere, beside what is served now, before anything is changed. */
export function ZoneFileForm({ domain, rows, onUse, onCancel }: ZoneFileFormProps) {
  const t = useTranslations('dns');
  const room = useTranslations('room');
  const [text, setText] = useState('');
  const [whole, setWhole] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const card = useRef<HTMLDivElement>(null);
  useEffect(() => card.current?.querySelector('textarea')?.focus(), []);
  const file = useMemo(() => (text.trim() === '' ? null : readZoneFile(domain, text)), [domain, text]);
  const effect = file?.ok === true ? fileEffect(file.records, rows, whole) : null;
  const write = (next: string) => { setText(next); setError(null); };
  const use = () => {
    if (effect === null) return;
    setBusy(true);
    setError(null);
    onUse([...effect.changes]).catch((refused: unknown) => setError(sentenceOf(refused))).finally(() => setBusy(false));
  };
  return (
    <div ref={card} role="group" aria-label={t('file')} className="flex flex-col gap-4 rounded-card border border-line bg-surface p-4 sm:p-5">
      <Field label={t('file')} hint={t('fileHint')} error={file?.ok === false ? file.message : undefined}>
        <Textarea mono rows={8} value={text} spellCheck={false} placeholder="www 3600 IN A 203.0.113.10" onChange={(event) => write(event.target.value)} />
      </Field>
      <TextFile label={t('fileChoose')} accept=".zone,.txt,.db,text/*" most={FILE_MOST} onText={write} onTooLarge={(name) => setError(t('fileLarge', { name, size: FILE_MOST / 1000 }))} />
      <Switch label={t('fileWhole')} checked={whole} onChange={setWhole} />
      {effect !== null && (effect.changes.length === 0 ? <p className="text-muted">{t('allThere')}</p> : (
        <div className="grid gap-4 sm:grid-cols-2">
          <RecordLines title={t('isAdded')} records={effect.adds} none={t('nothing')} />
          <RecordLines title={t('isEnded')} records={effect.ends} none={t('nothing')} />
        </div>
      ))}
      {file?.ok === true && <Skipped lines={file.skipped} />}
      <p className="text-sm text-muted">{t('fileNote')}</p>
      <FormError message={error} />
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={onCancel}>{room('cancel')}</Button>
        <Button variant="primary" busy={busy} disabled={effect === null || effect.changes.length === 0} onClick={use}>{t('useThese')}</Button>
      </div>
    </div>
  );
}

function Skipped({ lines }: { lines: Extract<ZoneFile, { ok: true }>['skipped'] }) {
  const t = useTranslations('dns');
  const said = useSaid();
  if (lines.length === 0) return null;
  return (
    <section>
      <h3 className="mb-1.5 font-[600]">{t('fileSkipped')}</h3>
      <ul className="flex max-h-60 flex-col gap-1 overflow-y-auto text-sm">
        {lines.map(({ line, why }, at) => <li key={`${at} ${line}`} className="wrap-anywhere"><code>{line}</code>: {said(why)}</li>)}
      </ul>
    </section>
  );
}
