'use client';
import { useEffect } from 'react';
import { useForm, useWatch } from 'react-hook-form';
import { useTranslations } from 'use-intl';
import { showRefusal } from '#app/_trpc/refusal.ts';
import { Field } from '#app/_ui/field.tsx';
import { Input } from '#app/_ui/input.tsx';
import { Note } from '#app/_ui/note.tsx';
import { Select } from '#app/_ui/select.tsx';
import type { DnsRecord } from '#server/core/panel.ts';
import { FormShell } from '../form-shell.tsx';
import { isRanked, partsOf, titleOf, typeShapes, valueOf } from './words.ts';

type Type = DnsRecord['type'];
interface Values {
  type: string;
  name: string;
  value: string;
  priority: string;
  ttl: string;
  part0: string;
  part1: string;
  part2: string;
}
const fields = ['type', 'name', 'value', 'priority', 'ttl'] as const;
const parts = ['part0', 'part1', 'part2'] as const;
const types = Object.keys(typeShapes) as Type[];
const isType = (text: string): text is Type => text in typeShapes;

function valuesOf(record: DnsRecord): Values {
  const { parts: [part0 = '', part1 = '', part2 = ''], rest } = partsOf(record.type, record.value);
  return { type: record.type, name: record.name === '@' ? '' : record.name, value: rest, priority: record.priority === null ? '' : String(record.priority), ttl: String(record.ttl), part0, part1, part2 };
}
const numberOf = (text: string): number => (text.trim() === '' ? Number.NaN : Number(text));

function recordOf(type: Type, { name, value, priority, ttl, part0, part1, part2 }: Values): DnsRecord {
  return { name, type, value: valueOf(type, [part0, part1, part2], value), priority: isRanked(type) ? numberOf(priority) : null, ttl: numberOf(ttl) };
}

interface RecordFormProps {
  domain: string;
  /** Null: a new one. */
  record: DnsRecord | null;
  /** What a new one gets. */
  ttl: number;
  /** What it takes the place of, and what then no longer works. */
  warning: string | null;
  onSubmit: (record: DnsRecord) => Promise<unknown>;
  onCancel: () => void;
}

const plain = { autoComplete: 'off', autoCapitalize: 'off', spellCheck: false } as const;

export function RecordForm({ domain, record, ttl, warning, onSubmit, onCancel }: RecordFormProps) {
  const t = useTranslations('dns');
  const room = useTranslations('room');
  const form = useForm<Values, unknown, Values>({ defaultValues: valuesOf(record ?? { name: '@', type: 'A', value: '', priority: null, ttl }) });
  const { setFocus, setValue, register, formState: { errors, isSubmitting } } = form;
  // The button that opened it is gone.
  useEffect(() => setFocus(record === null ? 'type' : 'value'), [setFocus, record]);
  const [chosen, name] = useWatch({ control: form.control, name: ['type', 'name'] });
  const type = isType(chosen) ? chosen : 'A';
  const shape = typeShapes[type];
  const label = record === null ? t('new') : t('changeOne', { title: titleOf(record) });
  const typed = name.trim();
  const choose = (next: string) => {
    if (!isType(next)) return;
    setValue('priority', isRanked(next) ? '10' : '');
    for (const [at, part] of parts.entries()) setValue(part, typeShapes[next].parts?.[at]?.fresh ?? '');
  };
  const send = form.handleSubmit((values) => onSubmit(recordOf(type, values)).catch((error: unknown) => showRefusal(error, form, fields)));
  return (
    <FormShell label={label} fresh={record === null} action={record === null ? t('add') : room('save')} busy={isSubmitting} error={errors.root?.message} onSubmit={send} onCancel={onCancel}>
      {warning !== null && <Note tone="warn" icon="retry">{warning}</Note>}
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label={t('type')} error={errors.type?.message}>
          <Select className="w-full" options={types.map((one) => ({ value: one, label: t(`types.${one}.title`) }))} {...register('type', { onChange: (event: { target: { value: string } }) => choose(event.target.value) })} />
        </Field>
        <Field label={room('name')} optional error={errors.name?.message} hint={<bdi className="wrap-anywhere">{typed === '' || typed === '@' ? domain : typed.endsWith(domain) || typed.endsWith('.') ? typed : `${typed}.${domain}`}</bdi>}>
          <Input {...plain} mono maxLength={300} placeholder="@" readOnly={record !== null && warning !== null} {...register('name')} />
        </Field>
        {shape.parts?.map((part, at) => (
          <Field key={`${type} ${part.name}`} label={t(`parts.${part.name}`)}>
            {part.options === undefined ? <Input inputMode="numeric" maxLength={5} {...register(parts[at] ?? 'part0')} /> : <Select className="w-full" options={part.options.map(({ value, choice }) => ({ value, label: choice === null ? value : t(`choices.${choice}`) }))} {...register(parts[at] ?? 'part0')} />}
          </Field>
        ))}
        <Field label={t(`types.${type}.value`)} error={errors.value?.message} hint={t(`types.${type}.hint`)} {...((type === 'TXT' || type === 'TLSA') && { className: 'sm:col-span-2' })}><Input {...plain} mono maxLength={2100} placeholder={shape.placeholder} {...register('value')} /></Field>
        {isRanked(type) && <Field label={t('priority')} error={errors.priority?.message} hint={t('priorityHint')}><Input inputMode="numeric" maxLength={5} {...register('priority')} /></Field>}
        <Field label="TTL" error={errors.ttl?.message} hint={t('ttlHint')}><Input inputMode="numeric" maxLength={7} {...register('ttl')} /></Field>
      </div>
    </FormShell>
  );
}
