'use client';
import { Logo } from '#app/_ui/logo.tsx';
import { AppSetup } from '../(admin)/_parts/staff/app-setup.tsx';
import { type Me, MeProvider } from '../(admin)/_parts/staff/me.tsx';
import { SureDialog } from '../(admin)/_parts/staff/sure-dialog.tsx';

/** The whole page, for whoever has no second factor in a house that wants one. */
export function Enrol({ me }: { me: Me }) {
  return (
    <main className="mx-auto flex min-h-dvh w-full max-w-[560px] flex-col justify-center px-4 py-10">
      <p className="mb-6 flex items-center gap-2.5 font-[640]"><Logo size={24} /> Hostwright</p>
      <div className="rounded-card border border-line bg-surface p-6 shadow-card">
        <h1 className="text-xl font-[640] tracking-[-0.02em]">Set up an authenticator app</h1>
        <p className="mt-1 mb-5 text-muted">This house wants a second factor of everybody. It takes a minute, and is asked for at each sign-in from now on.</p>
        <AppSetup onDone={() => window.location.assign('/services')} />
      </div>
      <MeProvider me={me}><SureDialog /></MeProvider>
    </main>
  );
}
