'use client';
import { useEffect } from 'react';
import { Controller, useForm, useWatch } from 'react-hook-form';
import { useLocale, useTranslations } from 'use-intl';
import { showRefusal } from '#app/_trpc/refusal.ts';
import { useNow } from '#app/_ui/clock.tsx';
import { Field } from '#app/_ui/field.tsx';
import { Input } from '#app/_ui/input.tsx';
import { Select } from '#app/_ui/select.tsx';
import { Switch } from '#app/_ui/switch.tsx';
import { momentOf } from '#app/_ui/time.ts';
import { useSaid } from '#app/_words/words.tsx';
import { FormShell } from '../form-shell.tsx';
import type { ItemFormProps } from '../item-room.tsx';
import { nextRuns, presets, sentenceFor } from './schedule.ts';

interface Values {
  command: string;
  schedule: string[];
  active: boolean;
}
const parts = ['minute', 'hour', 'day', 'month', 'weekday'] as const;
const fields = ['command', 'schedule', 'active'] as const;
const OWN = 'own';

export function CronForm({ name, settings, onSubmit, onCancel }: Omit<ItemFormProps<'cron'>, 'limits'>) {
  const t = useTranslations('cron');
  const room = useTranslations('room');
  const form = useForm<Values, unknown, Values>({ defaultValues: { command: settings.command, schedule: [...settings.schedule], active: settings.active } });
  const { setFocus } = form;
  // The button that opened it is gone.
  useEffect(() => setFocus('command'), [setFocus]);
  const { errors, isSubmitting } = form.formState;
  const schedule = useWatch({ control: form.control, name: 'schedule' });
  const preset = presets.find(({ value }) => value === schedule.join(' '))?.value ?? OWN;
  const submit = form.handleSubmit(async (values) => {
    await onSubmit({ name: name ?? '', settings: values }).catch((error: unknown) => showRefusal(error, form, fields));
  });
  return (
    <FormShell label={name === null ? t('new') : t('editJob', { name })} fresh={name === null} action={name === null ? t('add') : room('save')} busy={isSubmitting} error={errors.root?.message} onSubmit={submit} onCancel={onCancel}>
      <Field label={t('command')} error={errors.command?.message} hint={t('commandHint')}>
        <Input mono autoComplete="off" autoCapitalize="off" spellCheck={false} maxLength={500} placeholder="/usr/bin/php public_html/cron.php > /dev/null 2>&1" {...form.register('command')} />
      </Field>
      <Field label={t('when')} className="sm:w-72">
        <Select value={preset} options={[...presets.map(({ value, name: one }) => ({ value, label: t(`preset.${one}`) })), { value: OWN, label: t('own') }]} onChange={(event) => { if (event.target.value !== OWN) form.setValue('schedule', event.target.value.split(' '), { shouldDirty: true }); }} />
      </Field>
      <fieldset className="grid grid-cols-2 gap-3 min-[480px]:grid-cols-5">
        <legend className="sr-only">{t('times')}</legend>
        {parts.map((part, at) => (
          <Field key={part} label={t(`part.${part}`)}>
            <Input mono autoComplete="off" spellCheck={false} maxLength={100} {...form.register(`schedule.${at}`)} />
          </Field>
        ))}
      </fieldset>
      <Due schedule={schedule} error={errors.schedule?.message} />
      <Controller control={form.control} name="active" render={({ field }) => <Switch label={t('runs')} hint={t('runsHint')} checked={field.value} onChange={field.onChange} />} />
    </FormShell>
  );
}

/** What the five fields mean, and when that is, on the viewer's clock. */
function Due({ schedule, error }: { schedule: readonly string[]; error: string | undefined }) {
  const t = useTranslations('cron');
  const said = useSaid();
  const tag = useLocale();
  const now = useNow();
  const sentence = sentenceFor(schedule, tag);
  const runs = now === null ? [] : nextRuns(schedule, new Date(now));
  const wrong = error === undefined ? (sentence === null ? t('wrong') : undefined) : said(error);
  return (
    <div role="status" className="rounded-control bg-sunken px-3 py-2.5">
      <p className={wrong === undefined ? 'font-[540]' : 'text-bad-text'}>{wrong ?? t('clock', { sentence: sentence ?? '' })}</p>
      {wrong === undefined && <p className="mt-1 min-h-lh text-sm text-muted">{runs.length === 0 ? t('never') : t('next', { times: runs.map((run) => momentOf(run.getTime(), tag)).join(' · ') })}</p>}
    </div>
  );
}
