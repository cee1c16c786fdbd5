import clsx from 'clsx';
import { ArrowUpRight } from 'lucide-react';
import NextLink from 'next/link';
import type { ReactNode } from 'react';
import { buttonLook, type ButtonVariant } from './button-look.ts';

interface LinkProps {
  href: string;
  children: ReactNode;
  /** Leaves our pages: a new tab, an arrow, and no way back for the opened page. */
  outside?: boolean;
  className?: string;
}

function Anchor({ href, outside = false, children, className }: LinkProps) {
  if (!outside) return <NextLink href={href} className={className}>{children}</NextLink>;
  return (
    <a href={href} target="_blank" rel="noopener noreferrer" className={className}>
      {children}
      <ArrowUpRight size={14} aria-hidden className="ms-0.5 inline-block rtl:-scale-x-100" />
    </a>
  );
}

export function Link({ className, ...rest }: LinkProps) {
  return <Anchor {...rest} className={clsx('-my-[3px] rounded-pill py-[3px] text-accent-text underline decoration-transparent underline-offset-3 transition-colors hover:decoration-current', className)} />;
}

export function ButtonLink({ variant = 'plain', className, ...rest }: LinkProps & { variant?: ButtonVariant }) {
  return <Anchor {...rest} className={clsx(buttonLook(variant, 'normal'), className)} />;
}
