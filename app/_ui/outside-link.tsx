import clsx from 'clsx';
import { ArrowUpRight } from 'lucide-react';
import type { ReactNode } from 'react';
import { buttonLook, type ButtonVariant } from './button-look.ts';
import { linkLook } from './link-look.ts';

interface OutsideLinkProps {
  href: string;
  children: ReactNode;
  className?: string;
}

function Anchor({ children, ...rest }: OutsideLinkProps) {
  return (
    <a target="_blank" rel="noopener noreferrer" {...rest}>
      {children}
      <ArrowUpRight size={14} aria-hidden className="ms-0.5 inline-block rtl:-scale-x-100" />
    </a>
  );
}

/** Leaves our pages: a new tab, an arrow, and no way back for the opened page. */
export const OutsideLink = ({ className, ...rest }: OutsideLinkProps) => <Anchor {...rest} className={clsx(linkLook, className)} />;

export const OutsideButtonLink = ({ variant = 'plain', className, ...rest }: OutsideLinkProps & { variant?: ButtonVariant }) => <Anchor {...rest} className={clsx(buttonLook(variant, 'normal'), className)} />;
