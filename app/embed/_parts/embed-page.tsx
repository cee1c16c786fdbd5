import type { ReactNode } from 'react';
import { groundOf, type Theme } from '#app/_ui/theme.ts';
import { settleScript } from '#app/_words/settle.ts';

interface EmbedPageProps {
  /** What WHMCS's page wears. */
  asked: Theme;
  /** What the reader chose in this frame; null before that. */
  chosen: Theme | null;
  /** It is a page of its own, with nothing around it to be seen through to. */
  alone?: boolean;
  children: ReactNode;
}

/** The page inside WHMCS: no ground of its own while it wears what the address asks for, and the language that its viewer reads. */
export function EmbedPage({ asked, chosen, alone = false, children }: EmbedPageProps) {
  const theme = chosen ?? asked;
  return (
    <main data-page={alone ? 'tab' : 'embed'} data-page-asked={asked} data-page-theme={theme} data-page-ground={groundOf(theme, asked)} className="min-h-80">
      <script>{settleScript}</script>
      {children}
    </main>
  );
}
