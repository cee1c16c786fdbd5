'use client';
import { type UseFormReturn, useWatch } from 'react-hook-form';
import { Checkbox } from '#app/_ui/checkbox.tsx';
import { Field } from '#app/_ui/field.tsx';
import { Input } from '#app/_ui/input.tsx';
import { VisuallyHidden } from '#app/_ui/visually-hidden.tsx';
import { defaultLimits, type LimitKey, limitKeysOf, limitWords } from '#server/core/limits.ts';
import type { Role } from '#server/core/names.ts';
import { roleTitles } from '../roles.ts';
import { type ProductForm, UNLIMITED } from './product-form.ts';

interface LimitFieldsProps {
  form: UseFormReturn<ProductForm, unknown, ProductForm>;
  roles: readonly Role[];
  /** Its services are guests of the provider's mail and zone, so that only site and mailbox have limits. */
  guest: boolean;
}

const keysOf = (role: Role): readonly LimitKey[] => limitKeysOf([role], false);

/** Of what is built; the others keep their values unseen. */
export function LimitFields({ form, roles, guest }: LimitFieldsProps) {
  const sets = guest ? [{ title: 'Vanity', keys: limitKeysOf([], true) }] : roles.map((role) => ({ title: roleTitles[role], keys: keysOf(role) }));
  return (
    <div className="flex flex-col gap-5">
      {sets.map(({ title, keys }) => (
        <fieldset key={title}>
          <legend className="mb-3 font-[600]">{title} limits</legend>
          <div className="grid gap-x-4 gap-y-4 sm:grid-cols-2 md:grid-cols-3">
            {keys.map((key) => <LimitField key={key} form={form} name={key} />)}
          </div>
        </fieldset>
      ))}
    </div>
  );
}

function LimitField({ form, name }: { form: LimitFieldsProps['form']; name: LimitKey }) {
  const path = `limits.${name}` as const;
  const value = useWatch({ control: form.control, name: path });
  const unlimited = value === UNLIMITED;
  const { label, unit } = limitWords[name];
  const set = (next: string) => form.setValue(path, next, { shouldDirty: true, shouldValidate: true });
  return (
    <div className="flex flex-col gap-1.5">
      <Field label={unit === '' ? label : `${label}, ${unit}`} error={form.formState.errors.limits?.[name]?.message} disabled={unlimited}>
        <Input inputMode="numeric" value={unlimited ? '∞' : value} onChange={(event) => set(event.target.value)} />
      </Field>
      <Checkbox label={<span className="text-sm text-muted">Unlimited<VisuallyHidden> {label}</VisuallyHidden></span>} checked={unlimited} onChange={(on) => set(on ? UNLIMITED : String(defaultLimits[name] ?? 0))} />
    </div>
  );
}
