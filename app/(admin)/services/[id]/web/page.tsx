import type { Metadata } from 'next';
import { Website } from '#app/_rooms/web/website.tsx';
import { StaffRooms } from '../_parts/staff-rooms.tsx';

export const metadata: Metadata = { title: 'Web settings' };

export default function WebPage() {
  return (
    <StaffRooms>
      <Website />
    </StaffRooms>
  );
}
