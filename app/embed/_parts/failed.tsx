'use client';
import { useTranslations } from 'use-intl';
import { Button } from '#app/_ui/button.tsx';
import { useNow } from '#app/_ui/clock.tsx';
import { ProgressBar } from '#app/_ui/progress-bar.tsx';
import { ClockTime, Countdown } from '#app/_ui/times.tsx';
import type { Progress } from '#server/core/progress.ts';
import type { TaskView } from '#server/core/view.ts';
import { Activity } from './activity.tsx';
import { Counts } from './counts.tsx';
import { useFailureWords } from './failure-words.ts';
import { Lanes } from './lanes.tsx';

export interface Retry {
  /** Absent when trying again would not be safe. */
  onRetry?: () => void;
  retrying: boolean;
  /** ISO: not before this. */
  retryAt: string | null;
}

interface FailedProps extends Retry {
  progress: Progress;
  tasks: readonly TaskView[];
  reference: string;
}

/** It ended and did not work: what, what of it stands, what happens next. */
export function Failed({ progress, tasks, reference, ...retry }: FailedProps) {
  const t = useTranslations('splash');
  const { titleOf, reasonOf } = useFailureWords();
  const { done, total, failed } = progress;
  const changed = tasks.reduce((newest, task) => (task.updatedAt > newest ? task.updatedAt : newest), progress.operation.openedAt);
  return (
    <div className="max-w-[760px] animate-arrive">
      <div className="mt-6 rounded-card border border-bad/35 bg-bad-soft/45 px-5 py-4">
        <h2 className="text-lg font-[600] text-bad-text">{titleOf(tasks)}</h2>
        <p className="mt-1 max-w-[58ch]">{reasonOf(progress, tasks)}</p>
        <div className="mt-4 flex flex-wrap items-center gap-x-4 gap-y-2">
          <TryAgain {...retry} />
          <span className="text-muted">{t('reference')} <span className="text-text normal-nums">{reference}</span></span>
        </div>
      </div>
      <div className="mt-6">
        <ProgressBar
          label={t('settingUp')}
          permille={Math.min(progress.permille, 1000 - 20 * failed)}
          tone="ok"
          more={[{ tone: 'bad', permille: Math.max(20, Math.round((failed / Math.max(1, total)) * 1000)) }]}
          of={`${progress.operation.id} ended`}
          valueText={t('stepsFailed', { done, total, failed })}
        />
      </div>
      <div className="mt-2.5 flex flex-col justify-between gap-x-6 gap-y-0.5 sm:flex-row">
        <Counts progress={progress} />
        <p className="text-muted">{t.rich('lastChange', { time: () => <ClockTime at={progress.operation.finishedAt ?? changed} /> })}</p>
      </div>
      <div className="mt-6">
        <Lanes lanes={progress.lanes} />
      </div>
      <Activity tasks={tasks} open={false} />
    </div>
  );
}

function TryAgain({ onRetry, retrying, retryAt }: Retry) {
  const t = useTranslations('splash');
  const now = useNow();
  if (onRetry === undefined) return null;
  const early = retryAt !== null && now !== null && Date.parse(retryAt) > now;
  return (
    <>
      <Button variant="primary" busy={retrying} disabled={early} onClick={onRetry}>{t('tryAgain')}</Button>
      {early && <span className="text-muted">{t.rich('possibleIn', { time: () => <Countdown to={retryAt} /> })}</span>}
    </>
  );
}
