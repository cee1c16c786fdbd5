'use client';
import { Field } from '@base-ui/react/field';
import clsx from 'clsx';
import { ChevronDown } from 'lucide-react';
import type { ComponentProps } from 'react';
import { inputLook } from './input-look.ts';

interface SelectProps extends Omit<ComponentProps<'select'>, 'children' | 'value' | 'defaultValue'> {
  options: readonly { value: string; label: string; lang?: string }[];
  value?: string;
  defaultValue?: string;
  className?: string;
}

/** The browser's own list: it may leave a small frame, and a phone shows it as a wheel. */
export function Select({ options, className, ref, onChange, onBlur, name, value, defaultValue, ...rest }: SelectProps) {
  return (
    <span className={clsx('relative inline-flex min-w-0', className)}>
      <Field.Control
        name={name}
        value={value}
        defaultValue={defaultValue}
        render={
          <select {...rest} ref={ref} onChange={onChange} onBlur={onBlur}>
            {options.map((option) => <option key={option.value} value={option.value} lang={option.lang}>{option.label}</option>)}
          </select>
        }
        className={clsx(inputLook, 'h-8 appearance-none truncate pe-8 pointer-coarse:h-11')}
      />
      <ChevronDown size={16} aria-hidden className="pointer-events-none absolute top-1/2 end-2.5 -translate-y-1/2 text-muted" />
    </span>
  );
}
