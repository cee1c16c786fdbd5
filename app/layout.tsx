import type { Metadata, Viewport } from 'next';
import { cookies } from 'next/headers';
import type { ReactNode } from 'react';
import { themeCookie, themeFrom } from './_ui/theme.ts';
import './globals.css';
import { UiWords } from './_words/ui-words.tsx';

export const metadata: Metadata = {
  title: { default: 'Hostwright', template: '%s · Hostwright' },
  robots: { index: false, follow: false },
};
export const viewport: Viewport = { width: 'device-width', initialScale: 1 };

export default async function RootLayout({ children }: { children: ReactNode }) {
  const theme = themeFrom((await cookies()).get(themeCookie)?.value);
  return (
    // A page that its viewer reads in another language says so before it is hydrated.
    <html lang="en" data-theme={theme} suppressHydrationWarning>
      <body>
        <UiWords>{children}</UiWords>
      </body>
    </html>
  );
}
