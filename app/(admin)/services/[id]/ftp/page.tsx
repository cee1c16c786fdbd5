import type { Metadata } from 'next';
import { FtpAccounts } from '#app/_rooms/ftp/ftp-accounts.tsx';
import { StaffRooms } from '../_parts/staff-rooms.tsx';

export const metadata: Metadata = { title: 'FTP' };

export default function FTPPage() {
  return (
    <StaffRooms>
      <FtpAccounts />
    </StaffRooms>
  );
}
