'use client';
import { Checkbox as Base } from '@base-ui/react/checkbox';
import { Field } from '@base-ui/react/field';
import { Check } from 'lucide-react';
import { type ReactNode, useId } from 'react';

export interface CheckProps {
  label: ReactNode;
  hint?: ReactNode;
  name?: string;
  checked?: boolean;
  defaultChecked?: boolean;
  disabled?: boolean;
  onChange?: (checked: boolean) => void;
}

export function Checkbox({ label, hint, name, checked, defaultChecked, disabled, onChange }: CheckProps) {
  // Named from the first paint on, not only once the label and the box have found each other.
  const id = useId();
  return (
    <Field.Root name={name} disabled={disabled} className="flex flex-col gap-0.5">
      <Field.Label className="flex min-h-6 items-center gap-2.5 data-disabled:opacity-55 pointer-coarse:min-h-11">
        <Base.Root
          aria-labelledby={id}
          checked={checked}
          defaultChecked={defaultChecked}
          onCheckedChange={(next) => onChange?.(next)}
          className="flex size-4.5 shrink-0 items-center justify-center rounded-[5px] border border-control bg-surface transition-colors data-checked:border-accent data-checked:bg-accent"
        >
          <Base.Indicator className="text-accent-on">
            <Check size={13} strokeWidth={3} aria-hidden />
          </Base.Indicator>
        </Base.Root>
        <span id={id}>{label}</span>
      </Field.Label>
      {hint !== undefined && <Field.Description className="ps-7 text-sm text-muted">{hint}</Field.Description>}
    </Field.Root>
  );
}
