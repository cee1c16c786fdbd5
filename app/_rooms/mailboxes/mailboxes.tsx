'use client';
import { type MailboxSettings, newMailbox } from '#server/core/items/mailbox.ts';
import { ItemRoom } from '../item-room.tsx';
import { useRooms } from '../room-context.tsx';
import { CatchAll } from './catch-all.tsx';
import { MailHealth } from './mail-health.tsx';
import { MailboxForm } from './mailbox-form.tsx';
import { MailPrograms } from './mail-programs.tsx';

function lineOf({ quotaMb, aliases, forwards, keepCopy, autoReply }: MailboxSettings, domain: string): string {
  return [
    quotaMb === null ? 'No size limit' : `${quotaMb} MB`,
    ...(aliases.length > 0 ? [`also ${aliases.map((alias) => `${alias}@${domain}`).join(', ')}`] : []),
    ...(forwards.length > 0 ? [`forwards to ${forwards.join(', ')}${keepCopy ? '' : ' without a copy'}`] : []),
    ...(autoReply === null ? [] : ['replies by itself']),
  ].join(' · ');
}

export function Mailboxes() {
  const { view: { service } } = useRooms();
  const { domain, home } = service;
  const mail = home?.logins.find((login) => login.role === 'mail');
  return (
    <ItemRoom
      kind="mailbox"
      words={{
        title: 'Mailboxes', add: 'Add mailbox', search: 'Search mailboxes', loses: 'All mail in it is deleted.',
        full: (most) => `All ${most} mailboxes of your plan are used. Remove one, or order a larger plan.`,
        empty: { title: 'No mailbox yet', text: `A mailbox receives mail under your domain: info@${domain}. Add the first one, then open it in webmail or set up a mail program.` },
      }}
      titleOf={(name) => `${name}@${domain}`}
      lineOf={(settings) => lineOf(settings, domain)}
      fresh={newMailbox}
      form={({ limits, ...props }) => <MailboxForm {...props} domain={domain} most={limits?.mail_disk_quota ?? null} />}
      below={mail !== undefined && <><CatchAll /><MailPrograms host={mail.host} webmail={home?.webmail ?? null} domain={domain} />{service.mail !== null && <MailHealth />}</>}
    />
  );
}
