'use client';
import { Field } from '@base-ui/react/field';
import clsx from 'clsx';
import type { ComponentProps } from 'react';
import { inputLook } from './input-look.ts';

interface TextareaProps extends Omit<ComponentProps<'textarea'>, 'value' | 'defaultValue'> {
  value?: string;
  defaultValue?: string;
  mono?: boolean;
}

export function Textarea({ mono = false, className, rows = 4, ref, onChange, onBlur, name, value, defaultValue, ...rest }: TextareaProps) {
  return (
    <Field.Control
      name={name}
      value={value}
      defaultValue={defaultValue}
      render={<textarea dir={mono ? 'ltr' : undefined} {...rest} ref={ref} rows={rows} onChange={onChange} onBlur={onBlur} />}
      className={clsx(inputLook, 'py-1.5', mono && 'font-mono text-code', className)}
    />
  );
}
