import type { Metadata } from 'next';
import { asStaff } from '../_parts/as-staff.ts';
import { GroupList } from './_parts/group-list.tsx';

export const metadata: Metadata = { title: 'Groups' };

export default async function GroupsPage() {
  return <GroupList initial={await asStaff((caller) => caller.groups.list())} />;
}
