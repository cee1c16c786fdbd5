import type { Metadata } from 'next';
import type { ReactNode } from 'react';
import { PageHeader } from '#app/_ui/page-header.tsx';
import { asStaff } from '../_parts/as-staff.ts';
import { SectionNav } from './_parts/section-nav.tsx';
import { SettingsProvider } from './_parts/settings-context.tsx';

export const metadata: Metadata = { title: 'Settings' };

export default async function SettingsLayout({ children }: { children: ReactNode }) {
  const settings = await asStaff((caller) => caller.settings.all());
  return (
    <SettingsProvider initial={settings}>
      <PageHeader title="Settings" />
      <div className="grid gap-x-8 gap-y-5 lg:grid-cols-[12rem_minmax(0,1fr)]">
        <SectionNav />
        <div className="flex min-w-0 flex-col gap-5">{children}</div>
      </div>
    </SettingsProvider>
  );
}
