import clsx from 'clsx';
import NextLink from 'next/link';
import type { ReactNode } from 'react';
import { buttonLook, type ButtonVariant } from './button-look.ts';
import { linkLook } from './link-look.ts';

/** Within our pages. */
interface LinkProps {
  href: string;
  children: ReactNode;
  className?: string;
}

export const Link = ({ className, ...rest }: LinkProps) => <NextLink {...rest} className={clsx(linkLook, className)} />;

export const ButtonLink = ({ variant = 'plain', className, ...rest }: LinkProps & { variant?: ButtonVariant }) => <NextLink {...rest} className={clsx(buttonLook(variant, 'normal'), className)} />;
