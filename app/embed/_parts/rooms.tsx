'use client';
import { QueryClientProvider } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { Account } from '#app/_rooms/account/account.tsx';
import { Backups } from '#app/_rooms/backups/backups.tsx';
import { CronJobs } from '#app/_rooms/cron/cron-jobs.tsx';
import { Databases } from '#app/_rooms/databases/databases.tsx';
import { Dns } from '#app/_rooms/dns/dns.tsx';
import { Files } from '#app/_rooms/files/files.tsx';
import { FtpAccounts } from '#app/_rooms/ftp/ftp-accounts.tsx';
import { Email } from '#app/_rooms/email/email.tsx';
import { Mailboxes } from '#app/_rooms/mailboxes/mailboxes.tsx';
import { Pointing } from '#app/_rooms/pointing/pointing.tsx';
import { type RoomsApi, RoomsProvider } from '#app/_rooms/room-context.tsx';
import { Ssl } from '#app/_rooms/ssl/ssl.tsx';
import { Usage } from '#app/_rooms/usage/usage.tsx';
import { Website } from '#app/_rooms/web/website.tsx';
import { newQueries } from '#app/_trpc/queries.ts';
import { RoomWords } from '#app/_words/viewer-words.tsx';
import { whyResting } from '#server/core/lifecycle.ts';
import { rightTo } from '#server/core/rooms.ts';
import type { ServiceView } from '#server/core/view.ts';
import type { RoomName } from './panel.tsx';

/** Why nothing can be changed in a room now; null while it can. */
function useReadOnly(name: RoomName, { service }: ServiceView): string | null {
  const t = useTranslations('splash');
  if (whyResting(service) !== null) return t('resting');
  return name !== 'home' && rightTo(name, service.home?.rooms ?? {}) === 'look' ? t('lookOnly') : null;
}

/** A room of the customer's panel, or what Overview shows below what is known at once; a chunk of its own. */
export default function Rooms({ name, view, items }: { name: RoomName; view: ServiceView; items: RoomsApi }) {
  const readOnly = useReadOnly(name, view);
  const [client] = useState(newQueries);
  return (
    <RoomWords>
      <QueryClientProvider client={client}>
        <RoomsProvider api={items} view={view} audience="customer" readOnly={readOnly}>
          {name === 'home' && <HomeBelow view={view} />}
          {name === 'web' && <Website />}
          {name === 'mailboxes' && <Mailboxes />}
          {name === 'databases' && <Databases />}
          {name === 'ftp' && <FtpAccounts />}
          {name === 'cron' && <CronJobs />}
          {name === 'dns' && <Dns />}
          {name === 'ssl' && <Ssl />}
          {name === 'backups' && <Backups />}
          {name === 'email' && <Email />}
          {name === 'account' && <Account />}
          {name === 'files' && <Files />}
        </RoomsProvider>
      </QueryClientProvider>
    </RoomWords>
  );
}

/** What has to be asked for. A name of the provider's points here by itself. */
function HomeBelow({ view: { service: { home, state } } }: { view: ServiceView }) {
  const points = state === 'active' && home?.mailbox === null && home.logins.length > 0;
  return <div className="flex flex-col gap-6"><Usage />{points && <Pointing />}</div>;
}
