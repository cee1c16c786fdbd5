import type { Metadata } from 'next';
import { Files } from '#app/_rooms/files/files.tsx';
import { StaffRooms } from '../_parts/staff-rooms.tsx';

export const metadata: Metadata = { title: 'Files' };

export default function FilesPage() {
  return (
    <StaffRooms>
      <Files />
    </StaffRooms>
  );
}
