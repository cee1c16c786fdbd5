'use client';
import { useQuery } from '@tanstack/react-query';
import { RefreshCw } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { sentenceOf } from '#app/_trpc/refusal.ts';
import { Button } from '#app/_ui/button.tsx';
import { CopyButton } from '#app/_ui/copy-button.tsx';
import { Note } from '#app/_ui/note.tsx';
import { Skeleton } from '#app/_ui/skeleton.tsx';
import { StatusPill } from '#app/_ui/status-pill.tsx';
import { TimeAgo } from '#app/_ui/times.tsx';
import { useSaid } from '#app/_words/words.tsx';
import { type MailRecord, mailRecords, type RecordHealth } from '#server/core/mail-health.ts';
import type { StatusWords } from '#server/core/task.ts';
import { useRooms } from '../room-context.tsx';

interface Health {
  /** When it was looked up. */
  at: string;
  records: readonly RecordHealth[];
}

const titles: Record<MailRecord, string> = { mx: 'MX', spf: 'SPF', dkim: 'DKIM', dmarc: 'DMARC' };
const looks: Record<RecordHealth['is'], Pick<StatusWords, 'tone' | 'icon'>> = {
  right: { tone: 'ok', icon: 'check' },
  missing: { tone: 'bad', icon: 'cross' },
  differs: { tone: 'warn', icon: 'stop' },
  several: { tone: 'warn', icon: 'stop' },
  unknown: { tone: 'wait', icon: 'clock' },
};
const FRESH_MS = 60_000;

/** Whether the world trusts this domain's mail, looked up live. */
export function MailHealth() {
  const { api, view: { service } } = useRooms();
  const { data, error, isFetching, refetch } = useQuery({ queryKey: ['mail-health', service.id, service.generation], queryFn: api.mail.health, staleTime: FRESH_MS, retry: false });
  return <MailHealthList health={data ?? null} error={error === null ? null : sentenceOf(error)} looking={isFetching} ours={service.home?.nameservers ?? []} onCheck={() => void refetch()} />;
}

interface MailHealthListProps {
  /** Null before the first look. */
  health: Health | null;
  error: string | null;
  looking: boolean;
  /** The nameservers whose records are edited in the panel. */
  ours: readonly string[];
  onCheck: () => void;
}

export function MailHealthList({ health, error, looking, ours, onCheck }: MailHealthListProps) {
  const t = useTranslations('mailboxes');
  const said = useSaid();
  return (
    <section aria-label={t('health.title')} className="mt-2 flex flex-col gap-2">
      <div className="flex min-h-8 flex-wrap items-center justify-between gap-x-4 gap-y-1">
        <h3 className="font-[600]">{t('health.title')}</h3>
        <span className="flex items-center gap-3">
          {health !== null && <span className="text-sm text-muted">{t.rich('health.looked', { time: () => <TimeAgo at={health.at} /> })}</span>}
          <Button size="small" busy={looking} icon={<RefreshCw size={13} aria-hidden />} onClick={onCheck}>{t('health.check')}</Button>
        </span>
      </div>
      {error !== null && <Note tone="bad" icon="cross">{said(error)}</Note>}
      <ul className="divide-y divide-line rounded-card border border-line bg-surface">
        {health === null ? mailRecords.map((record) => <Row key={record} record={record} mark={looking ? <Skeleton className="h-6 w-20" /> : null} />)
          : health.records.map((one) => <Row key={one.record} record={one.record} mark={<Mark is={one.is} />}>{one.is !== 'right' && <Fix one={one} ours={ours} />}</Row>)}
      </ul>
    </section>
  );
}

function Mark({ is }: { is: RecordHealth['is'] }) {
  const t = useTranslations('mailboxes');
  const word = t(`health.is.${is}`);
  return <StatusPill words={{ ...looks[is], staff: word, customer: word }} />;
}

function Row({ record, mark, children }: { record: MailRecord; mark: ReactNode; children?: ReactNode }) {
  const t = useTranslations('mailboxes');
  return (
    <li className="flex flex-col gap-2 px-4 py-3">
      <div className="flex min-h-6 flex-wrap items-center justify-between gap-x-4 gap-y-1">
        <p className="min-w-0 flex-1 basis-52"><span className="font-[540]">{titles[record]}</span> <span className="text-muted">{t(`health.what.${record}`)}</span></p>
        {mark}
      </div>
      {children}
    </li>
  );
}

function Fix({ one: { record, is, name, type, values, found, at, why }, ours }: { one: RecordHealth; ours: readonly string[] }) {
  const t = useTranslations('mailboxes');
  const said = useSaid();
  const title = titles[record];
  const single = is === 'several' || is === 'differs';
  /** Where it is changed. */
  const place = at.length === 0 ? t('health.nowhere') : at.every((host) => ours.includes(host)) ? t('health.here') : t('health.there', { hosts: at.join(', ') });
  return (
    <div className="flex flex-col gap-2 text-sm">
      {(why !== null || is !== 'unknown') && <p>{why !== null && said(why)}{why !== null && is !== 'unknown' ? ' ' : ''}{is !== 'unknown' && place}</p>}
      {found.length > 0 && <p className="flex flex-col text-muted wrap-anywhere">{t('health.found')} {found.map((text) => <code key={text}>{text}</code>)}</p>}
      {values.map((value) => (
        <dl key={value} aria-label={t('health.recordFor', { title })} className="grid grid-cols-[auto_minmax(0,1fr)_auto] items-center gap-x-3 gap-y-1 rounded-control bg-sunken px-3 py-2">
          <Part name={t('health.host')} value={name} what={t('health.hostOf', { title })} />
          <Part name={t('health.type')} value={type} />
          <Part name={t(single ? 'health.setTo' : 'health.value')} value={value} what={t('health.valueOf', { title })} />
        </dl>
      ))}
    </div>
  );
}

function Part({ name, value, what }: { name: string; value: string; what?: string }) {
  return (
    <div className="contents">
      <dt className="text-muted">{name}</dt>
      <dd className="min-w-0 wrap-anywhere"><code>{value}</code></dd>
      <dd className="min-h-6 text-end">{what !== undefined && <CopyButton value={value} what={what} />}</dd>
    </div>
  );
}
