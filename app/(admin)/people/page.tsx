import type { Metadata } from 'next';
import { PageHeader } from '#app/_ui/page-header.tsx';
import { may } from '#server/core/staff-roles.ts';
import { asStaff } from '../_parts/as-staff.ts';
import { NotAllowed } from '../_parts/staff/not-allowed.tsx';
import { People } from './_parts/people.tsx';

export const metadata: Metadata = { title: 'People' };

export default async function PeoplePage() {
  const found = await asStaff(async (caller) => {
    const me = await caller.session.me();
    return may(me.role, 'people') ? Promise.all([caller.people.list(), caller.people.history()]) : null;
  });
  if (found === null) return <><PageHeader title="People" /><NotAllowed ability="people" /></>;
  const [people, history] = found;
  return <People initial={people} history={history} />;
}
