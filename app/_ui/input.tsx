'use client';
import { Field } from '@base-ui/react/field';
import clsx from 'clsx';
import type { ComponentProps } from 'react';
import { inputLook } from './input-look.ts';

interface InputProps extends ComponentProps<'input'> {
  /** For names of machines, logins, keys: what must be read letter by letter. */
  mono?: boolean;
}

export function Input({ mono = false, className, ...rest }: InputProps) {
  return <Field.Control dir={mono ? 'ltr' : undefined} {...rest} className={clsx(inputLook, 'h-8 pointer-coarse:h-11', mono && 'font-mono text-code', className)} />;
}
