'use client';
import type { ReactNode } from 'react';
import { Controller, type UseFormReturn } from 'react-hook-form';
import { Checkbox } from '#app/_ui/checkbox.tsx';
import { Field } from '#app/_ui/field.tsx';
import { Input } from '#app/_ui/input.tsx';
import { Select } from '#app/_ui/select.tsx';
import { Textarea } from '#app/_ui/textarea.tsx';
import { DOTS, type SettingField } from '#server/core/setting.ts';
import { isOff, nameOf, type Raws } from './raws.ts';

type Form = UseFormReturn<Raws, unknown, Raws>;

interface FieldInputProps {
  field: SettingField;
  form: Form;
  /** What is in the form now. */
  raws: Partial<Raws>;
  /** In the place of the field's own hint. */
  hint?: ReactNode;
  /** Only to be read. */
  resting?: boolean;
}

export const HEX = /^#[0-9a-f]{6}$/i;
/** The page's own, for the box to begin with. */
const OWN_ACCENT = '#2f4fd0';

function Colour({ name, form, value, resting }: { name: string; form: Form; value: string; resting: boolean }) {
  return (
    <span className="flex gap-2">
      <Input mono maxLength={7} spellCheck={false} autoComplete="off" {...form.register(name)} />
      <input
        type="color" aria-label="Pick the colour" disabled={resting} className="h-8 w-11 shrink-0 rounded-control border border-control bg-surface p-0.5 pointer-coarse:h-11"
        value={HEX.test(value) ? value.toLowerCase() : OWN_ACCENT} onChange={(event) => form.setValue(name, event.target.value, { shouldDirty: true, shouldValidate: true })}
      />
    </span>
  );
}

type ChoicesField = Extract<SettingField, { is: 'choices' }>;

/** Several of a few; each says for itself what it is. */
function Choices({ field, form, name, hint, resting }: { field: ChoicesField; form: Form; name: string; hint: ReactNode; resting: boolean }) {
  const error = form.formState.errors[name]?.message;
  return (
    <Controller
      control={form.control} name={name}
      render={({ field: { value, onChange } }) => {
        const chosen = String(value).split(',').filter((one) => one !== '');
        return (
          <fieldset className="flex min-w-0 flex-col gap-2">
            <legend className="mb-2 font-[540]">{field.label}</legend>
            {hint !== undefined && <p className="-mt-1 text-sm text-muted">{hint}</p>}
            <div className="grid gap-x-6 gap-y-2 sm:grid-cols-2">
              {field.options.map((option) => (
                <Checkbox
                  key={option.value} label={option.label} hint={option.hint} disabled={resting} checked={chosen.includes(option.value)}
                  onChange={(on) => onChange(field.options.map((one) => one.value).filter((one) => (one === option.value ? on : chosen.includes(one))).join(','))}
                />
              ))}
            </div>
            {error !== undefined && <p role="alert" className="text-sm text-bad-text">{error}</p>}
          </fieldset>
        );
      }}
    />
  );
}

function control(field: SettingField, name: string, form: Form, raw: string, resting: boolean): ReactNode {
  const props = form.register(name);
  switch (field.is) {
    case 'number':
      return <Input inputMode={field.whole ? 'numeric' : 'decimal'} autoComplete="off" {...props} />;
    case 'list':
      return field.of === 'number' ? <Input autoComplete="off" {...props} /> : <Textarea mono rows={3} spellCheck={false} {...props} />;
    case 'map':
      return <Textarea mono rows={4} spellCheck={false} {...props} />;
    case 'choice':
      return <Select options={field.options} {...props} />;
    case 'colour':
      return <Colour name={name} form={form} value={raw} resting={resting} />;
    case 'secret':
      return <Input mono type="password" autoComplete="new-password" spellCheck={false} maxLength={field.most} onFocus={(event) => event.target.select()} {...props} />;
    case 'text':
      return (field.lines ?? 1) > 1
        ? <Textarea mono={field.mono ?? false} rows={field.lines ?? 3} {...props} />
        : <Input mono={field.mono ?? false} maxLength={field.most} autoComplete="off" spellCheck={field.mono !== true} {...props} />;
    default:
      return null;
  }
}

const isOptional = (field: SettingField): boolean => field.is === 'colour' || field.is === 'map' || field.is === 'secret' || ((field.is === 'text' || field.is === 'number') && field.optional === true);
/** A number needs no line of its own. */
const isShort = (field: SettingField): boolean => field.is === 'number' || (field.is === 'list' && field.of === 'number');
const isWide = (field: SettingField): boolean => field.is === 'bool' || field.is === 'map' || (field.is === 'list' && field.of === 'text') || (field.is === 'text' && ((field.lines ?? 1) > 1 || field.most >= 300));

/** One field of a setting, drawn from its data. */
export function FieldInput({ field, form, raws, hint, resting = false }: FieldInputProps) {
  const name = nameOf(field);
  const off = resting || isOff(field, raws);
  const words = hint ?? field.hint;
  const wide = isWide(field) ? 'sm:col-span-full' : isShort(field) ? 'max-w-72' : undefined;
  if (field.is === 'choices') return <div className="sm:col-span-full"><Choices field={field} form={form} name={name} hint={words} resting={resting} /></div>;
  if (field.is === 'bool') {
    return <div className={wide}><Controller control={form.control} name={name} render={({ field: { value, onChange } }) => <Checkbox label={field.label} hint={words} disabled={off} checked={value === true} onChange={onChange} />} /></div>;
  }
  const raw = raws[name];
  const kept = field.is === 'secret' && raw === DOTS;
  return (
    <Field label={field.label} hint={kept ? 'Kept sealed, and never shown. Type over it to replace it; empty, it is removed' : words} optional={isOptional(field)} disabled={off} error={form.formState.errors[name]?.message} className={wide}>
      {control(field, name, form, typeof raw === 'string' ? raw : '', resting)}
    </Field>
  );
}
