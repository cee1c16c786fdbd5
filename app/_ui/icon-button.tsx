'use client';
import { Button as Base } from '@base-ui/react/button';
import clsx from 'clsx';
import type { ComponentProps } from 'react';

interface IconButtonProps extends Omit<ComponentProps<'button'>, 'ref' | 'aria-label'> {
  /** What it does, for those who do not see the icon, and as its title. */
  label: string;
}

export function IconButton({ label, className, children, ...rest }: IconButtonProps) {
  return (
    <Base
      title={label}
      {...rest}
      aria-label={label}
      className={clsx(
        'inline-flex size-8 shrink-0 items-center justify-center rounded-control text-muted transition-colors hover:bg-wait-soft hover:text-text data-disabled:opacity-45 pointer-coarse:size-11',
        className,
      )}
    >
      {children}
    </Base>
  );
}
