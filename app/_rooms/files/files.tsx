'use client';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { sentenceOf } from '#app/_trpc/refusal.ts';
import { Button } from '#app/_ui/button.tsx';
import { Card } from '#app/_ui/card.tsx';
import { Empty } from '#app/_ui/empty.tsx';
import { Note } from '#app/_ui/note.tsx';
import { Skeleton } from '#app/_ui/skeleton.tsx';
import { useSaid } from '#app/_words/words.tsx';
import { newestTask } from '#server/core/task.ts';
import { useAct } from '../item-row.tsx';
import { useRooms } from '../room-context.tsx';
import { FileRoom } from './file-room.tsx';

/** The files of a service's website; the first who opens them waits for the server to let us in. */
export function Files() {
  const t = useTranslations('files');
  const { view: { service } } = useRooms();
  if (service.home?.has.includes('files') !== true) return <Card><Empty title={t('none')}>{t('noneText')}</Empty></Card>;
  return <Opening key={service.generation} />;
}

function Opening() {
  const { api, view: { service, tasks } } = useRooms();
  const client = useQueryClient();
  const key = ['files', 'open', service.id, service.generation];
  const { data, error, refetch } = useQuery({ queryKey: key, queryFn: () => api.files.open({ again: false }), staleTime: 0, retry: false });
  const [reopened, setReopened] = useState(0);
  const task = newestTask(tasks, ({ action }) => action === 'web.addFileKey');
  const open = async (again: boolean): Promise<void> => {
    client.setQueryData(key, await api.files.open({ again }));
    setReopened((count) => count + 1);
  };
  if (error !== null && data === undefined) return <Closed message={sentenceOf(error)} onRetry={async () => void (await refetch())} />;
  if (task !== null && (task.status === 'failed' || task.status === 'cancelled')) return <Closed message={task.error?.message ?? null} onRetry={() => open(false)} />;
  const ready = data !== undefined && (task === null ? data.ready : task.status === 'succeeded');
  if (!ready) return <Preparing late={task?.status === 'postponed' || task?.status === 'retrying'} />;
  return <FileRoom key={reopened} onReopen={() => open(true)} />;
}

function Preparing({ late }: { late: boolean }) {
  const t = useTranslations('files');
  return (
    <section aria-label={t('title')} className="flex max-w-[920px] flex-col gap-4">
      <h2 className="text-lg font-[600]">{t('title')}</h2>
      <p role="status" className="text-muted"><span className="font-[540] text-text">{t('opening')}.</span> {t(late ? 'waiting' : 'openingText')}</p>
      <div aria-hidden className="divide-y divide-line rounded-card border border-line bg-surface">
        {[1, 2, 3].map((row) => <div key={row} className="flex h-12 items-center px-4"><Skeleton className="h-4 w-1/3" /></div>)}
      </div>
    </section>
  );
}

function Closed({ message, onRetry }: { message: string | null; onRetry: () => Promise<void> }) {
  const t = useTranslations('files');
  const said = useSaid();
  const act = useAct(sentenceOf);
  return (
    <section aria-label={t('title')} className="flex max-w-[920px] flex-col gap-4">
      <h2 className="text-lg font-[600]">{t('title')}</h2>
      <Note tone="warn" icon="stop" action={<Button size="small" busy={act.busy} onClick={() => act.run(onRetry)}>{t('tryAgain')}</Button>}>{t('notOpened')} {said(act.error ?? message ?? '')}</Note>
    </section>
  );
}
