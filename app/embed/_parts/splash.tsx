'use client';
import { useTranslations } from 'use-intl';
import type { Connection } from '#app/_ui/connection.ts';
import { ProgressBar } from '#app/_ui/progress-bar.tsx';
import { Spinner } from '#app/_ui/spinner.tsx';
import { useSaid } from '#app/_words/words.tsx';
import { operationNews } from '#server/core/operation.ts';
import type { Progress } from '#server/core/progress.ts';
import type { TaskView } from '#server/core/view.ts';
import { Activity } from './activity.tsx';
import { BrandWords } from './brand.tsx';
import { Counts, Elapsed } from './counts.tsx';
import { Lanes } from './lanes.tsx';

interface SplashProps {
  progress: Progress;
  tasks: readonly TaskView[];
  connection: Connection;
}

/** While it is being built. Every line keeps its place and its height from the first paint to the last. */
export function Splash({ progress, tasks, connection }: SplashProps) {
  const t = useTranslations('splash');
  const said = useSaid();
  const now = said(progress.now);
  return (
    <div className="max-w-[760px]">
      <div className="mt-7 flex items-start gap-2.5 text-lg">
        <Spinner size={18} className="mt-0.5 text-accent sm:mt-[3px]" />
        <p className="min-w-0">
          <span className="text-muted max-sm:block">{t('happening')} </span>
          <span className="font-[600]">{now}</span>
        </p>
      </div>
      <div className="mt-3">
        <ProgressBar
          label={said(operationNews[progress.operation.kind].doing)}
          permille={progress.permille}
          of={progress.operation.id}
          moving={connection === 'live'}
          valueText={`${t('stepsText', { done: progress.done, total: progress.total })}, ${now}`}
        />
      </div>
      <div className="mt-2.5 flex flex-col justify-between gap-x-6 gap-y-0.5 sm:flex-row">
        <Counts progress={progress} />
        <Elapsed operation={progress.operation} />
      </div>
      <div className="mt-6">
        <Lanes lanes={progress.lanes} />
      </div>
      <p className="mt-4 text-muted">{t(`foot.${connection}`)}</p>
      <BrandWords of="whileBuilt" />
      <Activity tasks={tasks} />
    </div>
  );
}
