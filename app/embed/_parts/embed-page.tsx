import type { ReactNode } from 'react';
import type { Theme } from '#app/_ui/theme.ts';

/** The page inside WHMCS: no ground of its own, and the theme that the address asks for. */
export function EmbedPage({ theme, children }: { theme: Theme; children: ReactNode }) {
  return <main data-page="embed" data-page-theme={theme} className="min-h-80">{children}</main>;
}
