/** What a customer reads when it did not work: parts by name, no machine, no panel's words. */
import { useLocale, useTranslations } from 'use-intl';
import { useSaid } from '#app/_words/words.tsx';
import { type Lane, laneWords } from '#server/core/action.ts';
import type { Progress } from '#server/core/progress.ts';
import type { TaskView } from '#server/core/view.ts';

const failedLanes = (tasks: readonly TaskView[]): readonly Lane[] => [...new Set(tasks.filter((task) => task.status === 'failed').map((task) => task.lane))];

interface FailureWords {
  titleOf: (tasks: readonly TaskView[]) => string;
  reasonOf: (progress: Progress, tasks: readonly TaskView[]) => string;
}

export function useFailureWords(): FailureWords {
  const t = useTranslations('splash');
  const said = useSaid();
  const tag = useLocale();
  return {
    titleOf: (tasks) => {
      const [only, ...others] = failedLanes(tasks);
      return only !== undefined && others.length === 0 ? said(laneWords[only].failed) : t('setUpFailed');
    },
    reasonOf: ({ lanes }, tasks) => {
      const ready = lanes.filter((lane) => lane.done === lane.total).map(({ lane }) => lane);
      const tries = Math.max(1, ...tasks.filter((task) => task.status === 'failed').map((task) => task.attempts));
      const many = ready.length > 1 || ready[0] === 'domain' ? 'yes' : 'no';
      return [
        ...(ready.length > 0 ? [t('partsReady', { many, parts: new Intl.ListFormat(tag, { type: 'conjunction' }).format(ready.map((lane) => t(`part.${lane}`))) })] : []),
        tries > 1 ? t('restTries', { tries }) : t('rest'),
        t('staffSee'),
      ].join(' ');
    },
  };
}
