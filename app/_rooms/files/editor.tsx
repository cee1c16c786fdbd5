'use client';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import { refusedField, sentenceOf } from '#app/_trpc/refusal.ts';
import { Button } from '#app/_ui/button.tsx';
import { FormError } from '#app/_ui/form-error.tsx';
import { Note } from '#app/_ui/note.tsx';
import { Skeleton } from '#app/_ui/skeleton.tsx';
import { Textarea } from '#app/_ui/textarea.tsx';
import { useSaid } from '#app/_words/words.tsx';
import { nameOf } from '#server/core/files.ts';
import { useRooms } from '../room-context.tsx';
import { useFirstFocus } from './use-first-focus.ts';

interface EditorProps {
  path: string;
  readOnly: boolean;
  onClose: () => void;
}

export function Editor({ path, readOnly, onClose }: EditorProps) {
  const t = useTranslations('files');
  const room = useTranslations('room');
  const said = useSaid();
  const { api } = useRooms();
  const { data, error } = useQuery({ queryKey: ['files', 'read', path], queryFn: () => api.files.read({ path }), staleTime: 0, gcTime: 0, retry: false });
  return (
    <section aria-label={nameOf(path)} className="flex max-w-[920px] animate-arrive flex-col gap-4">
      {error !== null && <Note tone="warn" icon="stop" action={<Button size="small" onClick={onClose}>{t('close')}</Button>}>{said(sentenceOf(error))}</Note>}
      {data === undefined && error === null && <div role="status" aria-label={room('reading')} className="flex flex-col gap-4"><Skeleton className="h-8 w-48" /><Skeleton className="h-80 w-full" /></div>}
      {data !== undefined && <TextForm path={path} first={{ text: data.text, version: data.entry.version }} readOnly={readOnly} onClose={onClose} />}
    </section>
  );
}

interface Stored {
  text: string;
  version: string;
}

/** A browser's text field knows one kind of line end only: what the file has is given back to it. */
const lined = (text: string, like: string): string => (like.includes('\r\n') ? text.replace(/\r?\n/g, '\r\n') : text);
const shown = (text: string): string => text.replace(/\r\n/g, '\n');

function TextForm({ path, first, readOnly, onClose }: Omit<EditorProps, 'onClose'> & { first: Stored; onClose: () => void }) {
  const t = useTranslations('files');
  const room = useTranslations('room');
  const { api } = useRooms();
  const [stored, setStored] = useState(first);
  const [text, setText] = useState(shown(first.text));
  const [trouble, setTrouble] = useState<{ sentence: string; conflict: boolean } | null>(null);
  const [busy, setBusy] = useState(false);
  const [leaving, setLeaving] = useState(false);
  const dirty = text !== shown(stored.text);
  useUnsaved(dirty);
  const area = useRef<HTMLTextAreaElement>(null);
  useEffect(() => area.current?.focus(), []);
  const tried = async (work: () => Promise<void>) => {
    if (busy) return;
    setBusy(true);
    setTrouble(null);
    await work().catch((error: unknown) => setTrouble({ sentence: sentenceOf(error), conflict: refusedField(error) === 'version' }));
    setBusy(false);
  };
  const save = (version: string) => tried(async () => {
    const content = lined(text, stored.text);
    setStored({ text: content, version: (await api.files.write({ path, text: content, version })).version });
  });
  const theirs = () => tried(async () => {
    const now = await api.files.read({ path });
    setStored({ text: now.text, version: now.entry.version });
    setText(shown(now.text));
  });
  const overTheirs = () => tried(async () => {
    const { entry } = await api.files.read({ path });
    const content = lined(text, stored.text);
    setStored({ text: content, version: (await api.files.write({ path, text: content, version: entry.version })).version });
  });
  return (
    <form
      aria-label={t('text', { name: nameOf(path) })} className="flex flex-col gap-3"
      onSubmit={(event) => { event.preventDefault(); if (!readOnly) void save(stored.version); }}
    >
      <header className="flex min-h-8 flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <h2 className="flex min-w-0 flex-wrap items-baseline gap-x-3 text-lg font-[600]"><bdi className="wrap-anywhere">{nameOf(path)}</bdi><span role="status" className="text-sm font-normal text-muted">{dirty ? t('unsaved') : stored !== first && t('saved')}</span></h2>
        <span className="flex flex-wrap gap-2">
          <Button onClick={() => (dirty ? setLeaving(true) : onClose())}>{t('close')}</Button>
          <Button type="submit" variant="primary" disabled={readOnly || !dirty} busy={busy}>{room('save')}</Button>
        </span>
      </header>
      {leaving && <Leave name={nameOf(path)} onStay={() => { setLeaving(false); area.current?.focus(); }} onLeave={onClose} />}
      <FormError message={trouble?.sentence} />
      {trouble?.conflict === true && <span className="flex flex-wrap gap-2"><Button size="small" onClick={() => void theirs()}>{t('takeTheirs')}</Button><Button size="small" onClick={() => void overTheirs()}>{t('saveMine')}</Button></span>}
      <Textarea
        onKeyDown={(event) => {
          if (event.key !== 's' || !(event.ctrlKey || event.metaKey)) return;
          event.preventDefault();
          if (!readOnly) void save(stored.version);
        }}
        ref={area} mono aria-label={t('text', { name: nameOf(path) })} rows={24} readOnly={readOnly} spellCheck={false} autoCapitalize="off" autoCorrect="off" wrap="off" className="overflow-auto" value={text} onChange={(event) => setText(event.target.value)}
      />
    </form>
  );
}

/** The browser asks before the page goes. */
function useUnsaved(dirty: boolean): void {
  useEffect(() => {
    if (!dirty) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener('beforeunload', ask);
    return () => removeEventListener('beforeunload', ask);
  }, [dirty]);
}

function Leave({ name, onStay, onLeave }: { name: string; onStay: () => void; onLeave: () => void }) {
  const t = useTranslations('files');
  const question = useFirstFocus<HTMLDivElement>();
  return (
    <div ref={question} role="group" aria-label={t('leave')} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 rounded-control bg-bad-soft px-3 py-2.5">
      <p className="min-w-0 flex-1 basis-60 wrap-anywhere text-bad-text"><span className="font-[600]">{t('leave')}</span> {t('leaveText', { name })}</p>
      <span className="flex gap-2"><Button size="small" onClick={onStay}>{t('stay')}</Button><Button size="small" variant="danger" onClick={onLeave}>{t('leaveYes')}</Button></span>
    </div>
  );
}
