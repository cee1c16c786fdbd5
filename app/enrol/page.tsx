import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { TrpcProvider } from '#app/_trpc/client.tsx';
import { EnglishWords } from '#app/_words/english-words.tsx';
import { asStaff } from '../(admin)/_parts/as-staff.ts';
import { Enrol } from './enrol.tsx';

export const metadata: Metadata = { title: 'Set up an authenticator app' };
export const dynamic = 'force-dynamic';

export default async function EnrolPage() {
  const me = await asStaff((caller) => caller.session.me());
  if (!me.mustEnrol) redirect('/services');
  return <EnglishWords><TrpcProvider><Enrol me={me} /></TrpcProvider></EnglishWords>;
}
