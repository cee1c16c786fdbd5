import type { Metadata } from 'next';
import { themeFrom } from '#app/_ui/theme.ts';
import { EmbedPage } from './_parts/embed-page.tsx';
import { Embed } from './embed.tsx';

export const metadata: Metadata = { title: 'Your hosting' };
export const dynamic = 'force-dynamic';

/** The ticket stands in the fragment, which no server sees: this paints the final shape, the frame fills it. */
export default async function Page({ searchParams }: { searchParams: Promise<{ theme?: string }> }) {
  return (
    <EmbedPage theme={themeFrom((await searchParams).theme)}>
      <Embed />
    </EmbedPage>
  );
}
