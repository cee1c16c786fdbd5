'use client';
import { Button as Base } from '@base-ui/react/button';
import clsx from 'clsx';
import type { ComponentProps, ReactNode } from 'react';
import { Spinner } from './spinner.tsx';
import { buttonLook, type ButtonSize, type ButtonVariant } from './button-look.ts';

export interface ButtonProps extends Omit<ComponentProps<'button'>, 'ref'> {
  variant?: ButtonVariant;
  size?: ButtonSize;
  /** Takes no more clicks, keeps its width and its focus, and says so. */
  busy?: boolean;
  icon?: ReactNode;
}

export function Button({ variant = 'plain', size = 'normal', busy = false, icon, className, children, disabled, ...rest }: ButtonProps) {
  return (
    <Base {...rest} disabled={disabled || busy} focusableWhenDisabled={busy} aria-busy={busy || undefined} className={clsx(buttonLook(variant, size), className)}>
      {busy && <Spinner className="absolute" />}
      <span className={clsx('inline-flex items-center gap-1.5', busy && 'opacity-0')}>
        {icon}
        {children}
      </span>
    </Base>
  );
}
