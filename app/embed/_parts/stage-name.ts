import { useTranslations } from 'use-intl';
import { useSaid } from '#app/_words/words.tsx';
import { actionFacts } from '#server/core/action.ts';
import type { TaskView } from '#server/core/view.ts';

/** What a customer reads of a step. The zone is built on every nameserver: such twins say which one they are. */
export function useStageName(): (task: TaskView, tasks: readonly TaskView[]) => string {
  const t = useTranslations('splash');
  const said = useSaid();
  return (task, tasks) => {
    const twins = tasks.filter((other) => other.action === task.action && other.operationId === task.operationId).toSorted((a, b) => a.id - b.id);
    const doing = said(actionFacts[task.action].doing);
    return twins.length < 2 ? doing : `${doing} · ${t('twin', { at: twins.findIndex((other) => other.id === task.id) + 1, of: twins.length })}`;
  };
}
