'use client';
import { useEffect, useRef, useState } from 'react';
import { useForm, useWatch } from 'react-hook-form';
import { useTranslations } from 'use-intl';
import { sentenceOf, showRefusal } from '#app/_trpc/refusal.ts';
import { Button } from '#app/_ui/button.tsx';
import { Field } from '#app/_ui/field.tsx';
import { FormError } from '#app/_ui/form-error.tsx';
import { Input } from '#app/_ui/input.tsx';
import { Select } from '#app/_ui/select.tsx';
import { StatusPill } from '#app/_ui/status-pill.tsx';
import { mailState, type MailView, taskOfMail } from '#server/core/mail-settings.ts';
import { FormShell } from '../form-shell.tsx';
import { pillOf, useAct } from '../item-row.tsx';
import { useRooms } from '../room-context.tsx';
import { SettingFailed, SettingOutside } from '../setting-failed.tsx';

/** Where mail goes that is sent to a name which nobody has. */
export function CatchAll() {
  const t = useTranslations('mailboxes');
  const room = useTranslations('room');
  const { api, view: { service: { domain, mail: pushed }, tasks }, audience, readOnly } = useRooms();
  const [answered, setAnswered] = useState<MailView | null>(null);
  const [open, setOpen] = useState(false);
  const act = useAct(sentenceOf);
  const button = useFocusBack(open);
  if (pushed === null) return null;
  // The server's answer is shown at once; its event says the same a moment later.
  const mail = answered !== null && answered.rev > pushed.rev ? answered : pushed;
  const task = taskOfMail(tasks);
  const state = mailState(mail, task);
  const change = async (catchAll: string | null) => setAnswered(await api.mail.change({ rev: mail.rev, settings: { catchAll } }));
  const { known } = mail;
  const { catchAll } = state === 'failed' ? (known ?? mail.wish) : mail.wish;
  return (
    <section aria-label={t('catch.title')} className="mt-2 flex flex-col gap-2">
      <h3 className="font-[600]">{t('catch.title')}</h3>
      {state === 'failed' && <SettingFailed message={task?.error?.message ?? 'It was stopped'} disabled={readOnly !== null || open} busy={act.busy} canBack={known !== null} onRetry={() => act.run(async () => setAnswered(await api.mail.retry()))} onBack={() => act.run(() => change(known?.catchAll ?? null))} />}
      {mail.outside && state === 'present' && <SettingOutside disabled={readOnly !== null || open} busy={act.busy} onBack={() => act.run(() => change(mail.wish.catchAll))} />}
      <FormError message={act.error} />
      {open ? <CatchAllForm domain={domain} catchAll={mail.wish.catchAll} onCancel={() => setOpen(false)} onSubmit={async (to) => { await change(to); setOpen(false); }} /> : (
        <div className="flex min-h-11 flex-wrap items-center justify-between gap-x-4 gap-y-2 rounded-card border border-line bg-surface px-4 py-2">
          <p className="min-w-0 flex-1 basis-52 wrap-anywhere">{catchAll === null ? <span className="text-muted">{t('catch.refused')}</span> : t.rich('catch.goes', { address: catchAll, b: (text) => <bdi className="font-[540]">{text}</bdi> })}</p>
          {state === 'changing' && <StatusPill words={pillOf('changing', task)} audience={audience} />}
          <span ref={button}><Button size="small" aria-label={t('catch.edit')} disabled={readOnly !== null} onClick={() => setOpen(true)}>{room('edit')}</Button></span>
        </div>
      )}
    </section>
  );
}

/** A form has taken the focus with it. */
function useFocusBack(open: boolean) {
  const place = useRef<HTMLSpanElement>(null);
  const was = useRef(open);
  useEffect(() => {
    if (was.current && !open) place.current?.querySelector('button')?.focus();
    was.current = open;
  }, [open]);
  return place;
}

interface CatchAllFormProps {
  domain: string;
  catchAll: string | null;
  onSubmit: (to: string | null) => Promise<unknown>;
  onCancel: () => void;
}
interface Values {
  what: 'refuse' | 'to';
  catchAll: string;
}

export function CatchAllForm({ domain, catchAll, onSubmit, onCancel }: CatchAllFormProps) {
  const t = useTranslations('mailboxes');
  const room = useTranslations('room');
  const form = useForm<Values, unknown, Values>({ defaultValues: { what: catchAll === null ? 'refuse' : 'to', catchAll: catchAll ?? '' } });
  const { setFocus, register, control } = form;
  useEffect(() => setFocus('what'), [setFocus]);
  const { errors, isSubmitting } = form.formState;
  const what = useWatch({ control, name: 'what' });
  const submit = form.handleSubmit((values) => onSubmit(values.what === 'to' ? values.catchAll : null).then(() => undefined, (error: unknown) => showRefusal(error, form, ['catchAll'])));
  return (
    <FormShell label={t('catch.title')} fresh action={room('save')} busy={isSubmitting} error={errors.root?.message} onSubmit={submit} onCancel={onCancel}>
      <div className="grid items-start gap-4 sm:grid-cols-2">
        <Field label={t('catch.field', { domain })}>
          <Select options={[{ value: 'refuse', label: t('catch.refuse') }, { value: 'to', label: t('catch.to') }]} {...register('what')} />
        </Field>
        {what === 'to' && (
          <Field label={t('address')} error={errors.catchAll?.message} hint={t('catch.hint')}>
            <Input type="email" dir="ltr" autoComplete="off" autoCapitalize="off" spellCheck={false} maxLength={254} placeholder={`info@${domain}`} {...register('catchAll')} />
          </Field>
        )}
      </div>
    </FormShell>
  );
}
