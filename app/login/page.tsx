import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { serverCaller } from '#app/_trpc/server.ts';
import { TrpcProvider } from '#app/_trpc/client.tsx';
import { Logo } from '#app/_ui/logo.tsx';
import { LoginForm } from './login-form.tsx';

export const metadata: Metadata = { title: 'Sign in' };
export const dynamic = 'force-dynamic';

/** Whoever has a session needs no login. */
async function isSignedIn(): Promise<boolean> {
  const caller = await serverCaller();
  return caller.session.me().then(() => true, () => false);
}

/** Only a page of ours: anything else would let a link send people away after they signed in. */
const ownPath = (next: string | string[] | undefined): string => (typeof next === 'string' && /^\/(?![/\\])/.test(next) ? next : '/services');

export default async function LoginPage({ searchParams }: { searchParams: Promise<{ next?: string | string[] }> }) {
  const next = ownPath((await searchParams).next);
  if (await isSignedIn()) redirect(next);
  return (
    <main className="mx-auto flex min-h-dvh w-full max-w-[400px] flex-col justify-center px-4 pt-10 pb-[18vh]">
      <p className="mb-6 flex items-center gap-2.5 font-[640]"><Logo size={24} /> Hostwright</p>
      <div className="rounded-card border border-line bg-surface p-6 shadow-card">
        <h1 className="mb-5 text-xl font-[640] tracking-[-0.02em]">Sign in</h1>
        <TrpcProvider>
          <LoginForm next={next} />
        </TrpcProvider>
      </div>
      <p className="mt-4 text-sm text-muted">Locked out? On the server, <code>npm run staff -- reset</code> sets a new password.</p>
    </main>
  );
}
