'use client';
import { QueryClientProvider } from '@tanstack/react-query';
import { useState } from 'react';
import { CronJobs } from '#app/_rooms/cron/cron-jobs.tsx';
import { Databases } from '#app/_rooms/databases/databases.tsx';
import { Dns } from '#app/_rooms/dns/dns.tsx';
import { FtpAccounts } from '#app/_rooms/ftp/ftp-accounts.tsx';
import { Mailboxes } from '#app/_rooms/mailboxes/mailboxes.tsx';
import { type RoomsApi, RoomsProvider } from '#app/_rooms/room-context.tsx';
import { Ssl } from '#app/_rooms/ssl/ssl.tsx';
import { Usage } from '#app/_rooms/usage/usage.tsx';
import { newQueries } from '#app/_trpc/queries.ts';
import { rightTo } from '#server/core/rooms.ts';
import type { ServiceView } from '#server/core/view.ts';
import type { RoomName } from './panel.tsx';

/** A room of the customer's panel; a chunk of its own. */
export default function Rooms({ name, view, items }: { name: Exclude<RoomName, 'home'> | 'usage'; view: ServiceView; items: RoomsApi }) {
  const [client] = useState(newQueries);
  const shownOnly = name !== 'usage' && rightTo(name, view.service.home?.rooms ?? {}) === 'look';
  return (
    <QueryClientProvider client={client}>
      <RoomsProvider api={items} view={view} audience="customer" readOnly={shownOnly ? 'Your plan shows this and leaves changes to us. Write to us for one.' : null}>
        {name === 'usage' && <Usage />}
        {name === 'mailboxes' && <Mailboxes />}
        {name === 'databases' && <Databases />}
        {name === 'ftp' && <FtpAccounts />}
        {name === 'cron' && <CronJobs />}
        {name === 'dns' && <Dns />}
        {name === 'ssl' && <Ssl />}
      </RoomsProvider>
    </QueryClientProvider>
  );
}
