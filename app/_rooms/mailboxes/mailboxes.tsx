'use client';
import { useState } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import { Button } from '#app/_ui/button.tsx';
import { sizeText } from '#app/_ui/limit-text.ts';
import { type MailboxSettings, newMailbox } from '#server/core/items/mailbox.ts';
import { ItemRoom } from '../item-room.tsx';
import { useRooms } from '../room-context.tsx';
import { CatchAll } from './catch-all.tsx';
import { MailHealth } from './mail-health.tsx';
import { MailboxForm } from './mailbox-form.tsx';
import { MailboxImport } from './mailbox-import.tsx';
import { MailPrograms } from './mail-programs.tsx';

function useLine(): (settings: MailboxSettings, domain: string) => string {
  const t = useTranslations('mailboxes');
  const tag = useLocale();
  return ({ quotaMb, aliases, forwards, keepCopy, autoReply }, domain) => [
    quotaMb === null ? t('noLimit') : sizeText(quotaMb, tag),
    ...(aliases.length > 0 ? [t('also', { names: aliases.map((alias) => `${alias}@${domain}`).join(', ') })] : []),
    ...(forwards.length > 0 ? [t(keepCopy ? 'forwards' : 'forwardsBare', { addresses: forwards.join(', ') })] : []),
    ...(autoReply === null ? [] : [t('replies')]),
  ].join(' · ');
}

export function Mailboxes() {
  const t = useTranslations('mailboxes');
  const lineOf = useLine();
  const { view: { service }, readOnly } = useRooms();
  const [importing, setImporting] = useState(false);
  const { domain, home } = service;
  const mail = home?.logins.find((login) => login.role === 'mail');
  return (
    <div className="flex flex-col gap-4">
      {importing && <MailboxImport onClose={() => setImporting(false)} />}
      <ItemRoom
        kind="mailbox"
        words={{
          title: t('title'), add: t('add'), search: t('search'), loses: t('loses'),
          full: (most) => t('full', { most }),
          empty: { title: t('emptyTitle'), text: t('emptyText', { domain }) },
        }}
        titleOf={(name) => `${name}@${domain}`}
        lineOf={(settings) => lineOf(settings, domain)}
        fresh={newMailbox}
        form={({ limits, ...props }) => <MailboxForm {...props} domain={domain} most={limits?.mail_disk_quota ?? null} />}
        more={!importing && <Button disabled={readOnly !== null} onClick={() => setImporting(true)}>{t('import.button')}</Button>}
        below={mail !== undefined && <><CatchAll /><MailPrograms host={mail.host} webmail={home?.webmail ?? null} of={{ domain }} />{service.mail !== null && <MailHealth />}</>}
      />
    </div>
  );
}
