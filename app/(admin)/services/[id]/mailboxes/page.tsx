import type { Metadata } from 'next';
import { Mailboxes } from '#app/_rooms/mailboxes/mailboxes.tsx';
import { StaffRooms } from '../_parts/staff-rooms.tsx';

export const metadata: Metadata = { title: 'Mailboxes' };

export default function MailboxesPage() {
  return (
    <StaffRooms>
      <Mailboxes />
    </StaffRooms>
  );
}
