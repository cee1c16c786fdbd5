import { CopyButton } from '#app/_ui/copy-button.tsx';
import { KeyValue } from '#app/_ui/key-value.tsx';
import { Link } from '#app/_ui/link.tsx';

interface MailProgramsProps {
  /** Where mail programs connect to. */
  host: string;
  webmail: string | null;
  domain: string;
}

/** What a mail program asks for, to be copied. */
export function MailPrograms({ host, webmail, domain }: MailProgramsProps) {
  const row = (name: string, value: string) => ({ name, value: <code>{value}</code>, action: <CopyButton value={value} what={name} /> });
  return (
    <section className="mt-2">
      <h3 className="mb-2 font-[600]">Set up a mail program</h3>
      <KeyValue rows={[
        { name: 'User name', value: <>The whole address, <code>name@{domain}</code></> },
        row('Incoming server (IMAP)', host),
        { name: 'IMAP port', value: <><code>993</code>, SSL/TLS</> },
        row('Outgoing server (SMTP)', host),
        { name: 'SMTP port', value: <><code>465</code>, SSL/TLS, or <code>587</code>, STARTTLS</> },
        ...(webmail === null ? [] : [{ name: 'Webmail', value: <code>{webmail.replace(/^https?:\/\//, '')}</code>, action: <span className="text-sm font-[540]"><Link outside href={webmail}>Open</Link></span> }]),
      ]} />
    </section>
  );
}
