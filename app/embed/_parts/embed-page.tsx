import type { ReactNode } from 'react';
import type { Theme } from '#app/_ui/theme.ts';
import { settleScript } from '#app/_words/settle.ts';

/** The page inside WHMCS: no ground of its own, the theme that the address asks for, and the language that its viewer reads. */
export function EmbedPage({ theme, children }: { theme: Theme; children: ReactNode }) {
  return (
    <main data-page="embed" data-page-theme={theme} className="min-h-80">
      <script>{settleScript}</script>
      {children}
    </main>
  );
}
