import type { Metadata } from 'next';
import { Account } from '#app/_rooms/account/account.tsx';
import { StaffRooms } from '../_parts/staff-rooms.tsx';

export const metadata: Metadata = { title: 'Account' };

export default function AccountPage() {
  return (
    <StaffRooms>
      <Account />
    </StaffRooms>
  );
}
