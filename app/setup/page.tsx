import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { serverCaller } from '#app/_trpc/server.ts';
import { TrpcProvider } from '#app/_trpc/client.tsx';
import { Logo } from '#app/_ui/logo.tsx';
import { ToastProvider } from '#app/_ui/toast.tsx';
import { Journey } from './_parts/journey.tsx';
import { SetupStart } from './_parts/setup-start.tsx';

export const metadata: Metadata = { title: 'Set up', referrer: 'no-referrer' };
export const dynamic = 'force-dynamic';

/** What exists already, for those who are signed in; null for all others. */
async function readFacts() {
  const caller = await serverCaller();
  const me = await caller.session.me().catch(() => null);
  if (me === null) return null;
  if (me.mustEnrol) redirect('/enrol');
  const [nodes, groups, products, instances, services] = await Promise.all([caller.nodes.list(), caller.groups.list(), caller.products.list(), caller.instances.list(), caller.services.list({ size: 10 })]);
  return { me, nodes, groups, products, instances, services: services.total };
}

export default async function SetupPage() {
  const facts = await readFacts();
  return (
    <main className="mx-auto flex min-h-dvh w-full max-w-[960px] flex-col gap-6 px-4 py-8 sm:px-6">
      <h1 className="flex items-center gap-2.5 text-lg font-[640]"><Logo size={24} /> Set up Hostwright</h1>
      <TrpcProvider><ToastProvider>{facts === null ? <SetupStart /> : <Journey facts={facts} />}</ToastProvider></TrpcProvider>
    </main>
  );
}
