'use client';
import { zodResolver } from '@hookform/resolvers/zod';
import { useState } from 'react';
import { useForm, useWatch } from 'react-hook-form';
import { z } from 'zod';
import { sentenceOf } from '#app/_trpc/refusal.ts';
import { Button } from '#app/_ui/button.tsx';
import { Field } from '#app/_ui/field.tsx';
import { FormError } from '#app/_ui/form-error.tsx';
import { Input } from '#app/_ui/input.tsx';
import type { RetryPolicy } from '#server/core/wish.ts';
import { SchedulePicture, scheduleText } from './schedule-picture.tsx';

interface PolicyFormProps {
  start: RetryPolicy;
  /** It may follow the default again. */
  removable: boolean;
  onSave: (policy: RetryPolicy | null) => Promise<void>;
}

const number = (least: number, most: number, sentence: string) => z.string().trim().regex(/^\d+([.,]\d+)?$/, 'A number').refine((text) => toNumber(text) >= least && toNumber(text) <= most, sentence);
const toNumber = (text: string): number => Number(text.replace(',', '.'));

const policy = z.object({
  attempts: number(1, 20, 'From 1 to 20').refine((text) => Number.isInteger(toNumber(text)), 'A whole number'),
  baseSeconds: number(0, 3600, 'At most an hour'),
  factor: number(1, 10, 'From 1 to 10'),
  capSeconds: number(1, 86_400, 'From a second to a day'),
  jitter: number(0, 50, 'At most 50'),
});
type Values = z.infer<typeof policy>;

const policyOf = (values: Values): RetryPolicy => ({
  attempts: toNumber(values.attempts), baseSeconds: toNumber(values.baseSeconds), factor: toNumber(values.factor), capSeconds: toNumber(values.capSeconds), jitter: toNumber(values.jitter) / 100,
});
const textOf = ({ attempts, baseSeconds, factor, capSeconds, jitter }: RetryPolicy): Values => ({
  attempts: String(attempts), baseSeconds: String(baseSeconds), factor: String(factor), capSeconds: String(capSeconds), jitter: String(Math.round(jitter * 100)),
});

export function PolicyForm({ start, removable, onSave }: PolicyFormProps) {
  const form = useForm<Values, unknown, Values>({ resolver: zodResolver(policy), defaultValues: textOf(start), mode: 'onChange' });
  const [refused, setRefused] = useState<string | null>(null);
  const { errors, isSubmitting } = form.formState;
  const drawn = policy.safeParse(useWatch({ control: form.control }));
  const save = (next: RetryPolicy | null) => onSave(next).catch((error: unknown) => setRefused(sentenceOf(error)));
  return (
    <form noValidate className="flex flex-col gap-4" onSubmit={form.handleSubmit((values) => save(policyOf(values)))}>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label="Attempts" error={errors.attempts?.message}><Input inputMode="numeric" {...form.register('attempts')} /></Field>
        <Field label="First pause, seconds" error={errors.baseSeconds?.message}><Input inputMode="decimal" {...form.register('baseSeconds')} /></Field>
        <Field label="Each pause times" error={errors.factor?.message}><Input inputMode="decimal" {...form.register('factor')} /></Field>
        <Field label="Longest pause, seconds" error={errors.capSeconds?.message}><Input inputMode="numeric" {...form.register('capSeconds')} /></Field>
        <Field label="Chance, ± percent" error={errors.jitter?.message} hint="Spreads what failed together"><Input inputMode="numeric" {...form.register('jitter')} /></Field>
      </div>
      <div className="min-h-24 rounded-control bg-sunken px-4 pt-3 pb-2">
        {drawn.success && <SchedulePicture policy={policyOf(drawn.data)} />}
        <p role="status" className="text-sm text-muted">{drawn.success ? scheduleText(policyOf(drawn.data)) : 'Drawn when all fields are right'}</p>
      </div>
      <FormError message={refused} />
      <div className="flex flex-wrap justify-end gap-2">
        {removable && <Button className="mr-auto" disabled={isSubmitting} onClick={() => void save(null)}>Follow the default</Button>}
        <Button type="submit" variant="primary" busy={isSubmitting}>Save</Button>
      </div>
    </form>
  );
}
