'use client';
import type { ReactNode } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import { Chip } from '#app/_ui/chip.tsx';
import { useNow } from '#app/_ui/clock.tsx';
import { CopyButton } from '#app/_ui/copy-button.tsx';
import { KeyValue } from '#app/_ui/key-value.tsx';
import { OutsideLink } from '#app/_ui/outside-link.tsx';
import { Note } from '#app/_ui/note.tsx';
import { dateOf, inWords } from '#app/_ui/time.ts';
import { useSaid } from '#app/_words/words.tsx';
import { certificatesAtHome } from '#server/core/certificate-line.ts';
import type { HomeFacts, ServiceFacts } from '#server/core/view.ts';
import { BrandWords } from './brand.tsx';
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
  const t = useTranslations('home');
  const tag = useLocale();
  const rows = useRows();
  const now = useNow();
  const fresh = readyAt !== null && (now === null || now - Date.parse(readyAt) < day);
  return (
    <div className="flex max-w-[920px] animate-arrive flex-col gap-6 pt-6">
      <BrandWords of="whenReady" />
      {fresh && <Note tone="ok" icon="check">{t('ready')}{home.tookMs !== null && ` ${t('took', { time: inWords(home.tookMs, tag) })}`}</Note>}
      {news}
      <Facts service={service} home={home} />
      {fresh && <FirstSteps home={home} service={service} />}
      <Section title={t(home.mailbox === null ? 'domain' : 'name')}>
        <KeyValue rows={home.mailbox === null ? rows.ofDomain(home) : rows.ofName(service.domain, home.mailbox)} />
      </Section>
      <Section title={t('logins')}>
        <KeyValue rows={rows.ofLogins(home)} />
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
  const t = useTranslations('home');
  const said = useSaid();
  const tag = useLocale();
  const certificate = certificatesAtHome(service.certificates);
  const cells = [
    { name: t('plan'), value: service.product, line: t('since', { day: dateOf(Date.parse(service.createdAt), tag) }) },
    { name: t('website'), value: <Chip tone="ok">{t('isReady')}</Chip>, line: <bdi>{service.domain}</bdi> },
    { name: t('email'), value: home.webmail === null ? <Chip>{t('none')}</Chip> : <Chip tone="ok">{t('isReady')}</Chip>, line: home.webmail === null ? t('notInPlan') : <bdi>{home.mailbox ?? t('someName', { domain: service.domain })}</bdi> },
    { name: t('certificate'), value: certificate === null ? <Chip>{t('none')}</Chip> : <Chip tone={certificate.words.tone}>{said(certificate.words.customer)}</Chip>, line: certificate === null ? t('notInPlan') : said(certificate.line) },
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

/** Breaks between its parts before it breaks within one. */
const mono = (...parts: readonly string[]) => parts.map((part) => <code key={part} className="inline-block max-w-full">{part}</code>);

/** A mailbox's login is its whole address. */
const loginAt = (login: string, host: string): string => (login.includes('@') ? login : `${login}@${host}`);

function useRows() {
  const t = useTranslations('home');
  return {
    ofDomain: ({ nameservers, ipv4 }: HomeFacts) => [
      ...(nameservers.length > 0 ? [{ name: t('nameservers'), value: <span className="flex flex-wrap gap-x-5">{mono(...nameservers)}</span>, action: <CopyButton value={nameservers.join('\n')} what={t('nameservers')} /> }] : []),
      ...(ipv4 !== null ? [{ name: t('address'), value: mono(ipv4), action: <CopyButton value={ipv4} what={t('address')} /> }] : []),
    ],
    /** Published by us under our own domain: there is nothing to point anywhere. */
    ofName: (domain: string, mailbox: string) => [
      { name: t('website'), value: mono(domain), action: <CopyButton value={domain} what={t('website')} /> },
      { name: t('emailAddress'), value: mono(mailbox), action: <CopyButton value={mailbox} what={t('emailAddress')} /> },
    ],
    ofLogins: ({ logins, webmail }: HomeFacts) => [
      ...logins.map(({ role, login, host }) => ({
        name: t(`role.${role}`),
        value: login.includes('@') ? <span className="flex flex-wrap gap-x-2">{mono(login)}<span className="text-muted">{t('on')}</span>{mono(host)}</span> : <bdi dir="ltr">{mono(login, `@${host}`)}</bdi>,
        action: <CopyButton value={loginAt(login, host)} what={t('loginOf', { role: t(`role.${role}`) })} />,
      })),
      ...(webmail !== null ? [{ name: t('webmail'), value: mono(webmail.replace(/^https?:\/\//, '')), action: <span className="text-sm font-[540]"><OutsideLink href={webmail}>{t('open')}</OutsideLink></span> }] : []),
    ],
  };
}
