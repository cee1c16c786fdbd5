'use client';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import { sentenceOf } from '#app/_trpc/refusal.ts';
import { Button } from '#app/_ui/button.tsx';
import { Checkbox } from '#app/_ui/checkbox.tsx';
import { Field } from '#app/_ui/field.tsx';
import { Input } from '#app/_ui/input.tsx';
import { sizeText } from '#app/_ui/limit-text.ts';
import { Note } from '#app/_ui/note.tsx';
import { Skeleton } from '#app/_ui/skeleton.tsx';
import { useSaid } from '#app/_words/words.tsx';
import { isTyped, partKey, type RestoreChoice } from '#server/core/restore.ts';
import { FormShell } from '../form-shell.tsx';
import { useAct } from '../item-row.tsx';
import { useRooms } from '../room-context.tsx';
import { PartName } from './part-name.tsx';

/** Mail goes back only into a mailbox that is there. */
const isPossible = ({ is, now }: RestoreChoice): boolean => is !== 'mailbox' || now !== 'gone';

/** What happens to what is there now. */
function PartEffect({ part: { is, now, sizeMb } }: { part: RestoreChoice }) {
  const t = useTranslations('backups');
  const tag = useLocale();
  const effect = now === 'gone' && is !== 'site' ? t(`restore.${is}Gone`) : t(`restore.${is}`);
  return sizeMb === null ? effect : `${effect} ${t('restore.size', { size: sizeText(sizeMb, tag) })}`;
}

/** What is in the backup, beside what of it is there now; nothing is chosen at first. */
export function RestoreForm({ id, name, onClose }: { id: number; name: string; onClose: () => void }) {
  const t = useTranslations('backups');
  const inRoom = useTranslations('room');
  const said = useSaid();
  const { api, view: { service: { domain } } } = useRooms();
  const { data, error, refetch } = useQuery({ queryKey: ['backup', id], queryFn: () => api.backups.parts({ id }), staleTime: 0, gcTime: 0 });
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [typed, setTyped] = useState('');
  const act = useAct(sentenceOf);
  const box = useRef<HTMLDivElement>(null);
  // The button that opened it is gone.
  useEffect(() => { if (data !== undefined) box.current?.querySelector<HTMLElement>('[role=checkbox]')?.focus(); }, [data]);
  if (data === undefined) {
    if (error !== null) return <Note tone="bad" icon="cross" action={<span className="flex gap-2"><Button size="small" onClick={() => void refetch()}>{inRoom('tryAgain')}</Button><Button size="small" variant="quiet" onClick={onClose}>{inRoom('cancel')}</Button></span>}>{said(sentenceOf(error))}</Note>;
    return <div role="status" aria-label={t('restore.reading')} className="flex flex-col gap-3 pb-2"><Skeleton className="h-5 w-2/3" /><Skeleton className="h-5 w-1/2" /></div>;
  }
  const possible = data.parts.filter(isPossible);
  const parts = possible.filter((part) => chosen.has(partKey(part)));
  const asks = isTyped(parts);
  const choose = (keys: readonly string[], on: boolean) => setChosen((old) => new Set(on ? [...old, ...keys] : [...old].filter((key) => !keys.includes(key))));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    act.run(() => api.backups.restore({ id, typed, parts: parts.map(({ is, name: of }) => (is === 'site' ? { is } : { is, name: of })) }), onClose);
  };
  return (
    <FormShell label={t('restore.label', { name })} fresh={false} action={t('restore.action')} busy={act.busy} error={act.error ?? undefined} onSubmit={submit} onCancel={onClose}>
      {data.silent !== null && <Note tone="warn" icon="pause">{t('restore.silent')}</Note>}
      {data.mailUnread && <Note tone="warn" icon="pause">{t('restore.mailUnread')}</Note>}
      {data.parts.length === 0 ? <p className="text-muted">{t('restore.nothing')}</p> : (
        <div ref={box} role="group" aria-label={t('restore.choose')} className="flex flex-col gap-3">
          <p className="font-[540]">{t('restore.choose')}</p>
          {possible.length > 1 && <Checkbox label={t('restore.all')} checked={parts.length === possible.length} onChange={(on) => choose(possible.map(partKey), on)} />}
          {data.parts.map((part) => <Checkbox key={partKey(part)} label={<PartName is={part.is} name={part.title} />} hint={<PartEffect part={part} />} disabled={!isPossible(part)} checked={chosen.has(partKey(part))} onChange={(on) => choose([partKey(part)], on)} />)}
        </div>
      )}
      <p className="text-sm text-muted">{t('restore.stays')}</p>
      {asks && <Field label={t.rich('restore.confirm', { domain, name: (text) => <bdi dir="ltr">{text}</bdi> })}><Input autoComplete="off" autoCapitalize="off" spellCheck={false} maxLength={255} value={typed} onChange={(event) => setTyped(event.target.value)} /></Field>}
    </FormShell>
  );
}
