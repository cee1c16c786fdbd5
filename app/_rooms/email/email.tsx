'use client';
import { useLocale, useTranslations } from 'use-intl';
import { Note } from '#app/_ui/note.tsx';
import { KeyValue } from '#app/_ui/key-value.tsx';
import { CopyButton } from '#app/_ui/copy-button.tsx';
import { OutsideButtonLink } from '#app/_ui/outside-link.tsx';
import { limitText } from '#app/_ui/limit-text.ts';
import { Password } from '../account/password.tsx';
import { MailPrograms } from '../mailboxes/mail-programs.tsx';
import { useRooms } from '../room-context.tsx';

/** The one mailbox of a name under the provider's domain. */
export function Email() {
  const t = useTranslations('email');
  const account = useTranslations('account');
  const tag = useLocale();
  const { view: { service: { home } }, readOnly } = useRooms();
  const mail = home?.logins.find((login) => login.role === 'mail');
  if (home === null || home.mailbox === null || mail === undefined) return null;
  const { mailbox, mailboxMb, webmail } = home;
  return (
    <section aria-label={t('title')} className="flex max-w-[920px] animate-arrive flex-col gap-6">
      <header className="flex min-h-8 flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <h2 className="text-lg font-[600]">{t('title')}</h2>
        {webmail !== null && <OutsideButtonLink variant="primary" href={webmail}>{t('open')}</OutsideButtonLink>}
      </header>
      {readOnly !== null && <Note tone="wait" icon="pause">{readOnly}</Note>}
      <KeyValue rows={[
        { name: t('address'), value: <code>{mailbox}</code>, action: <CopyButton value={mailbox} what={t('what')} /> },
        { name: t('size'), value: limitText('vanity_mail_quota', mailboxMb, tag) },
      ]} />
      <Password says={account('opensMailbox')} />
      <MailPrograms host={mail.host} webmail={webmail} of={{ mailbox }} />
    </section>
  );
}
