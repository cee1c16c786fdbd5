'use client';
import { useEffect } from 'react';
import { useForm, useWatch } from 'react-hook-form';
import { useLocale, useTranslations } from 'use-intl';
import { showRefusal } from '#app/_trpc/refusal.ts';
import { Field } from '#app/_ui/field.tsx';
import { Input } from '#app/_ui/input.tsx';
import { Select } from '#app/_ui/select.tsx';
import { type BackupPlan, rhythms } from '#server/core/backup-plan.ts';
import { FormShell } from '../form-shell.tsx';
import { hourNames, localOf, utcOf, weekdayNames } from './hours.ts';

interface Values {
  every: BackupPlan['every'];
  weekday: string;
  hour: string;
  keep: string;
}
const fields = ['every', 'weekday', 'hour', 'keep'] as const;
const numbered = (labels: readonly string[]) => labels.map((label, value) => ({ value: String(value), label }));

export function PlanForm({ plan, limit, onSubmit, onCancel }: { plan: BackupPlan; limit: number | null; onSubmit: (plan: BackupPlan) => Promise<unknown>; onCancel: () => void }) {
  const t = useTranslations('backups');
  const tag = useLocale();
  const at = localOf(plan, true);
  const form = useForm<Values, unknown, Values>({ defaultValues: { every: plan.every, weekday: String(at.weekday), hour: String(at.hour), keep: String(plan.keep) } });
  const { setFocus } = form;
  // The button that opened it is gone.
  useEffect(() => setFocus('every'), [setFocus]);
  const { errors, isSubmitting } = form.formState;
  const every = useWatch({ control: form.control, name: 'every' });
  const submit = form.handleSubmit(async (values) => {
    await onSubmit({ every: values.every, keep: Number(values.keep), ...utcOf({ weekday: Number(values.weekday), hour: Number(values.hour) }) }).catch((error: unknown) => showRefusal(error, form, fields));
  });
  return (
    <FormShell label={t('plan.title')} fresh action={t('plan.save')} busy={isSubmitting} error={errors.root?.message} onSubmit={submit} onCancel={onCancel}>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label={t('plan.every')} error={errors.every?.message}><Select options={rhythms.map((value) => ({ value, label: t(`plan.rhythm.${value}`) }))} {...form.register('every')} /></Field>
        {every === 'weekly' && <Field label={t('plan.day')} error={errors.weekday?.message}><Select options={numbered(weekdayNames(tag))} {...form.register('weekday')} /></Field>}
        {every !== 'off' && <Field label={t('plan.hour')} error={errors.hour?.message}><Select options={numbered(hourNames(tag))} {...form.register('hour')} /></Field>}
        {every !== 'off' && <Field label={t('plan.keep')} error={errors.keep?.message} hint={t('plan.keepHint')}><Input type="number" inputMode="numeric" min={1} max={limit ?? 100} {...form.register('keep')} /></Field>}
      </div>
    </FormShell>
  );
}
