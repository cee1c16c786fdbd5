import type { Metadata } from 'next';
import { TrpcProvider } from '#app/_trpc/client.tsx';
import { Logo } from '#app/_ui/logo.tsx';
import { Join } from './_parts/join.tsx';

export const metadata: Metadata = { title: 'Join', referrer: 'no-referrer' };
export const dynamic = 'force-dynamic';

/** The link stands in the fragment, which no server sees. */
export default function JoinPage() {
  return (
    <main className="mx-auto flex min-h-dvh w-full max-w-[440px] flex-col justify-center px-4 pt-10 pb-[12vh]">
      <p className="mb-6 flex items-center gap-2.5 font-[640]"><Logo size={24} /> Hostwright</p>
      <TrpcProvider><Join /></TrpcProvider>
    </main>
  );
}
