/**
 * Next's package has no `exports`, so Node's resolution (which the server needs) cannot find its entries by the names that
 * Next's own aliases wait for. These give the names their types; at run time nothing changes.
 */
declare module 'next/link' {
  import type { LinkProps } from 'next/link.js';
  import type { AnchorHTMLAttributes, ReactElement } from 'react';
  export default function Link(props: Omit<AnchorHTMLAttributes<HTMLAnchorElement>, keyof LinkProps> & LinkProps): ReactElement;
}
declare module 'next/headers' {
  export * from 'next/headers.js';
}
declare module 'next/navigation' {
  export * from 'next/navigation.js';
}
