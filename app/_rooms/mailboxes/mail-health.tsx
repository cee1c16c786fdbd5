'use client';
import { useQuery } from '@tanstack/react-query';
import { RefreshCw } from 'lucide-react';
import type { ReactNode } from 'react';
import { sentenceOf } from '#app/_trpc/refusal.ts';
import { Button } from '#app/_ui/button.tsx';
import { CopyButton } from '#app/_ui/copy-button.tsx';
import { Note } from '#app/_ui/note.tsx';
import { Skeleton } from '#app/_ui/skeleton.tsx';
import { StatusPill } from '#app/_ui/status-pill.tsx';
import { TimeAgo } from '#app/_ui/times.tsx';
import { type MailRecord, mailRecords, type RecordHealth } from '#server/core/mail-health.ts';
import type { StatusWords } from '#server/core/task.ts';
import { useRooms } from '../room-context.tsx';

interface Health {
  /** When it was looked up. */
  at: string;
  records: readonly RecordHealth[];
}

const titles: Record<MailRecord, { title: string; what: string }> = {
  mx: { title: 'MX', what: 'Mail to your domain arrives in these mailboxes' },
  spf: { title: 'SPF', what: 'Who may send mail in your name' },
  dkim: { title: 'DKIM', what: 'Receivers can check the signature of your mail' },
  dmarc: { title: 'DMARC', what: 'What receivers do with mail that only claims to be yours' },
};
const same = (text: string): Pick<StatusWords, 'staff' | 'customer'> => ({ staff: text, customer: text });
const marks: Record<RecordHealth['is'], StatusWords> = {
  right: { ...same('Right'), tone: 'ok', icon: 'check' },
  missing: { ...same('Missing'), tone: 'bad', icon: 'cross' },
  differs: { ...same('Differs'), tone: 'warn', icon: 'stop' },
  several: { ...same('Several'), tone: 'warn', icon: 'stop' },
  unknown: { ...same('Not known'), tone: 'wait', icon: 'clock' },
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
  return (
    <section aria-label="Records of your mail" className="mt-2 flex flex-col gap-2">
      <div className="flex min-h-8 flex-wrap items-center justify-between gap-x-4 gap-y-1">
        <h3 className="font-[600]">Records of your mail</h3>
        <span className="flex items-center gap-3">
          {health !== null && <span className="text-sm text-muted">looked up <TimeAgo at={health.at} /></span>}
          <Button size="small" busy={looking} icon={<RefreshCw size={13} aria-hidden />} onClick={onCheck}>Check again</Button>
        </span>
      </div>
      {error !== null && <Note tone="bad" icon="cross">{error}</Note>}
      <ul className="divide-y divide-line rounded-card border border-line bg-surface">
        {health === null ? mailRecords.map((record) => <Row key={record} record={record} mark={looking ? <Skeleton className="h-6 w-20" /> : null} />)
          : health.records.map((one) => <Row key={one.record} record={one.record} mark={<StatusPill words={marks[one.is]} />}>{one.is !== 'right' && <Fix one={one} ours={ours} />}</Row>)}
      </ul>
    </section>
  );
}

function Row({ record, mark, children }: { record: MailRecord; mark: ReactNode; children?: ReactNode }) {
  const { title, what } = titles[record];
  return (
    <li className="flex flex-col gap-2 px-4 py-3">
      <div className="flex min-h-6 flex-wrap items-center justify-between gap-x-4 gap-y-1">
        <p className="min-w-0 flex-1 basis-52"><span className="font-[540]">{title}</span> <span className="text-muted">{what}</span></p>
        {mark}
      </div>
      {children}
    </li>
  );
}

/** Where a record is changed. */
const place = (at: readonly string[], ours: readonly string[]): string =>
  at.length === 0 ? 'Your domain has no nameservers yet: set them where it is registered.' : at.every((host) => ours.includes(host)) ? 'It is kept under DNS, here in this panel.' : `It is set where the DNS of your domain is kept: ${at.join(', ')}.`;

function Fix({ one: { record, is, name, type, values, found, at, why }, ours }: { one: RecordHealth; ours: readonly string[] }) {
  const single = is === 'several' || is === 'differs';
  return (
    <div className="flex flex-col gap-2 text-sm">
      {(why !== null || is !== 'unknown') && <p>{why}{why !== null && is !== 'unknown' ? ' ' : ''}{is !== 'unknown' && place(at, ours)}</p>}
      {found.length > 0 && <p className="flex flex-col text-muted wrap-anywhere">Found: {found.map((text) => <code key={text}>{text}</code>)}</p>}
      {values.map((value) => (
        <dl key={value} aria-label={`Record for ${titles[record].title}`} className="grid grid-cols-[auto_minmax(0,1fr)_auto] items-center gap-x-3 gap-y-1 rounded-control bg-sunken px-3 py-2">
          <Part name="Host" value={name} what={`host of the ${titles[record].title} record`} />
          <Part name="Type" value={type} />
          <Part name={single ? 'Set it to' : 'Value'} value={value} what={`value of the ${titles[record].title} record`} />
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
