'use client';
import { RefreshCw } from 'lucide-react';
import { useState } from 'react';
import { sentenceOf } from '#app/_trpc/refusal.ts';
import { Button } from '#app/_ui/button.tsx';
import { Card } from '#app/_ui/card.tsx';
import { Chip } from '#app/_ui/chip.tsx';
import { ProgressBar } from '#app/_ui/progress-bar.tsx';
import { StatusPill } from '#app/_ui/status-pill.tsx';
import { ClockTime, Duration } from '#app/_ui/times.tsx';
import { took } from '#app/_ui/time.ts';
import { useToast } from '#app/_ui/toast.tsx';
import { operationTitles, operationWords } from '#server/core/operation.ts';
import type { OperationView, TaskView } from '#server/core/view.ts';
import { RedeployButton } from '../life/redeploy-button.tsx';
import { RetryFailed } from '../retry-failed.tsx';
import { useService } from '../service-context.tsx';
import { barParts, tallies } from './tally.ts';

export function StatusCard({ operation, tasks }: { operation: OperationView; tasks: readonly TaskView[] }) {
  const words = operationWords[operation.status];
  const counts = tallies.map(({ word, tone, has }) => ({ word, tone, count: tasks.filter((task) => has(task.status)).length })).filter(({ count }) => count > 0);
  const failed = tasks.some((task) => task.status === 'failed' || task.status === 'cancelled');
  const percent = Math.floor(operation.progress / 10);
  return (
    <Card
      title={
        <>
          {operationTitles[operation.kind]} #{operation.number}
          <StatusPill words={words} />
          <span className="flex flex-wrap gap-1.5">{counts.map(({ word, tone, count }) => <Chip key={word} tone={tone}>{count} {word}</Chip>)}</span>
        </>
      }
      actions={<Buttons failed={failed} />}
    >
      <ProgressBar
        label={`${operationTitles[operation.kind]} #${operation.number}`}
        permille={operation.progress}
        tone="ok"
        more={barParts(tasks, operation.progress)}
        valueText={`${percent} %, ${counts.map(({ word, count }) => `${count} ${word}`).join(', ')}`}
        of={operation.id}
        moving={operation.status === 'running'}
      />
      <p className="mt-3 text-muted">
        {percent} % · started <ClockTime at={operation.openedAt} /> by {operation.openedBy} ·{' '}
        {operation.finishedAt === null ? <><Duration from={operation.openedAt} to={null} /> so far</> : <>took <Duration from={operation.openedAt} to={operation.finishedAt} /></>}
        {operation.usualMs !== null && <>, usually {took(operation.usualMs)} on this plan</>}
      </p>
    </Card>
  );
}

function Buttons({ failed }: { failed: boolean }) {
  const { view, refresh } = useService();
  const toast = useToast();
  const [reading, setReading] = useState(false);
  const read = () => {
    setReading(true);
    refresh().catch((error: unknown) => toast({ title: 'It could not be read again', description: sentenceOf(error), tone: 'bad' })).finally(() => setReading(false));
  };
  return (
    <>
      <Button busy={reading} icon={<RefreshCw size={14} aria-hidden />} onClick={read}>Refresh</Button>
      <RedeployButton />
      {failed && <RetryFailed serviceId={view.service.id} />}
    </>
  );
}
