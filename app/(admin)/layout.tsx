import { cookies } from 'next/headers';
import { NuqsAdapter } from 'nuqs/adapters/next/app';
import type { ReactNode } from 'react';
import { TrpcProvider } from '#app/_trpc/client.tsx';
import { themeCookie, themeFrom } from '#app/_ui/theme.ts';
import { ToastProvider } from '#app/_ui/toast.tsx';
import { languageFacts } from '#server/core/language.ts';
import { EnglishWords } from '#app/_words/english-words.tsx';
import { asStaff } from './_parts/as-staff.ts';
import { FleetProvider } from './_parts/fleet.tsx';
import { ServerClock } from './_parts/server-clock.tsx';
import { Shell } from './_parts/shell.tsx';
import { MeProvider } from './_parts/staff/me.tsx';
import { SureDialog } from './_parts/staff/sure-dialog.tsx';

export const dynamic = 'force-dynamic';

export default async function AdminLayout({ children }: { children: ReactNode }) {
  const theme = themeFrom((await cookies()).get(themeCookie)?.value);
  const [me, summary, { language, timeZone }] = await asStaff((caller) => Promise.all([caller.session.me(), caller.fleet.summary(), caller.profile.read()]));
  return (
    <EnglishWords>
      <TrpcProvider>
        <NuqsAdapter>
          <ServerClock now={new Date().toISOString()} written={{ tag: languageFacts[language].tag, zone: timeZone }}>
            <MeProvider me={me}>
              <ToastProvider>
                <FleetProvider initial={summary}>
                  <Shell me={me} theme={theme}>{children}</Shell>
                </FleetProvider>
                <SureDialog />
              </ToastProvider>
            </MeProvider>
          </ServerClock>
        </NuqsAdapter>
      </TrpcProvider>
    </EnglishWords>
  );
}
