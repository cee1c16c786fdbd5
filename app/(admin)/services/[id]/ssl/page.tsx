import type { Metadata } from 'next';
import { Ssl } from '#app/_rooms/ssl/ssl.tsx';
import { StaffRooms } from '../_parts/staff-rooms.tsx';

export const metadata: Metadata = { title: 'SSL' };

export default function SslPage() {
  return (
    <StaffRooms>
      <Ssl />
    </StaffRooms>
  );
}
