'use client';
import { useState } from 'react';
import { Button } from '#app/_ui/button.tsx';
import { CopyButton } from '#app/_ui/copy-button.tsx';
import { download } from '#app/_ui/download.ts';
import { KeyValue } from '#app/_ui/key-value.tsx';
import { Link } from '#app/_ui/link.tsx';
import { Select } from '#app/_ui/select.tsx';
import { appleProfile, autoconfigFile } from '#server/core/mail-program.ts';
import { useRoom } from '../room-context.tsx';

interface MailProgramsProps {
  /** Where mail programs connect to. */
  host: string;
  webmail: string | null;
  domain: string;
}

/** What a mail program asks for, to be copied or taken as a file. */
export function MailPrograms({ host, webmail, domain }: MailProgramsProps) {
  const row = (name: string, value: string) => ({ name, value: <code>{value}</code>, action: <CopyButton value={value} what={name} /> });
  return (
    <section aria-label="Set up a mail program" className="mt-2">
      <h3 className="mb-2 font-[600]">Set up a mail program</h3>
      <KeyValue rows={[
        { name: 'User name', value: <>The whole address, <code>name@{domain}</code></> },
        row('Incoming server (IMAP)', host),
        { name: 'IMAP port', value: <><code>993</code>, SSL/TLS</> },
        row('Outgoing server (SMTP)', host),
        { name: 'SMTP port', value: <><code>465</code>, SSL/TLS, or <code>587</code>, STARTTLS</> },
        ...(webmail === null ? [] : [{ name: 'Webmail', value: <code>{webmail.replace(/^https?:\/\//, '')}</code>, action: <span className="text-sm font-[540]"><Link outside href={webmail}>Open</Link></span> }]),
        { name: 'iPhone, iPad, Mac', value: <AppleProfile domain={domain} host={host} /> },
        {
          name: 'Thunderbird', value: <>Put this file on your website as <code>/.well-known/autoconfig/mail/config-v1.1.xml</code>, and it finds the settings by itself</>,
          action: <Button size="small" onClick={() => download(autoconfigFile({ domain, host }), 'config-v1.1.xml', 'application/xml')}>Download</Button>,
        },
      ]} />
    </section>
  );
}

/** A profile is for one mailbox, and asks for its password when it is installed. */
function AppleProfile({ domain, host }: Pick<MailProgramsProps, 'domain' | 'host'>) {
  const { items } = useRoom('mailbox');
  const [chosen, setChosen] = useState('');
  const names = items?.filter(({ item }) => item.known !== null).map(({ item }) => item.name) ?? [];
  const name = names.includes(chosen) ? chosen : (names[0] ?? '');
  if (name === '') return <span className="text-muted">A profile that sets everything up can be taken here once there is a mailbox</span>;
  const address = `${name}@${domain}`;
  const take = () => download(appleProfile({ address, domain, host, random: crypto.getRandomValues(new Uint8Array(32)) }), `${address}.mobileconfig`, 'application/x-apple-aspen-config');
  return (
    <span className="flex flex-wrap items-center gap-2">
      <Select aria-label="Mailbox of the profile" className="max-w-60" options={names.map((value) => ({ value, label: `${value}@${domain}` }))} value={name} onChange={(event) => setChosen(event.target.value)} />
      <Button size="small" onClick={take}>Download profile</Button>
    </span>
  );
}
