import type { Metadata } from 'next';
import { cookies } from 'next/headers';
import { serverCaller } from '#app/_trpc/server.ts';
import { frameThemeCookie, themeFrom } from '#app/_ui/theme.ts';
import { type Brand, noBrand } from '#server/core/brand.ts';
import { BrandProvider } from './_parts/brand.tsx';
import { BrandStyle } from './_parts/brand-style.tsx';
import { EmbedPage } from './_parts/embed-page.tsx';
import { Embed } from './embed.tsx';

export const metadata: Metadata = { title: 'Your hosting' };
export const dynamic = 'force-dynamic';

/** Without an answer the page is ours for once, and says by itself that nobody answers. */
const brandNow = (): Promise<Brand> => serverCaller().then((caller) => caller.embed.brand()).catch(() => noBrand);

/** The ticket stands in the fragment, which no server sees: this paints the final shape in the final colours, the frame fills it. */
export default async function Page({ searchParams }: { searchParams: Promise<{ theme?: string }> }) {
  const [brand, { theme }, chosen] = await Promise.all([brandNow(), searchParams, cookies().then((jar) => jar.get(frameThemeCookie)?.value)]);
  return (
    <>
      <BrandStyle shades={brand.shades} />
      <EmbedPage asked={themeFrom(theme)} chosen={chosen === undefined ? null : themeFrom(chosen)}>
        {/* What is built on its own takes over from here (frame.tsx). */}
        <div id="frame" data-brand={JSON.stringify(brand)}>
          <BrandProvider brand={brand}><Embed /></BrandProvider>
        </div>
      </EmbedPage>
    </>
  );
}
