'use client';
import type { ReactNode } from 'react';
import { useLocale } from 'use-intl';
import { Chip } from '#app/_ui/chip.tsx';
import { useNow } from '#app/_ui/clock.tsx';
import { CopyButton } from '#app/_ui/copy-button.tsx';
import { KeyValue } from '#app/_ui/key-value.tsx';
import { Link } from '#app/_ui/link.tsx';
import { Note } from '#app/_ui/note.tsx';
import { inWords } from '#app/_ui/time.ts';
import { certificatesAtHome } from '#server/core/certificate-line.ts';
import type { HomeFacts, ServiceFacts } from '#server/core/view.ts';
import { FirstSteps } from './first-steps.tsx';
import { laneCell, laneGrid } from './lanes.tsx';

interface HomeProps {
  service: ServiceFacts;
  home: HomeFacts;
  /** ISO: when it became ready; good news are news for a day. */
  readyAt: string | null;
  /** What happens to it meanwhile. */
  news: ReactNode;
}

const day = 86_400_000;

export function Home({ service, home, readyAt, news }: HomeProps) {
  const tag = useLocale();
  const now = useNow();
  const fresh = readyAt !== null && (now === null || now - Date.parse(readyAt) < day);
  return (
    <div className="flex max-w-[920px] animate-arrive flex-col gap-6 pt-6">
      {fresh && <Note tone="ok" icon="check">Your hosting is ready.{home.tookMs !== null && ` It took ${inWords(home.tookMs, tag)}.`}</Note>}
      {news}
      <Facts service={service} home={home} />
      {fresh && <FirstSteps home={home} service={service} />}
      <Section title={home.mailbox === null ? 'Your domain' : 'Your name'}>
        <KeyValue rows={home.mailbox === null ? domainRows(home) : nameRows(service.domain, home.mailbox)} />
      </Section>
      <Section title="Logins">
        <KeyValue rows={loginRows(home)} />
      </Section>
    </div>
  );
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section>
      <h2 className="mb-2 font-[600]">{title}</h2>
      {children}
    </section>
  );
}

/** The same four cells that the parts had while they were built. */
function Facts({ service, home }: { service: ServiceFacts; home: HomeFacts }) {
  const certificate = certificatesAtHome(service.certificates);
  const cells = [
    { name: 'Plan', value: service.product, line: `Since ${date.format(Date.parse(service.createdAt))}` },
    { name: 'Website', value: <Chip tone="ok">Ready</Chip>, line: service.domain },
    { name: 'Email', value: home.webmail === null ? <Chip>None</Chip> : <Chip tone="ok">Ready</Chip>, line: home.webmail === null ? 'Not part of your plan' : (home.mailbox ?? `name@${service.domain}`) },
    { name: 'Certificate', value: certificate === null ? <Chip>None</Chip> : <Chip tone={certificate.words.tone}>{certificate.words.customer}</Chip>, line: certificate?.line ?? 'Not part of your plan' },
  ];
  return (
    <dl className={`${laneGrid} grid-cols-2`}>
      {cells.map((cell) => (
        <div key={cell.name} className={laneCell}>
          <dt className="text-sm text-muted">{cell.name}</dt>
          <dd className="mt-1 flex min-h-6 items-center font-[600]">{cell.value}</dd>
          <dd className="mt-1 text-sm wrap-anywhere text-muted normal-nums">{cell.line}</dd>
        </div>
      ))}
    </dl>
  );
}
const date = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });

/** Breaks between its parts before it breaks within one. */
const mono = (...parts: readonly string[]) => parts.map((part) => <code key={part} className="inline-block max-w-full">{part}</code>);
const loginNames = { web: 'FTP and SFTP', mail: 'Email', dns: 'DNS' } as const;

function domainRows({ nameservers, ipv4 }: HomeFacts) {
  return [
    ...(nameservers.length > 0 ? [{ name: 'Nameservers', value: <span className="flex flex-wrap gap-x-5">{mono(...nameservers)}</span>, action: <CopyButton value={nameservers.join('\n')} what="nameservers" /> }] : []),
    ...(ipv4 !== null ? [{ name: 'Address (A record)', value: mono(ipv4), action: <CopyButton value={ipv4} what="address" /> }] : []),
  ];
}

/** Published by us under our own domain: there is nothing to point anywhere. */
function nameRows(domain: string, mailbox: string) {
  return [
    { name: 'Website', value: mono(domain), action: <CopyButton value={domain} what="website" /> },
    { name: 'Email address', value: mono(mailbox), action: <CopyButton value={mailbox} what="email address" /> },
  ];
}

/** A mailbox's login is its whole address. */
const loginAt = (login: string, host: string): string => (login.includes('@') ? login : `${login}@${host}`);

function loginRows({ logins, webmail }: HomeFacts) {
  return [
    ...logins.map(({ role, login, host }) => ({
      name: loginNames[role],
      value: login.includes('@') ? <span className="flex flex-wrap gap-x-2">{mono(login)}<span className="text-muted">on</span>{mono(host)}</span> : mono(login, `@${host}`),
      action: <CopyButton value={loginAt(login, host)} what={`${loginNames[role]} login`} />,
    })),
    ...(webmail !== null ? [{ name: 'Webmail', value: mono(webmail.replace(/^https?:\/\//, '')), action: <span className="text-sm font-[540]"><Link outside href={webmail}>Open</Link></span> }] : []),
  ];
}
