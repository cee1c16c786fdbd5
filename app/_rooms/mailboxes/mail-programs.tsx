'use client';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { asCode } from '#app/_ui/as-code.tsx';
import { Button } from '#app/_ui/button.tsx';
import { CopyButton } from '#app/_ui/copy-button.tsx';
import { download } from '#app/_ui/download.ts';
import { KeyValue } from '#app/_ui/key-value.tsx';
import { OutsideLink } from '#app/_ui/outside-link.tsx';
import { Select } from '#app/_ui/select.tsx';
import { appleProfile, autoconfigFile } from '#server/core/mail-program.ts';
import { useRoom } from '../room-context.tsx';

interface MailProgramsProps {
  /** Where mail programs connect to. */
  host: string;
  webmail: string | null;
  /** The one mailbox that it is about, or the domain of them all. */
  of: { mailbox: string } | { domain: string };
}

/** What a mail program asks for, to be copied or taken as a file where the domain is the service's own. */
export function MailPrograms({ host, webmail, of }: MailProgramsProps) {
  const t = useTranslations('mailboxes');
  const row = (name: string, value: string) => ({ name, value: <code>{value}</code>, action: <CopyButton value={value} what={name} /> });
  return (
    <section aria-label={t('program.title')} className="mt-2">
      <h3 className="mb-2 font-[600]">{t('program.title')}</h3>
      <KeyValue rows={[
        'domain' in of ? { name: t('program.user'), value: t.rich('program.whole', { domain: of.domain, code: asCode }) } : row(t('program.user'), of.mailbox),
        row(t('program.incoming'), host),
        { name: t('program.imapPort'), value: t.rich('program.imap', { code: asCode }) },
        row(t('program.outgoing'), host),
        { name: t('program.smtpPort'), value: t.rich('program.smtp', { code: asCode }) },
        ...(webmail === null ? [] : [{ name: t('program.webmail'), value: <code>{webmail.replace(/^https?:\/\//, '')}</code>, action: <span className="text-sm font-[540]"><OutsideLink href={webmail}>{t('program.open')}</OutsideLink></span> }]),
        ...('domain' in of ? [
          { name: t('program.apple'), value: <AppleProfile domain={of.domain} host={host} /> },
          {
            name: t('program.thunderbird'), value: t.rich('program.file', { code: asCode }),
            action: <Button size="small" onClick={() => download(autoconfigFile({ domain: of.domain, host }), 'config-v1.1.xml', 'application/xml')}>{t('program.download')}</Button>,
          },
        ] : []),
      ]} />
    </section>
  );
}

/** A profile is for one mailbox, and asks for its password when it is installed. */
function AppleProfile({ domain, host }: { domain: string; host: string }) {
  const t = useTranslations('mailboxes');
  const { items } = useRoom('mailbox');
  const [chosen, setChosen] = useState('');
  const names = items?.filter(({ item }) => item.known !== null).map(({ item }) => item.name) ?? [];
  const name = names.includes(chosen) ? chosen : (names[0] ?? '');
  if (name === '') return <span className="text-muted">{t('program.noProfile')}</span>;
  const address = `${name}@${domain}`;
  const take = () => download(appleProfile({ address, domain, host, random: crypto.getRandomValues(new Uint8Array(32)) }), `${address}.mobileconfig`, 'application/x-apple-aspen-config');
  return (
    <span className="flex flex-wrap items-center gap-2">
      <Select aria-label={t('program.profileOf')} className="max-w-60" options={names.map((value) => ({ value, label: `${value}@${domain}` }))} value={name} onChange={(event) => setChosen(event.target.value)} />
      <Button size="small" onClick={take}>{t('program.profile')}</Button>
    </span>
  );
}
