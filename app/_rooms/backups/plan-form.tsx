'use client';
import { useEffect } from 'react';
import { useForm, useWatch } from 'react-hook-form';
import { showRefusal } from '#app/_trpc/refusal.ts';
import { Field } from '#app/_ui/field.tsx';
import { Input } from '#app/_ui/input.tsx';
import { Select } from '#app/_ui/select.tsx';
import { type BackupPlan, rhythms } from '#server/core/backup-plan.ts';
import { FormShell } from '../form-shell.tsx';
import { hourWords, localOf, utcOf, weekdayWords } from './hours.ts';
import { planWords } from './words.ts';

interface Values {
  every: BackupPlan['every'];
  weekday: string;
  hour: string;
  keep: string;
}
const fields = ['every', 'weekday', 'hour', 'keep'] as const;
const options = (many: number, label: (value: number) => string) => Array.from({ length: many }, (_, value) => ({ value: String(value), label: label(value) }));

export function PlanForm({ plan, limit, onSubmit, onCancel }: { plan: BackupPlan; limit: number | null; onSubmit: (plan: BackupPlan) => Promise<unknown>; onCancel: () => void }) {
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
    <FormShell label={planWords.title} fresh action={planWords.save} busy={isSubmitting} error={errors.root?.message} onSubmit={submit} onCancel={onCancel}>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label={planWords.every} error={errors.every?.message}><Select options={rhythms.map((value) => ({ value, label: planWords.rhythms[value] }))} {...form.register('every')} /></Field>
        {every === 'weekly' && <Field label={planWords.day} error={errors.weekday?.message}><Select options={options(7, weekdayWords)} {...form.register('weekday')} /></Field>}
        {every !== 'off' && <Field label={planWords.hour} error={errors.hour?.message}><Select options={options(24, hourWords)} {...form.register('hour')} /></Field>}
        {every !== 'off' && <Field label={planWords.keep} error={errors.keep?.message} hint={planWords.keepHint}><Input type="number" inputMode="numeric" min={1} max={limit ?? 100} {...form.register('keep')} /></Field>}
      </div>
    </FormShell>
  );
}
