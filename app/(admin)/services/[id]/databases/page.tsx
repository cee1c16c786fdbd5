import type { Metadata } from 'next';
import { Databases } from '#app/_rooms/databases/databases.tsx';
import { StaffRooms } from '../_parts/staff-rooms.tsx';

export const metadata: Metadata = { title: 'Databases' };

export default function DatabasesPage() {
  return (
    <StaffRooms>
      <Databases />
    </StaffRooms>
  );
}
