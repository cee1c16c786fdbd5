import type { Metadata } from 'next';
import { cookies } from 'next/headers';
import { notFound } from 'next/navigation';
import { connectionFrom } from '#app/_ui/connection.ts';
import { themeCookie, themeFrom } from '#app/_ui/theme.ts';
import { ToastProvider } from '#app/_ui/toast.tsx';
import { EnglishWords } from '#app/_words/english-words.tsx';
import { Alone } from './_parts/alone.tsx';
import { Gallery } from './_parts/gallery.tsx';
import { context } from '#server/context.ts';

export const metadata: Metadata = { title: 'Gallery' };

type Search = Promise<Record<string, string | string[] | undefined>>;
const one = (value: string | string[] | undefined): string | undefined => (typeof value === 'string' ? value : undefined);

/** `?part=rooms` shows one part; `?show=half` one state alone, as WHMCS would frame it; `&theme=dark` in that theme, `&connection=offline` without a line. */
export default async function GalleryPage({ searchParams }: { searchParams: Search }) {
  if (!context().gallery) notFound();
  const search = await searchParams;
  const show = one(search['show']);
  if (show !== undefined) return <ToastProvider><Alone show={show} theme={themeFrom(one(search['theme']))} connection={connectionFrom(one(search['connection']))} /></ToastProvider>;
  return <EnglishWords><ToastProvider><Gallery theme={themeFrom((await cookies()).get(themeCookie)?.value)} only={one(search['part'])} /></ToastProvider></EnglishWords>;
}
