import type { Metadata } from 'next';
import { cookies } from 'next/headers';
import { PageHeader } from '#app/_ui/page-header.tsx';
import { themeCookie, themeFrom } from '#app/_ui/theme.ts';
import { asStaff } from '../_parts/as-staff.ts';
import { AppCard } from './_parts/app-card.tsx';
import { PasswordCard } from './_parts/password-card.tsx';
import { ProfileCard } from './_parts/profile-card.tsx';
import { SessionsCard } from './_parts/sessions-card.tsx';

export const metadata: Metadata = { title: 'Your profile' };

export default async function ProfilePage() {
  const [me, profile, sessions] = await asStaff((caller) => Promise.all([caller.session.me(), caller.profile.read(), caller.profile.sessions()]));
  const theme = themeFrom((await cookies()).get(themeCookie)?.value);
  return (
    <>
      <PageHeader title="Your profile" />
      <ProfileCard initial={profile} theme={theme} zones={['UTC', ...Intl.supportedValuesOf('timeZone')]} />
      {me.whmcs === null && <PasswordCard />}
      <AppCard hasTotp={me.hasTotp} codesLeft={profile.codesLeft} />
      <SessionsCard initial={sessions} />
    </>
  );
}
