import type { Metadata } from 'next';
import { CronJobs } from '#app/_rooms/cron/cron-jobs.tsx';
import { StaffRooms } from '../_parts/staff-rooms.tsx';

export const metadata: Metadata = { title: 'Cron' };

export default function CronPage() {
  return (
    <StaffRooms>
      <CronJobs />
    </StaffRooms>
  );
}
