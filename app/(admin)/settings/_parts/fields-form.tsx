'use client';
import clsx from 'clsx';
import { type ReactNode, useState } from 'react';
import { useForm, useWatch } from 'react-hook-form';
import { refusedField, sentenceOf } from '#app/_trpc/refusal.ts';
import { Button } from '#app/_ui/button.tsx';
import { FormError } from '#app/_ui/form-error.tsx';
import type { SettingField } from '#server/core/setting.ts';
import type { Ability } from '#server/core/staff-roles.ts';
import { useWhyNot } from '../../_parts/staff/me.tsx';
import { RoleButton } from '../../_parts/staff/role-button.tsx';
import { FieldInput } from './field-input.tsx';
import { fieldAt, isRight, nameOf, type Raws, rawsOf, resolverOf, valueOf } from './raws.ts';

interface FieldsFormProps {
  fields: readonly SettingField[];
  /** What a role must hold to save it: for all others it is at rest, and says why. */
  may: Ability;
  /** As it is stored. */
  value: unknown;
  /** What it would be without a word; null: not offered. */
  fallback?: unknown;
  /** Throws what the server refused. */
  onSave: (value: unknown) => Promise<unknown>;
  /** In the place of a field's own hint, by its name. */
  hints?: (raws: Partial<Raws>) => Readonly<Record<string, ReactNode>>;
  /** A picture of what is being typed; null while a field is wrong. */
  picture?: (value: unknown) => ReactNode;
  /** Of a dialog: its button is the page's main one, and another may stand beside it. */
  dialog?: { aside?: ReactNode; action?: string };
}

const numeric = (fields: readonly SettingField[]): boolean => fields.length > 2 && fields.every(({ is }) => is === 'number' || is === 'bool' || is === 'list');

/** The form of any setting, drawn from the data of its fields. */
export function FieldsForm({ fields, may, value, fallback = null, onSave, hints, picture, dialog }: FieldsFormProps) {
  const stored = rawsOf(fields, value);
  const form = useForm<Raws, unknown, Raws>({ resolver: resolverOf(fields), values: stored, mode: 'onChange' });
  const why = useWhyNot(may);
  const raws = useWatch({ control: form.control });
  const [refused, setRefused] = useState<string | null>(null);
  const now = { ...stored, ...raws } as Raws;
  const usual = fallback === null ? null : rawsOf(fields, fallback);
  const changed = JSON.stringify(now) !== JSON.stringify(stored);
  const submit = form.handleSubmit(async (typed) => {
    setRefused(null);
    await onSave(valueOf(fields, typed)).catch((error: unknown) => {
      const name = fieldAt(fields, refusedField(error));
      if (name === null) setRefused(sentenceOf(error));
      else form.setError(name, { message: sentenceOf(error) }, { shouldFocus: true });
    });
  });
  const said = hints?.(now) ?? {};
  return (
    <form noValidate className="flex flex-col gap-4" onSubmit={submit}>
      <div className={clsx('grid gap-4', fields.length > 1 && 'sm:grid-cols-2', numeric(fields) && dialog === undefined && 'lg:grid-cols-4')}>
        {fields.map((field) => <FieldInput key={field.name} field={field} form={form} raws={now} hint={said[field.name]} resting={why !== null} />)}
      </div>
      {picture?.(isRight(fields, now) ? valueOf(fields, now) : null)}
      <FormError message={refused} />
      {why !== null && <p aria-hidden className="text-sm text-muted">{why}</p>}
      <div className={clsx('flex flex-wrap gap-2', dialog !== undefined && 'justify-end')}>
        {dialog?.aside}
        <RoleButton ability={may} type="submit" variant={dialog === undefined ? 'plain' : 'primary'} busy={form.formState.isSubmitting} disabled={!changed && dialog === undefined}>{dialog?.action ?? 'Save'}</RoleButton>
        {why === null && usual !== null && JSON.stringify(usual) !== JSON.stringify(now) && (
          <Button variant="quiet" disabled={form.formState.isSubmitting} onClick={() => fields.forEach((field) => form.setValue(nameOf(field), usual[nameOf(field)] ?? '', { shouldDirty: true, shouldValidate: true }))}>Fill in the defaults</Button>
        )}
      </div>
    </form>
  );
}
