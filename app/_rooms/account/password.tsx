'use client';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import { sentenceOf } from '#app/_trpc/refusal.ts';
import { Button } from '#app/_ui/button.tsx';
import { KeyValue } from '#app/_ui/key-value.tsx';
import { Note } from '#app/_ui/note.tsx';
import { madePassword, PasswordField } from '#app/_ui/password-field.tsx';
import { useSaid } from '#app/_words/words.tsx';
import { operationNews } from '#server/core/operation.ts';
import type { OperationView } from '#server/core/view.ts';
import { FormShell } from '../form-shell.tsx';
import { useRooms } from '../room-context.tsx';

const LEAST = 8;

/** The one password of a service's logins: what it opens, and a new one. */
export function Password({ says }: { says: string }) {
  const t = useTranslations('account');
  const { view: { service, operations }, readOnly } = useRooms();
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLSpanElement>(null);
  const wasOpen = useRef(open);
  useEffect(() => {
    // The form has taken the focus with it.
    if (wasOpen.current && !open) button.current?.querySelector('button')?.focus();
    wasOpen.current = open;
  }, [open]);
  const logins = service.home?.logins ?? [];
  return (
    <section aria-label={t('password')}>
      <div className="mb-2 flex min-h-8 flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <h3 className="font-[600]">{t('password')}</h3>
        <span ref={button}>{!open && <Button disabled={readOnly !== null} onClick={() => setOpen(true)}>{t('change')}</Button>}</span>
      </div>
      <div className="flex flex-col gap-3">
        <p className="max-w-[70ch] text-muted">{says}</p>
        <News operation={operations.findLast((operation) => operation.kind === 'changePassword')} />
        {open && <Form onDone={() => setOpen(false)} />}
        {logins.length > 0 && <KeyValue rows={logins.map(({ role, login }) => ({ name: t(`login.${role}`), value: <code>{login}</code> }))} />}
      </div>
    </section>
  );
}

/** How the newest change of it stands: the page says it aloud by itself. */
function News({ operation }: { operation: OperationView | undefined }) {
  const t = useTranslations('account');
  const said = useSaid();
  const { doing, done, failed } = operationNews.changePassword;
  switch (operation?.status) {
    case 'running':
      return <Note tone="accent" icon="clock">{t('soon', { doing: said(doing) })}</Note>;
    case 'succeeded':
      return <Note tone="ok" icon="check">{t('done', { done: said(done) })}</Note>;
    case 'failed':
      return <Note tone="warn" icon="retry">{t('failed', { failed: said(failed) })}</Note>;
    default:
      return null;
  }
}

function Form({ onDone }: { onDone: () => void }) {
  const t = useTranslations('account');
  const { api } = useRooms();
  const [text, setText] = useState(madePassword);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string>();
  const field = useRef<HTMLDivElement>(null);
  useEffect(() => field.current?.querySelector('input')?.focus(), []);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    if (text.length < LEAST) return setError(t('short'));
    setBusy(true);
    setError(undefined);
    // What was typed stays until the server has taken it.
    api.changePassword(text).then(onDone, (refused: unknown) => { setError(sentenceOf(refused)); setBusy(false); });
  };
  return (
    <FormShell label={t('change')} fresh action={t('set')} busy={busy} error={undefined} onSubmit={submit} onCancel={onDone}>
      <div ref={field}><PasswordField label={t('fresh')} hint={t('hint')} what={t('what')} value={text} onChange={setText} error={error} /></div>
    </FormShell>
  );
}
