'use client';
import { QueryClientProvider } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { CronJobs } from '#app/_rooms/cron/cron-jobs.tsx';
import { Databases } from '#app/_rooms/databases/databases.tsx';
import { Dns } from '#app/_rooms/dns/dns.tsx';
import { FtpAccounts } from '#app/_rooms/ftp/ftp-accounts.tsx';
import { Mailboxes } from '#app/_rooms/mailboxes/mailboxes.tsx';
import { type RoomsApi, RoomsProvider } from '#app/_rooms/room-context.tsx';
import { Ssl } from '#app/_rooms/ssl/ssl.tsx';
import { Usage } from '#app/_rooms/usage/usage.tsx';
import { Website } from '#app/_rooms/web/website.tsx';
import { newQueries } from '#app/_trpc/queries.ts';
import { RoomWords } from '#app/_words/viewer-words.tsx';
import { rightTo } from '#server/core/rooms.ts';
import type { ServiceView } from '#server/core/view.ts';
import type { RoomName } from './panel.tsx';

/** A room of the customer's panel; a chunk of its own. */
export default function Rooms({ name, view, items }: { name: Exclude<RoomName, 'home'> | 'usage'; view: ServiceView; items: RoomsApi }) {
  const t = useTranslations('splash');
  const [client] = useState(newQueries);
  const shownOnly = name !== 'usage' && rightTo(name, view.service.home?.rooms ?? {}) === 'look';
  return (
    <RoomWords>
      <QueryClientProvider client={client}>
        <RoomsProvider api={items} view={view} audience="customer" readOnly={shownOnly ? t('lookOnly') : null}>
          {name === 'usage' && <Usage />}
          {name === 'web' && <Website />}
          {name === 'mailboxes' && <Mailboxes />}
          {name === 'databases' && <Databases />}
          {name === 'ftp' && <FtpAccounts />}
          {name === 'cron' && <CronJobs />}
          {name === 'dns' && <Dns />}
          {name === 'ssl' && <Ssl />}
        </RoomsProvider>
      </QueryClientProvider>
    </RoomWords>
  );
}
