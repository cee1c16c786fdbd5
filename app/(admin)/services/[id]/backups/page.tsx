import type { Metadata } from 'next';
import { Backups } from '#app/_rooms/backups/backups.tsx';
import { StaffRooms } from '../_parts/staff-rooms.tsx';

export const metadata: Metadata = { title: 'Backups' };

export default function BackupsPage() {
  return (
    <StaffRooms>
      <Backups />
    </StaffRooms>
  );
}
