'use client';
import { Field } from '@base-ui/react/field';
import { Switch as Base } from '@base-ui/react/switch';
import { useId } from 'react';
import type { CheckProps } from './checkbox.tsx';

/** Acts at once; a checkbox waits for *Save*. */
export function Switch({ label, hint, name, checked, defaultChecked, disabled, onChange }: CheckProps) {
  // Named from the first paint on, not only once the label and the box have found each other.
  const id = useId();
  return (
    <Field.Root name={name} disabled={disabled} className="flex flex-col gap-0.5 data-disabled:opacity-55">
      <Field.Label className="flex min-h-6 items-center gap-2.5 pointer-coarse:min-h-11">
        <Base.Root
          aria-labelledby={id}
          checked={checked}
          defaultChecked={defaultChecked}
          onCheckedChange={(next) => onChange?.(next)}
          className="flex h-5 w-9 shrink-0 items-center rounded-full border border-control bg-wait-soft p-0.5 transition-colors data-checked:border-accent data-checked:bg-accent"
        >
          <Base.Thumb className="size-3.5 rounded-full bg-control transition-[translate,background-color] data-checked:translate-x-4 rtl:data-checked:-translate-x-4 data-checked:bg-accent-on" />
        </Base.Root>
        <span id={id}>{label}</span>
      </Field.Label>
      {hint !== undefined && <Field.Description className="ps-11.5 text-sm text-muted">{hint}</Field.Description>}
    </Field.Root>
  );
}
