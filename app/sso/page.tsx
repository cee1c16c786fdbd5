import type { Metadata } from 'next';
import { cookies } from 'next/headers';
import { serverCaller } from '#app/_trpc/server.ts';
import { frameThemeCookie, themeFrom } from '#app/_ui/theme.ts';
import { type Brand, noBrand } from '#server/core/brand.ts';
import { BrandProvider } from '../embed/_parts/brand.tsx';
import { BrandStyle } from '../embed/_parts/brand-style.tsx';
import { EmbedPage } from '../embed/_parts/embed-page.tsx';
import { Arrival } from './arrival.tsx';

export const metadata: Metadata = { title: 'Your hosting', referrer: 'no-referrer' };
export const dynamic = 'force-dynamic';

const brandNow = (): Promise<Brand> => serverCaller().then((caller) => caller.embed.brand()).catch(() => noBrand);

/** From WHMCS, in a tab of its own: the code stands in the fragment, which no server sees. */
export default async function SsoPage() {
  const [brand, chosen] = await Promise.all([brandNow(), cookies().then((jar) => jar.get(frameThemeCookie)?.value)]);
  return (
    <>
      <BrandStyle shades={brand.shades} />
      <BrandProvider brand={brand}>
        <EmbedPage asked="system" chosen={chosen === undefined ? null : themeFrom(chosen)} alone>
          <Arrival />
        </EmbedPage>
      </BrandProvider>
    </>
  );
}
