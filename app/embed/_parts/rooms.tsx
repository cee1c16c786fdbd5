'use client';
import { QueryClientProvider } from '@tanstack/react-query';
import { type ComponentType, lazy, useState } from 'react';
import { useTranslations } from 'use-intl';
import { Pointing } from '#app/_rooms/pointing/pointing.tsx';
import { type RoomsApi, RoomsProvider } from '#app/_rooms/room-context.tsx';
import { Usage } from '#app/_rooms/usage/usage.tsx';
import { newQueries } from '#app/_trpc/queries.ts';
import { ToastProvider } from '#app/_ui/toast.tsx';
import { RoomWords } from '#app/_words/viewer-words.tsx';
import { whyResting } from '#server/core/lifecycle.ts';
import { rightTo, type Room } from '#server/core/rooms.ts';
import type { ServiceView } from '#server/core/view.ts';
import type { RoomName } from './panel.tsx';

/** Each loads when somebody opens it. */
const pages: Record<Room, ComponentType> = {
  web: lazy(async () => ({ default: (await import('#app/_rooms/web/website.tsx')).Website })),
  mailboxes: lazy(async () => ({ default: (await import('#app/_rooms/mailboxes/mailboxes.tsx')).Mailboxes })),
  email: lazy(async () => ({ default: (await import('#app/_rooms/email/email.tsx')).Email })),
  databases: lazy(async () => ({ default: (await import('#app/_rooms/databases/databases.tsx')).Databases })),
  ftp: lazy(async () => ({ default: (await import('#app/_rooms/ftp/ftp-accounts.tsx')).FtpAccounts })),
  cron: lazy(async () => ({ default: (await import('#app/_rooms/cron/cron-jobs.tsx')).CronJobs })),
  dns: lazy(async () => ({ default: (await import('#app/_rooms/dns/dns.tsx')).Dns })),
  ssl: lazy(async () => ({ default: (await import('#app/_rooms/ssl/ssl.tsx')).Ssl })),
  backups: lazy(async () => ({ default: (await import('#app/_rooms/backups/backups.tsx')).Backups })),
  files: lazy(async () => ({ default: (await import('#app/_rooms/files/files.tsx')).Files })),
  account: lazy(async () => ({ default: (await import('#app/_rooms/account/account.tsx')).Account })),
};

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
  const Page = name === 'home' ? null : pages[name];
  return (
    <RoomWords>
      <QueryClientProvider client={client}>
        <ToastProvider>
          <RoomsProvider api={items} view={view} audience="customer" readOnly={readOnly}>
            {Page === null ? <HomeBelow view={view} /> : <Page />}
          </RoomsProvider>
        </ToastProvider>
      </QueryClientProvider>
    </RoomWords>
  );
}

/** What has to be asked for. A name of the provider's points here by itself. */
function HomeBelow({ view: { service: { home, state } } }: { view: ServiceView }) {
  const points = state === 'active' && home?.mailbox === null && home.logins.length > 0;
  return <div className="flex flex-col gap-6"><Usage />{points && <Pointing />}</div>;
}
